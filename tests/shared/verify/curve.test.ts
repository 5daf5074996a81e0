import { describe, expect, it } from 'vitest';
import { parseSeriesCsv } from '../../../src/shared/series-csv.ts';
import { compareCurve } from '../../../src/shared/verify/curve.ts';

const reference = {
  batchLoss: [2.3, 2, 1.5, 1.25, 1],
  batchError: [0.9, 0.85, 0.5, 0.3, 0.25],
  batchSize: 50,
  outputs: 10,
};
const curve = (losses: readonly number[], first = 1) =>
  compareCurve(parseSeriesCsv(`step,loss\n${losses.map((loss, i) => `${i + first},${loss}`).join('\n')}`), reference);

describe('compareCurve', () => {
  it('passes a curve within the rounding of another program', () => {
    const verdict = curve([2.3, 2.0005, 1.499, 1.25, 1.001]);
    expect(verdict).toMatchObject({ pass: true, compared: 5, first: null, cause: null, worst: { step: 3 } });
    expect(verdict.maxAbsoluteError).toBeCloseTo(0.001, 10);
  });

  it('passes two curves that diverge alike', () => {
    const diverged = { ...reference, batchLoss: [2.3, NaN] };
    expect(compareCurve(parseSeriesCsv('1,2.3\n2,nan\n'), diverged).pass).toBe(true);
    expect(compareCurve(parseSeriesCsv('1,2.3\n2,2\n'), diverged).pass).toBe(false);
  });

  it.each<[string, number[], number]>([
    ['counted-from-zero', [2.3, 2, 1.5, 1.25], 0],
    ['missing-mean', [115, 100, 75], 1],
    ['mean-over-outputs', [0.23, 0.2, 0.15], 1],
    ['log-base', [2.3, 2, 1.5].map((loss) => loss / Math.LN2), 1],
    ['error-for-loss', [0.9, 0.85, 0.5], 1],
    ['not-learning', [2.3, 2.3, 2.3], 1],
  ])('finds %s', (name, losses, first) => {
    const verdict = curve(losses, first);
    expect([verdict.pass, verdict.cause?.name]).toEqual([false, name]);
  });

  it('names the first step that differs where nothing explains it', () =>
    expect(curve([2.3, 2, 3, 4])).toMatchObject({
      pass: false,
      first: { step: 3, given: 3, expected: 1.5 },
      cause: null,
    }));

  it('passes nothing where the curves have no step in common', () =>
    expect(curve([1, 2], 100)).toMatchObject({ compared: 0, pass: false, first: null, maxAbsoluteError: null }));
});
