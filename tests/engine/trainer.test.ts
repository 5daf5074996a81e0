/** The training loop, over the float64 reference: what is evaluated when, what ends a run, and what pausing changes. */

import { describe, expect, it } from 'vitest';
import { initialTensors } from '../../src/engine/init.ts';
import { randomStream } from '../../src/engine/random.ts';
import { referenceBackend } from '../../src/engine/reference/network.ts';
import type { Evaluation, NetworkSpec, TrainingData, TrainingSpec } from '../../src/engine/spec.ts';
import { createTrainer, stepsPerEpoch, totalSteps, type TrainerState } from '../../src/engine/trainer.ts';

const networkSpec: NetworkSpec = {
  inputs: 6,
  classes: 3,
  hidden: [{ units: 5, activation: 'tanh' }],
  output: 'softmax',
  init: { scheme: 'xavier' },
};

const training: TrainingSpec = {
  optimizer: { type: 'sgd', learningRate: 0.5, weightDecay: 0 },
  schedule: { type: 'constant' },
  batchSize: 8,
  length: { epochs: 3 },
  shuffle: 'each-epoch',
  evaluateEvery: { every: { epochs: 1 }, on: ['train', 'validation', 'test'] },
};

/** 30 training, 6 validation and 9 test images whose largest input tells the class. */
function data(): TrainingData {
  const random = randomStream(7, 'data');
  const count = 45;
  const values = Float32Array.from({ length: count * 6 }, () => random.uniform());
  const labels = Uint16Array.from({ length: count }, (_, image) => {
    const row = [0, 1, 2].map((index) => values[image * 6 + index]!);
    return row.indexOf(Math.max(...row));
  });
  const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  return {
    images: { kind: 'dense-f32', count, inputs: 6, values },
    labels,
    scaling: { factor: 1, offset: 0 },
    train: range(0, 30),
    validation: range(30, 36),
    test: range(36, 45),
  };
}

function setUp(changes: Partial<TrainingSpec> = {}, from?: TrainerState, weights = initialTensors(networkSpec, 1)) {
  const spec = { ...training, ...changes };
  const plan = { network: networkSpec, optimizer: spec.optimizer, maxBatch: 30, data: data() };
  const network = referenceBackend.create(plan);
  for (const [name, values] of weights) network.write(name, values);
  const losses: number[] = [];
  const evaluations: Evaluation[] = [];
  const sink = {
    step: (_step: number, loss: number) => void losses.push(loss),
    evaluation: (evaluation: Evaluation) => void evaluations.push(evaluation),
  };
  return { network, losses, evaluations, trainer: createTrainer({ network, training: spec, seed: 3, sink, from }) };
}

const never = () => false;

describe('length', () => {
  it('counts the smaller last batch of an epoch as a step', () => {
    expect(stepsPerEpoch(training, 30)).toBe(4);
    expect(totalSteps(training, 30)).toBe(12);
    expect(totalSteps({ ...training, batchSize: 'full' }, 30)).toBe(3);
    expect(totalSteps({ ...training, length: { steps: 5 } }, 30)).toBe(5);
  });

  it('trains exactly that many steps and says so', () => {
    const { trainer, losses } = setUp({ length: { steps: 5 } });
    expect(trainer.advance(never)).toEqual({ status: 'finished', reason: 'length' });
    expect(losses).toHaveLength(5);
    expect(trainer.state.step).toBe(5);
    expect(trainer.epoch).toBeCloseTo(1 + 8 / 30);
  });
});

describe('evaluations', () => {
  it('come at step 0, after each epoch, and once at the end', () => {
    const { trainer, evaluations } = setUp();
    trainer.advance(never);
    expect(evaluations.map((evaluation) => evaluation.step)).toEqual([0, 4, 8, 12]);
    expect(evaluations.map((evaluation) => evaluation.epoch)).toEqual([0, 1, 2, 3]);
  });

  it('measure only the splits asked for, and all of them at step 0 and at the end', () => {
    const { trainer, evaluations } = setUp({
      length: { steps: 5 },
      evaluateEvery: { every: { steps: 2 }, on: ['test'] },
    });
    trainer.advance(never);
    expect(evaluations.map((evaluation) => evaluation.step)).toEqual([0, 2, 4, 5]);
    expect(evaluations.map(({ train, validation }) => train !== null && validation !== null)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(evaluations.every(({ test }) => test !== null)).toBe(true);
  });

  it('see the network after the update, the batch loss before it', () => {
    const { trainer, evaluations, losses } = setUp({
      batchSize: 'full',
      length: { steps: 2 },
      evaluateEvery: { every: { steps: 1 }, on: ['train'] },
    });
    trainer.advance(never);
    expect(losses[0]).toBeCloseTo(evaluations[0]!.train!.loss, 12);
    expect(losses[1]).toBeCloseTo(evaluations[1]!.train!.loss, 12);
  });
});

describe('stopping rules', () => {
  it('until: ends at the first evaluation that meets it, with every split measured there', () => {
    const { trainer, evaluations } = setUp({
      length: { epochs: 500 },
      until: { metric: 'train.error', atMost: 0.1 },
      evaluateEvery: { every: { steps: 1 }, on: ['train'] },
    });
    expect(trainer.advance(never)).toEqual({ status: 'finished', reason: 'until' });
    const last = evaluations.at(-1)!;
    expect(last.train!.error).toBeLessThanOrEqual(0.1);
    expect(last.test).not.toBeNull();
    expect(trainer.state.firstStepReached).toBe(last.step);
    expect(evaluations.slice(0, -1).every(({ train }) => train!.error > 0.1)).toBe(true);
    expect(new Set(evaluations.map(({ step }) => step)).size).toBe(evaluations.length);
  });

  it('earlyStopping: ends after `patience` evaluations without a better value', () => {
    const { trainer, evaluations } = setUp({
      length: { epochs: 400 },
      optimizer: { type: 'sgd', learningRate: 4, weightDecay: 0 },
      earlyStopping: { metric: 'validation.loss', patience: 3 },
    });
    expect(trainer.advance(never)).toEqual({ status: 'finished', reason: 'earlyStopping' });
    const losses = evaluations.map(({ validation }) => validation!.loss);
    expect(losses.indexOf(Math.min(...losses))).toBe(losses.length - 4);
  });
});

describe('divergence', () => {
  it('ends the run at the step whose loss is no number and keeps the series', () => {
    const weights = initialTensors(networkSpec, 1);
    weights.get('W1')![0] = Number.NaN;
    const { trainer, losses, evaluations } = setUp({}, undefined, weights);
    expect(trainer.advance(never)).toEqual({ status: 'diverged', step: 0 });
    expect(losses).toHaveLength(0);
    expect(evaluations).toHaveLength(1);
  });

  it('is noticed within training too', () => {
    const { trainer, losses } = setUp({
      optimizer: { type: 'momentum', learningRate: 1e308, weightDecay: 0, momentum: 0.99, initialVelocity: 0 },
    });
    const outcome = trainer.advance(never);
    expect(outcome.status).toBe('diverged');
    expect(losses.length).toBeGreaterThan(0);
    expect(losses.slice(0, -1).every(Number.isFinite)).toBe(true);
  });
});

describe('pausing', () => {
  it('at once trains nothing beyond the evaluation of step 0', () => {
    const { trainer, losses, evaluations } = setUp();
    expect(trainer.advance(() => true)).toEqual({ status: 'running' });
    expect(losses).toHaveLength(0);
    expect(evaluations).toHaveLength(1);
  });

  it('anywhere, even in a new trainer, changes nothing', () => {
    const whole = setUp();
    whole.trainer.advance(never);

    const first = setUp();
    let countdown = 7;
    expect(first.trainer.advance(() => --countdown === 0)).toEqual({ status: 'running' });
    const tensors = new Map(
      ['W1', 'b1', 'W2', 'b2'].map((name) => [name, Float32Array.from(first.network.read(name))]),
    );
    const stored = JSON.parse(JSON.stringify(first.trainer.state)) as TrainerState;
    expect(stored.step).toBe(6);

    // The reference keeps float64, so the untouched network continues exactly and the rounded copy closely.
    first.trainer.advance(never);
    expect(first.losses).toEqual(whole.losses);
    expect(first.evaluations).toEqual(whole.evaluations);

    const second = setUp({}, stored, tensors);
    second.trainer.advance(never);
    expect(second.losses).toHaveLength(6);
    expect(second.evaluations.map(({ step }) => step)).toEqual([8, 12]);
    second.losses.forEach((loss, index) => expect(loss).toBeCloseTo(whole.losses[6 + index]!, 5));
  });

  it('leaves every split to be scored without a trace in the series', () => {
    const { trainer, evaluations } = setUp({ evaluateEvery: { every: { steps: 2 }, on: ['test'] } });
    let countdown = 3;
    trainer.advance(() => --countdown === 0);
    const scores = trainer.scores();
    expect(scores).toMatchObject({ step: 2, test: evaluations[1]!.test });
    expect(scores.train!.loss).toBeGreaterThan(0);
    expect(evaluations.map(({ step }) => step)).toEqual([0, 2]);
    expect(evaluations[1]!.train).toBeNull();
  });
});

describe('order of the images', () => {
  it('differs by epoch and seed, and not at all without shuffling', () => {
    const run = (changes: Partial<TrainingSpec>) => {
      const { trainer, losses } = setUp(changes);
      trainer.advance(never);
      return losses;
    };
    expect(run({})).toEqual(run({}));
    expect(run({})).not.toEqual(run({ shuffle: 'never' }));
  });
});
