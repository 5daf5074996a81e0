/** What the double of the service answers beside its experiments: recipes, datasets, a plan, the details of a run. */

import type {
  Activity,
  DatasetEntry,
  ExperimentSummary,
  Plan,
  Recipe,
  RunDetail,
  RunSummary,
} from '../../src/shared/contract.ts';
import { UserError } from '../../src/shared/errors.ts';
import { sampleExperiment, sampleTime } from './sampleExperiments.ts';

export function activityOf(runs: readonly RunSummary[]): Activity {
  const running = runs.filter((run) => run.status === 'running');
  return {
    workers: 2,
    busy: running.length,
    samplesPerSecond: running.reduce((sum, run) => sum + (run.samplesPerSecond ?? 0), 0),
    queued: runs.filter((run) => run.status === 'queued').length,
    running: running.length,
    secondsLeft: running.length ? 64 : null,
    savedAt: sampleTime,
    allSaved: true,
  };
}

export function runDetail(experiments: readonly ExperimentSummary[], id: string): RunDetail {
  for (const experiment of experiments) {
    const run = experiment.runs.find((one) => one.id === id);
    if (!run) continue;
    const first = { loss: 2.41, error: 0.9 };
    const last = { loss: 0.2123, error: run.lastError ?? 0.9 };
    return {
      ...run,
      experimentName: experiment.name,
      experiment: experiment.experiment,
      architecture: experiment.architecture,
      parameters: experiment.parameters,
      dataset: {
        id: 'mnist',
        name: experiment.datasetName,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
        train: 55_000,
        validation: 5_000,
        test: 10_000,
        inputs: 784,
        classes: 10,
        classNames: [...'0123456789'],
      },
      engineVersion: '0.1.0',
      startedAt: sampleTime,
      endedAt: run.status === 'finished' ? sampleTime + 1000 * run.seconds : null,
      initial: { train: first, validation: first, test: first },
      final: run.status === 'finished' ? { train: last, validation: last, test: last } : null,
      firstStepReached: null,
    };
  }
  throw new UserError('not-found', `There is no run ${id}. It may have been deleted.`);
}

export const samplePlan: Plan = {
  runs: 1,
  configurations: 1,
  repeats: 1,
  widths: [784, 300, 10],
  imageShape: [28, 28],
  parameters: 238_510,
  mostParameters: 238_510,
  stepsPerRun: 17_190,
  steps: 17_190,
  memory: 61_000_000,
  train: 55_000,
  validation: 5_000,
  test: 10_000,
  classes: 10,
  seconds: 3.2,
  samplesPerSecond: 171_000,
};

const facts = { height: 28, width: 28, classNames: [...'0123456789'], sha256: '5d41402abc4b2a76b9719d911017c592' };

export const sampleDatasets: DatasetEntry[] = [
  {
    id: 'mnist',
    name: 'MNIST',
    kind: 'files',
    path: '/home/student/data/mnist',
    facts: { ...facts, format: 'idx', train: 60_000, test: 10_000 },
    problem: null,
  },
  {
    id: 'synthetic-digits',
    name: 'Synthetic digits',
    kind: 'built-in',
    path: null,
    facts: { ...facts, format: 'generated', train: 12_000, test: 2_000 },
    problem: null,
  },
];

const recipe = (name: string, course: string, title: string, lookFor: string): Recipe => ({
  name,
  experiment: { ...sampleExperiment({ name }), about: { course, title, lookFor } },
});

export const sampleRecipes: Recipe[] = [
  recipe('first-steps', 'Backprop Workbench', 'First steps', 'The error falls from nine in ten to a few in a hundred.'),
  recipe(
    'ece285-minibatch',
    'ECE 285, UC San Diego',
    'Minibatch gradient descent',
    'Five epochs of minibatches reach what a hundred full-batch steps do not.',
  ),
  recipe(
    'vu-learning-rates',
    'VU Amsterdam, Deep Learning',
    'Learning rates',
    'How the learning rate changes the final validation error.',
  ),
  recipe(
    'vu-seeds',
    'VU Amsterdam, Deep Learning',
    'Five initialisations',
    'How much chance alone makes of a difference.',
  ),
  recipe(
    'cs189-three-nine',
    'CS 189, UC Berkeley',
    'Three against nine',
    'One sigmoid unit tells two digits apart in 98 of 100 cases.',
  ),
  recipe(
    'cs189-step-ten',
    'CS 189, UC Berkeley',
    'A step of ten',
    'Training collapses: nearly all ReLU units die at once.',
  ),
];
