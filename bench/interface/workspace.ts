/** Fills a workspace with finished runs through the store itself: curves of a plausible shape, with noise, from a seed. */

import type { Evaluation } from '../../src/engine/spec.ts';
import { randomStream } from '../../src/engine/random.ts';
import { paths } from '../../src/main/paths.ts';
import { openStore } from '../../src/main/store/sqlite.ts';
import type { ExperimentRecord, RunRecord, RunUpdate, Store } from '../../src/main/store/store.ts';
import { experimentSchema } from '../../src/shared/experiment.ts';
import { expandSweep, type RunPlan } from '../../src/shared/sweep.ts';

export interface Filling {
  readonly id: string;
  readonly name: string;
  readonly learningRates: readonly number[];
  readonly seeds: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Whether the curves are stored too, or only what a table shows. */
  readonly withSeries: boolean;
}

const batchSize = 100;
/** A second's worth of steps, as the program itself appends them. */
const chunk = 940;
const validation = 2000;

export async function fillWorkspace(workspace: string, fillings: readonly Filling[]): Promise<void> {
  const store = await openStore({ workspace, workerUrl: paths.storeWorker });
  try {
    for (const [position, filling] of fillings.entries()) await fill(store, filling, position);
  } finally {
    await store.close();
  }
}

async function fill(store: Store, filling: Filling, position: number): Promise<void> {
  const { id, name, learningRates, seeds, epochs, stepsPerEpoch } = filling;
  const experiment = experimentSchema.parse({
    version: 1,
    name,
    dataset: { source: 'synthetic-digits', validationSize: validation },
    network: { hidden: [{ units: 300, activation: 'sigmoid' }], output: 'softmax' },
    training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize, epochs },
    repeats: seeds,
    sweep: { 'training.optimizer.learningRate': [...learningRates] },
  });
  const plan = expandSweep(experiment);
  if (!plan.ok) throw new Error(plan.issues[0]?.message);
  const shape = { architecture: '784-300-10', parameters: 238_510 };
  const record: ExperimentRecord = {
    ...shape,
    id,
    name,
    createdAt: Date.UTC(2026, 0, 1) + position * 60_000,
    experiment,
    datasetName: 'Synthetic digits',
    tags: [],
    notes: '',
    archived: false,
    testRevealedAt: null,
  };
  const runs = plan.runs.map((run) => runRecord(record, run, epochs, stepsPerEpoch));
  await store.insertExperiment(record, runs);
  for (const run of runs) for (const update of updates(run, filling)) await store.updateRuns([update]);
}

function runRecord(experiment: ExperimentRecord, run: RunPlan, epochs: number, stepsPerEpoch: number): RunRecord {
  const { architecture, parameters, createdAt } = experiment;
  const train = stepsPerEpoch * batchSize;
  return {
    id: `${experiment.id}-${run.index}`,
    experimentId: experiment.id,
    index: run.index,
    seed: run.seed,
    overrides: run.overrides,
    experiment: run.experiment,
    architecture,
    parameters,
    status: 'queued',
    message: null,
    step: 0,
    totalSteps: epochs * stepsPerEpoch,
    epoch: 0,
    totalEpochs: epochs,
    seconds: 0,
    samplesPerSecond: null,
    rankedBy: 'validation',
    bestError: null,
    lastError: null,
    spark: [],
    kernels: 'simd',
    dataset: {
      id: 'synthetic-digits',
      name: 'Synthetic digits',
      sha256: '0'.repeat(64),
      train,
      validation,
      test: 2000,
      inputs: 784,
      classes: 10,
      classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
    },
    engineVersion: '0.1.0',
    startedAt: createdAt,
    endedAt: null,
    initial: null,
    final: null,
    firstStepReached: null,
    resumedFromStep: null,
  };
}

/** The curve in pieces, then the end. */
function* updates(run: RunRecord, { epochs, stepsPerEpoch, withSeries }: Filling): Generator<RunUpdate> {
  const random = randomStream(run.index + 1, 'data');
  const { learningRate } = run.experiment.training.optimizer;
  const steps = run.totalSteps;
  const offset = 0.02 * random.normal();
  const loss = (step: number): number => 0.1 + offset + 2.2 / (1 + (learningRate * step) / 20);
  const noisy = (value: number, spread: number): number => value * Math.exp(spread * random.normal());
  const evaluations = Array.from({ length: epochs + 1 }, (_, epoch): Evaluation => {
    const step = epoch * stepsPerEpoch;
    const score = (factor: number) => ({
      loss: noisy(factor * loss(step), 0.02),
      error: noisy(0.35 * factor * loss(step), 0.03),
    });
    return { step, epoch, train: score(1), validation: score(1.05), test: score(1.06) };
  });
  if (withSeries)
    for (let from = 0; from < steps; from += chunk) {
      const to = Math.min(steps, from + chunk);
      const at = Float32Array.from({ length: to - from }, (_, i) => loss(from + i));
      const appended = {
        fromStep: from,
        batchLoss: at.map((value) => noisy(value, 0.15)),
        batchError: at.map((value) => Math.min(1, noisy(0.35 * value, 0.3))),
        evaluations: evaluations.filter(({ step }) => step >= from && (step < to || to === steps)),
      };
      yield { id: run.id, changes: { step: to, status: 'running' }, appended };
    }
  const { step: _step, epoch: _epoch, ...final } = evaluations.at(-1)!;
  const spark = evaluations.map(({ validation }) => validation?.error ?? null);
  const known = spark.filter((error) => error !== null);
  yield {
    id: run.id,
    changes: {
      status: 'finished',
      step: steps,
      epoch: epochs,
      seconds: steps / 500,
      samplesPerSecond: 50_000,
      bestError: Math.min(...known),
      lastError: known.at(-1) ?? null,
      spark,
      final,
      endedAt: (run.startedAt ?? 0) + 2 * steps,
    },
  };
}
