/**
 * The training loop over any `Network`: order of the images, learning-rate schedule, evaluations and stopping rules.
 *
 * It knows no threads, no clock and no files. `advance` trains until it is told to pause or the run ends; the state is
 * plain data, so that a run can be paused, stored and continued elsewhere with bit-identical results.
 */

import type { Network } from './backend.ts';
import { giveBack } from './giveBack.ts';
import { scheduledRate } from './schedule.ts';
import { epochOrder } from './shuffle.ts';
import type { Evaluation, Score, SplitMetric, SplitName, TrainingData, TrainingSpec } from './spec.ts';

/** All that training needs to continue, beside the tensors and the optimiser's slots. */
export interface TrainerState {
  /** Updates done so far. */
  readonly step: number;
  /** Best value of the early-stopping metric, and evaluations since it was reached. */
  readonly best: number | null;
  readonly sinceBest: number;
  /** First evaluated step at which `until` held. */
  readonly firstStepReached: number | null;
  /** The latest evaluation; null before the one of step 0. */
  readonly last: Evaluation | null;
}

export type Outcome =
  | { readonly status: 'running' }
  | { readonly status: 'finished'; readonly reason: 'length' | 'until' | 'earlyStopping' }
  | { readonly status: 'diverged'; readonly step: number };

/** Receives what training measures, as it is measured. */
export interface TrainerSink {
  /** Called after update `step` with the batch's loss and error before that update. */
  step(step: number, loss: number, error: number): void;
  evaluation(evaluation: Evaluation): void;
}

export interface Trainer {
  readonly totalSteps: number;
  readonly state: TrainerState;
  /** Epochs done at the current step, fractional inside an epoch. */
  readonly epoch: number;
  /**
   * Trains until the run ends or `shouldPause` says so; it is asked before every step.
   * The evaluation that a step owes is made before pausing, so that a continued run repeats none.
   */
  advance(shouldPause: () => boolean): Outcome;
  /** Scores of every split where the run stands now. Reports nothing and changes nothing. */
  scores(): Evaluation;
}

const allSplits: readonly SplitName[] = ['train', 'validation', 'test'];
const start: TrainerState = { step: 0, best: null, sinceBest: 0, firstStepReached: null, last: null };

/** Samples of a step, the last of an epoch excepted. */
export function batchSizeOf(training: TrainingSpec, trainCount: number): number {
  return training.batchSize === 'full' ? trainCount : Math.min(training.batchSize, trainCount);
}

/** Steps of an epoch, the smaller last one included. */
export function stepsPerEpoch(training: TrainingSpec, trainCount: number): number {
  return Math.ceil(trainCount / batchSizeOf(training, trainCount));
}

/** Epochs done at a step, fractional inside an epoch. */
export function epochAt(training: TrainingSpec, trainCount: number, step: number): number {
  const perEpoch = stepsPerEpoch(training, trainCount);
  const inEpoch = (step % perEpoch) * batchSizeOf(training, trainCount);
  return Math.floor(step / perEpoch) + Math.min(inEpoch, trainCount) / trainCount;
}

/** Steps of the whole run, when no stopping rule ends it earlier. */
export function totalSteps(training: TrainingSpec, trainCount: number): number {
  const { length } = training;
  return 'steps' in length ? length.steps : length.epochs * stepsPerEpoch(training, trainCount);
}

export interface TrainerOptions {
  readonly network: Network;
  readonly training: TrainingSpec;
  /** Seed of the run; the shuffling stream derives from it. */
  readonly seed: number;
  readonly sink: TrainerSink;
  /** Where to continue; tensors and slots must have been restored. @default the beginning */
  readonly from?: TrainerState | undefined;
}

export function createTrainer({ network, training, seed, sink, from = start }: TrainerOptions): Trainer {
  const data = network.plan.data;
  const batchSize = batchSizeOf(training, data.train.length);
  const perEpoch = stepsPerEpoch(training, data.train.length);
  const steps = totalSteps(training, data.train.length);
  const { every } = training.evaluateEvery;
  const evaluationInterval = 'steps' in every ? every.steps : every.epochs * perEpoch;
  const batches = batchOrder(data, training, seed, batchSize, perEpoch);
  let state = from;
  let outcome: Outcome = { status: 'running' };

  const epochOf = (step: number) => epochAt(training, data.train.length, step);

  /** Scores of the splits named, beside those that `known` has already. */
  function measure(splits: readonly SplitName[], known?: Evaluation): Evaluation {
    const score = (split: SplitName): Score | null => {
      const samples = data[split];
      return known?.[split] ?? (samples && splits.includes(split) ? network.evaluate(samples) : null);
    };
    const { step } = state;
    return { step, epoch: epochOf(step), train: score('train'), validation: score('validation'), test: score('test') };
  }

  /** The evaluation owed at this step; one that ends the run has every split. */
  function evaluate(splits: readonly SplitName[]): void {
    let evaluation = measure(splits);
    if (outcome.status === 'running') outcome = judge(evaluation);
    if (outcome.status !== 'running') evaluation = measure(allSplits, evaluation);
    if (!allFinite(evaluation)) outcome = { status: 'diverged', step: state.step };
    state = { ...state, last: evaluation };
    sink.evaluation(evaluation);
  }

  /** Applies the stopping rules. */
  function judge(evaluation: Evaluation): Outcome {
    const { until, earlyStopping } = training;
    const reached = until ? metricOf(evaluation, until.metric) : null;
    if (until && reached !== null && reached <= until.atMost) {
      state = { ...state, firstStepReached: state.step };
      return { status: 'finished', reason: 'until' };
    }
    const watched = earlyStopping ? metricOf(evaluation, earlyStopping.metric) : null;
    if (!earlyStopping || watched === null) return { status: 'running' };
    const improved = state.best === null || watched < state.best;
    state = { ...state, best: improved ? watched : state.best, sinceBest: improved ? 0 : state.sinceBest + 1 };
    const exhausted = state.sinceBest >= earlyStopping.patience;
    return exhausted ? { status: 'finished', reason: 'earlyStopping' } : { status: 'running' };
  }

  function trainOneStep(): void {
    const epoch = Math.floor(state.step / perEpoch);
    const rate = scheduledRate(training, epoch, Math.ceil(steps / perEpoch));
    const result = network.step(batches.next(state.step), rate, state.step + 1);
    state = { ...state, step: state.step + 1 };
    sink.step(state.step, result.loss, result.error);
    if (!Number.isFinite(result.loss)) outcome = { status: 'diverged', step: state.step };
    else if (state.step >= steps) outcome = { status: 'finished', reason: 'length' };
    const ended = outcome.status !== 'running';
    if (ended || state.step % evaluationInterval === 0) evaluate(ended ? allSplits : training.evaluateEvery.on);
  }

  return {
    totalSteps: steps,
    get state() {
      return state;
    },
    get epoch() {
      return epochOf(state.step);
    },
    advance(shouldPause) {
      if (!state.last) evaluate(allSplits);
      try {
        while (outcome.status === 'running' && !shouldPause()) trainOneStep();
      } finally {
        batches.rest();
      }
      return outcome;
    },
    scores() {
      const { last } = state;
      return measure(allSplits, last?.step === state.step ? last : undefined);
    },
  };
}

function allFinite(evaluation: Evaluation): boolean {
  const scores = [evaluation.train, evaluation.validation, evaluation.test];
  return scores.every((score) => !score || Number.isFinite(score.loss));
}

function metricOf(evaluation: Evaluation, metric: SplitMetric): number | null {
  const [split, kind] = metric.split('.') as [SplitName, 'loss' | 'error'];
  return evaluation[split]?.[kind] ?? null;
}

/** Batches by step: each epoch's order depends on the seed and the epoch alone, so that no state needs keeping. */
function batchOrder(data: TrainingData, training: TrainingSpec, seed: number, batchSize: number, perEpoch: number) {
  // One batch holds everything: its order would change rounding only.
  const fixed = training.shuffle === 'never' || training.batchSize === 'full' || batchSize === data.train.length;
  let order = new Uint32Array(0);
  let orderOf = -1;
  return {
    next(step: number): Uint32Array {
      const epoch = Math.floor(step / perEpoch);
      const begin = (step % perEpoch) * batchSize;
      if (fixed) return data.train.subarray(begin, begin + batchSize);
      if (epoch !== orderOf) {
        if (order.length === 0) order = new Uint32Array(data.train.length);
        epochOrder(data.train, seed, epoch, order);
        orderOf = epoch;
      }
      return order.subarray(begin, begin + batchSize);
    },
    /** Gives the order's memory back; it is made again for the next batch, should there be one. */
    rest(): void {
      giveBack([order]);
      order = new Uint32Array(0);
      orderOf = -1;
    },
  };
}
