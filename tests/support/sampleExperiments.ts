/**
 * Experiments in every state, for component tests and for looking at the screens without an engine: a running sweep, a
 * finished sweep, a diverged, a failed, an interrupted and a stopped run, one of a hundred runs, and very long names.
 * Deterministic: the same call gives the same experiments.
 */

import { experimentSchema } from '../../src/shared/experiment.ts';
import type { Experiment, ExperimentInput } from '../../src/shared/experiment.ts';
import type { ExperimentSummary, RunSummary } from '../../src/shared/contract.ts';

export const sampleTime = Date.UTC(2026, 0, 15, 12);
const lr = 'training.optimizer.learningRate';

interface Changes {
  name?: string;
  source?: string;
  units?: number;
  learningRate?: number;
  batchSize?: number | 'full';
  repeats?: number;
  sweep?: ExperimentInput['sweep'];
  validationSize?: number;
}

/** A complete experiment of the usual kind. */
export function sampleExperiment(changes: Changes = {}): Experiment {
  return experimentSchema.parse({
    version: 1,
    name: changes.name ?? 'VU learning rates',
    dataset: { source: changes.source ?? 'mnist', validationSize: changes.validationSize ?? 5000 },
    network: { hidden: [{ units: changes.units ?? 300, activation: 'sigmoid' }], output: 'softmax' },
    training: {
      optimizer: { type: 'sgd', learningRate: changes.learningRate ?? 0.03 },
      batchSize: changes.batchSize ?? 16,
      epochs: 5,
    },
    repeats: changes.repeats ?? 1,
    sweep: changes.sweep ?? {},
  } satisfies ExperimentInput);
}

/** An experiment and its runs; `state` says what run number `index` is doing. */
export function sampleSummary(
  id: string,
  experiment: Experiment,
  state: (index: number) => Partial<RunSummary>,
  age = 0,
): ExperimentSummary {
  const units = experiment.network.hidden[0]?.units ?? 0;
  const runs = combinations(experiment).map((run, index) => sampleRun(id, experiment, run, index, state(index)));
  return {
    id,
    name: experiment.name,
    createdAt: sampleTime - age * 60_000,
    experiment,
    tags: [],
    notes: '',
    archived: false,
    testRevealedAt: null,
    datasetName: experiment.dataset.source === 'mnist' ? 'MNIST' : 'Synthetic digits',
    architecture: `784-${units}-10`,
    parameters: 785 * units + (units + 1) * 10,
    runs,
  };
}

function combinations(experiment: Experiment): { overrides: Record<string, unknown>; seed: number }[] {
  let grid: Record<string, unknown>[] = [{}];
  for (const [path, values] of Object.entries(experiment.sweep))
    grid = grid.flatMap((overrides) => values.map((value) => ({ ...overrides, [path]: value })));
  return grid.flatMap((overrides) =>
    Array.from({ length: experiment.repeats }, (_, i) => ({ overrides, seed: experiment.seed + i })),
  );
}

function sampleRun(
  experimentId: string,
  experiment: Experiment,
  { overrides, seed }: { overrides: Record<string, unknown>; seed: number },
  index: number,
  state: Partial<RunSummary>,
): RunSummary {
  const status = state.status ?? 'finished';
  const share = status === 'queued' ? 0 : status === 'finished' ? 1 : 0.55;
  const rate = typeof overrides[lr] === 'number' ? overrides[lr] : experiment.training.optimizer.learningRate;
  const spark = sampleCurve(Math.round(40 * share), rate, seed);
  const totalSteps = 17_190;
  return {
    id: `${experimentId}-${index}`,
    experimentId,
    index,
    seed,
    overrides,
    status,
    message: null,
    step: Math.round(totalSteps * share),
    totalSteps,
    epoch: 5 * share,
    totalEpochs: 5,
    seconds: share * (3.2 + ((index * 7) % 5) / 10),
    secondsLeft: status === 'running' ? 1.6 : null,
    samplesPerSecond: share ? 88_400 - 990 * (index % 5) : null,
    rankedBy: experiment.dataset.validationSize > 0 ? 'validation' : 'test',
    bestError: spark.length ? Math.min(...spark) : null,
    lastError: spark.at(-1) ?? null,
    spark,
    kernels: share ? 'simd' : null,
    ...state,
  };
}

/** An error curve that falls as such curves do, with a little noise. */
export function sampleCurve(points: number, learningRate: number, seed: number): number[] {
  const floor = 0.056 + 0.02 * Math.abs(Math.log10(learningRate / 0.05)) + 0.0015 * Math.sin(7.3 * seed);
  const speed = 0.12 + 1.6 * Math.sqrt(learningRate);
  return Array.from({ length: points }, (_, i) => {
    const noise = 0.002 * Math.sin(12.9898 * (i + 1) * (seed + 3));
    return floor + 0.85 * Math.exp(-speed * i) + noise;
  });
}

/** The table of the Experiments screen in all its states, newest first. */
export function sampleExperiments(): ExperimentSummary[] {
  const sweep = { [lr]: [0.03, 0.01, 0.003, 0.001] };
  const running = (index: number): Partial<RunSummary> => {
    if (index < 8) return {};
    if (index < 10) return { status: 'running', epoch: index === 8 ? 3.4 : 1.6, secondsLeft: index === 8 ? 1.2 : 2.4 };
    return { status: 'queued' };
  };
  const mixed: Partial<RunSummary>[] = [
    {},
    { status: 'diverged', message: 'The training loss was not finite at step 812.' },
    { status: 'failed', message: 'mnist: the file train-images-idx3-ubyte is no longer in ~/data/mnist.', spark: [] },
    { status: 'interrupted', message: 'The app was closed while this run was training.' },
    { status: 'stopped' },
    { status: 'paused', epoch: 2.75 },
  ];
  const long = 'A very long name that a careful student gave to the comparison of initialisations, second attempt';
  return [
    sampleSummary('vu', sampleExperiment({ sweep, repeats: 5 }), running, 1),
    sampleSummary(
      'mixed',
      sampleExperiment({ name: 'Everything that can happen', repeats: 6 }),
      (i) => mixed[i] ?? {},
      5,
    ),
    sampleSummary(
      'long',
      sampleExperiment({ name: long, sweep: { 'training.batchSize': [16, 64, 'full'] } }),
      () => ({}),
      60,
    ),
    sampleSummary(
      'collapsed',
      sampleExperiment({ name: 'CS 189 step ten', units: 200, learningRate: 10, repeats: 3, validationSize: 0 }),
      () => ({
        status: 'diverged',
        message: 'The training loss was not finite at step 41.',
        bestError: 0.4998,
        lastError: 0.4998,
      }),
      90,
    ),
    sampleSummary(
      'grid',
      sampleExperiment({
        name: 'Batch size and rate',
        repeats: 5,
        sweep: { [lr]: [0.01, 0.03, 0.1, 0.3], 'training.batchSize': [16, 32, 64, 128, 256] },
      }),
      () => ({}),
      200,
    ),
    sampleSummary(
      'first',
      sampleExperiment({ name: 'First steps', source: 'synthetic-digits', units: 64, validationSize: 0 }),
      () => ({}),
      2000,
    ),
  ];
}

/** `count` finished runs in experiments of ten seeds. */
export function manyExperiments(count: number): ExperimentSummary[] {
  return Array.from({ length: Math.ceil(count / 10) }, (_, i) =>
    sampleSummary(`many-${i}`, sampleExperiment({ name: `Experiment ${i + 1}`, repeats: 10 }), () => ({}), i),
  );
}
