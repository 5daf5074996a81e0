/** A hundred training steps of every kind against PyTorch's, for every backend: tests/fixtures/trajectories. */

import { describe, expect, it } from 'vitest';
import { scheduledRate } from '../../src/engine/schedule.ts';
import { backends } from '../support/backends.ts';
import { expectClose, relativeNorm } from '../support/tolerance.ts';
import { loadTrajectories, type Trajectory } from '../support/trajectories.ts';

const trajectories = loadTrajectories();

/** Consecutive batches, the last of an epoch as small as it comes. */
function batchOf({ data, batchSize, samples }: Trajectory, step: number): { batch: Uint32Array; epoch: number } {
  const size = batchSize === 'full' ? samples : batchSize;
  const perEpoch = Math.ceil(samples / size);
  const start = (step % perEpoch) * size;
  return { batch: data.train.subarray(start, start + size), epoch: Math.floor(step / perEpoch) };
}

describe('the stored trajectories', () => {
  it('cover every activation, output, optimiser, schedule and scaling, and depths 1 to 5', () => {
    const seen = (values: (trajectory: Trajectory) => (string | number)[]) =>
      [...new Set(trajectories.flatMap(values))].sort();
    expect(seen((t) => t.hidden.map((layer) => layer.activation))).toEqual(['identity', 'relu', 'sigmoid', 'tanh']);
    expect(seen((t) => [t.output])).toEqual(['sigmoid', 'softmax']);
    expect(seen((t) => [t.optimizer.type])).toEqual(['adam', 'momentum', 'nesterov', 'sgd']);
    expect(seen((t) => [t.schedule.type])).toEqual(['constant', 'cosine', 'exponential', 'step']);
    expect(seen((t) => [t.scaling])).toEqual(['none', 'standardize', 'symmetric', 'unit']);
    expect(seen((t) => [t.hidden.length + 1])).toEqual([1, 2, 3, 4, 5]);
  });

  it('start from the same images: the class filter leaves as many', () => {
    for (const trajectory of trajectories)
      expect(trajectory.data.train.length, trajectory.name).toBe(trajectory.samples);
  });
});

describe.each(backends)('$name follows PyTorch', ({ backend, tolerance, trajectory: allowed }) => {
  it.each(trajectories)('$name', (trajectory) => {
    const { network: spec, optimizer, data, samples, steps, epochs } = trajectory;
    const network = backend.create({ network: spec, optimizer, maxBatch: samples, data });
    try {
      for (const [name, values] of trajectory.initial) network.write(name, values);
      for (let step = 1; step <= steps; step++) {
        const { batch, epoch } = batchOf(trajectory, step - 1);
        const { loss } = network.step(batch, scheduledRate(trajectory, epoch, epochs), step);
        const expected = trajectory.batchLosses[step];
        if (expected !== undefined) expectLoss(`batch loss at step ${step}`, loss, expected);
      }
      for (const [name, expected] of trajectory.expected)
        expect(relativeNorm(network.read(name), expected), `${name}: relative norm of the difference`).toBeLessThan(
          allowed,
        );
      const score = network.evaluate(data.train);
      expectLoss('final loss', score.loss, trajectory.final.loss);
      expect(score.error).toBeCloseTo(trajectory.final.error, 12);
    } finally {
      network.dispose();
    }
  });

  /** By the end the tensors may differ by `allowed`, and the loss with them. */
  function expectLoss(what: string, given: number, expected: number): void {
    const relative = Math.max(tolerance.relative, 10 * allowed);
    expectClose(what, [given], [expected], { absolute: Math.max(tolerance.absolute, allowed), relative });
  }
});
