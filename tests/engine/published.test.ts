/**
 * Values that courses publish for real MNIST, reached by the engine alone: no worker, pool or service in between.
 * The bounds are those of the recipes.
 */

import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Backend } from '../../src/engine/backend.ts';
import { initialTensors } from '../../src/engine/init.ts';
import type { Evaluation } from '../../src/engine/spec.ts';
import { batchSizeOf, createTrainer } from '../../src/engine/trainer.ts';
import { readDataset } from '../../src/main/datasets/formats.ts';
import { prepareData } from '../../src/main/datasets/prepare.ts';
import { engineSpecs } from '../../src/main/runs/specs.ts';
import { experimentSchema, type ExperimentInput } from '../../src/shared/experiment.ts';
import { backends } from '../support/backends.ts';
import { describeWithData } from '../support/data.ts';
import { makeNetwork } from '../support/networks.ts';

const atEnd = { epochs: 1000, on: [] };
const mnist = { source: 'mnist' };

const oneLayer: ExperimentInput = {
  version: 1,
  dataset: mnist,
  network: { hidden: [], output: 'softmax', init: { scheme: 'normal' } },
  training: { optimizer: { type: 'sgd', learningRate: 0.5 }, steps: 3000, evaluateEvery: atEnd },
};

const minibatch: ExperimentInput = {
  version: 1,
  dataset: { ...mnist, scaling: 'symmetric' },
  network: { hidden: [{ units: 64, activation: 'relu' }], output: 'softmax', init: { scheme: 'ece285' } },
  training: { optimizer: { type: 'sgd', learningRate: 0.05 }, epochs: 5, evaluateEvery: atEnd },
};

const threeNine = (learningRate: number): ExperimentInput => ({
  version: 1,
  dataset: { ...mnist, classes: [3, 9] },
  network: { hidden: [{ units: 200, activation: 'relu' }], output: 'sigmoid', init: { scheme: 'normal' } },
  training: { optimizer: { type: 'sgd', learningRate }, epochs: 5, evaluateEvery: atEnd },
});

describeWithData('published values on MNIST', (folder) => {
  const dataset = readDataset(join(folder, 'mnist'));

  /** Trains to the end; gives the first and the last evaluation. */
  function train(backend: Backend, input: ExperimentInput, seed: number): { initial: Evaluation; final: Evaluation } {
    const experiment = experimentSchema.parse(input);
    const { data } = prepareData(dataset, experiment.dataset);
    const classes = experiment.dataset.classes?.length ?? 10;
    const { network, training } = engineSpecs(experiment, { inputs: 784, classes });
    const made = makeNetwork(backend, {
      network,
      data,
      optimizer: training.optimizer,
      maxBatch: batchSizeOf(training, data.train.length),
      tensors: initialTensors(network, seed),
    });
    const evaluations: Evaluation[] = [];
    const sink = { step: () => undefined, evaluation: (evaluation: Evaluation) => void evaluations.push(evaluation) };
    const outcome = createTrainer({ network: made, training, seed, sink }).advance(() => false);
    expect(outcome).toEqual({ status: 'finished', reason: 'length' });
    return { initial: evaluations[0]!, final: evaluations.at(-1)! };
  }

  function expectWithin(value: number | undefined, min: number, max: number): void {
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  }

  it.each(backends)('Uppsala: one layer reaches over 90 % on the test set, $name', ({ backend }) => {
    expectWithin(train(backend, oneLayer, 1).final.test?.error, 0.065, 0.1);
  });

  // The reference would need a minute for each of these.
  const { name, backend: fast } = backends.at(-1)!;

  it.each([1, 2, 3])(`ECE 285: minibatches of 100 with seed %d, ${name}`, (seed) => {
    const { initial, final } = train(fast, minibatch, seed);
    expectWithin(initial.train?.loss, 2.2, 3.4);
    expectWithin(final.test?.error, 0.035, 0.06);
  });

  it(`CS 189: 3 against 9 reaches about 98 %, ${name}`, () => {
    expectWithin(train(fast, threeNine(0.1), 1).final.test?.error, 0.01, 0.022);
  });

  it(`CS 189: a step of 10 collapses, ${name}`, () => {
    expectWithin(train(fast, threeNine(10), 1).final.test?.error, 0.4, 0.55);
  });
});
