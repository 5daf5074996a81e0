import { describe, expect, it } from 'vitest';
import type { RunSeries } from '../../../src/shared/contract.ts';
import { seriesValues } from '../../../src/shared/stats/seriesValues.ts';

const score = (loss: number, error: number) => ({ loss, error });
const series: RunSeries = {
  fromStep: 0,
  batchLoss: Float32Array.of(2.5, NaN, 1.25),
  batchError: Float32Array.of(0.75, 0.5, 0.25),
  fromEvaluation: 0,
  evaluations: [
    { step: 0, epoch: 0, train: score(2, 0.9), validation: score(2.2, 0.8), test: score(2.1, 0.7) },
    { step: 10, epoch: 1, train: score(1, 0.5), validation: null, test: null },
    { step: 20, epoch: 2, train: score(Infinity, 0.9), validation: score(NaN, 0.95), test: null },
  ],
};

const valuesOf = (...[on, figure]: [Parameters<typeof seriesValues>[1]['on'], 'loss' | 'error' | 'accuracy']) => {
  const { steps, values } = seriesValues(series, { on, figure });
  return [...steps].map((step, i) => [step, values[i]]);
};

describe('seriesValues', () => {
  it('counts batches from step 1 and shares their values', () => {
    expect(valuesOf('batch', 'loss')).toEqual([
      [1, 2.5],
      [2, NaN],
      [3, 1.25],
    ]);
    expect(seriesValues(series, { on: 'batch', figure: 'error' }).values).toBe(series.batchError);
  });

  it('goes on from a later step', () => {
    expect([...seriesValues({ ...series, fromStep: 7 }, { on: 'batch', figure: 'loss' }).steps]).toEqual([8, 9, 10]);
  });

  it('takes a split at the steps where it was evaluated, with what was not finite', () => {
    expect(valuesOf('validation', 'loss')).toEqual([
      [0, 2.2],
      [20, NaN],
    ]);
    expect(valuesOf('train', 'loss').at(-1)).toEqual([20, Infinity]);
    expect(valuesOf('test', 'error')).toEqual([[0, 0.7]]);
  });

  it('turns errors into accuracies', () => {
    expect(valuesOf('batch', 'accuracy').map(([, value]) => value)).toEqual([0.25, 0.5, 0.75]);
    expect(valuesOf('train', 'accuracy')).toEqual([
      [0, expect.closeTo(0.1, 12)],
      [10, 0.5],
      [20, expect.closeTo(0.1, 12)],
    ]);
    expect([...series.batchError]).toEqual([0.75, 0.5, 0.25]);
  });
});
