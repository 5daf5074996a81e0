import { describe, expect, it } from 'vitest';
import { geometricMean, median, type BenchResult } from '../../../src/main/bench/result.ts';

const row = (ratio: number | null): BenchResult => ({
  name: 'a row',
  title: '',
  unit: 's',
  seconds: 1,
  gflops: null,
  peers: {},
  ratio,
});

describe('median', () => {
  it('is the middle, or between the two middles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('geometricMean', () => {
  it('takes the rows that have a ratio', () => {
    expect(geometricMean([row(2), row(null), row(8)])).toBeCloseTo(4, 12);
  });

  it('is null where no row has one', () => {
    expect(geometricMean([row(null)])).toBeNull();
  });
});
