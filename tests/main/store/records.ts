/** Plain records; no test runner, so that child processes can use them too. */

import type { ExperimentRecord, RunRecord } from '../../../src/main/store/store.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';

const experiment = experimentSchema.parse({
  version: 1,
  name: 'digits',
  dataset: { source: 'mnist' },
  network: { hidden: [{ units: 300, activation: 'sigmoid' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.03 } },
});

export function anExperiment(id: string, changes: Partial<ExperimentRecord> = {}): ExperimentRecord {
  const common = {
    datasetName: 'MNIST',
    architecture: '784-300-10',
    parameters: 238510,
    tags: [],
    notes: '',
    archived: false,
    testRevealedAt: null,
  };
  return { id, name: 'digits', createdAt: 1000, experiment, ...common, ...changes };
}

export function aRun(id: string, experimentId: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    experimentId,
    index: 0,
    seed: 1,
    overrides: {},
    experiment,
    architecture: '784-300-10',
    parameters: 238510,
    status: 'queued',
    message: null,
    step: 0,
    totalSteps: 3000,
    epoch: 0,
    totalEpochs: 5,
    seconds: 0,
    samplesPerSecond: null,
    rankedBy: 'validation',
    bestError: null,
    lastError: null,
    spark: [],
    kernels: null,
    dataset: null,
    engineVersion: '0.1.0',
    startedAt: null,
    endedAt: null,
    initial: null,
    final: null,
    firstStepReached: null,
    resumedFromStep: null,
    ...changes,
  };
}
