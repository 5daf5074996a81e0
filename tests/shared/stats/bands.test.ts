import { describe, expect, it } from 'vitest';
import { aggregate } from '../../../src/shared/stats/aggregate.ts';
import { bandCaption, bandExplanation, bandOf, bandOfSummary } from '../../../src/shared/stats/bands.ts';
import { summarize } from '../../../src/shared/stats/summary.ts';
import { member } from './members.ts';

const statistics = aggregate([member('a', [2, 5]), member('b', [4, 5]), member('c', [9])]).statistics!;

describe('bandOf', () => {
  it('surrounds the mean by the t of the n at that step', () => {
    const { low, high } = bandOf(statistics, 'ci95')!;
    // n = 3: t = 4.303, SD √13.
    expect(high[0]).toBeCloseTo(5 + (4.3027 * Math.sqrt(13)) / Math.sqrt(3), 3);
    expect(low[0]).toBeCloseTo(5 - (4.3027 * Math.sqrt(13)) / Math.sqrt(3), 3);
    expect([low[1], high[1]]).toEqual([5, 5]);
  });

  it('has no edges for none', () => {
    expect(bandOf(statistics, 'none')).toBeNull();
  });

  it.each(['sd', 'sem', 'ci95', 'min-max'] as const)('%s is that of the single figure', (band) => {
    const edges = bandOf(statistics, band)!;
    const [low, high] = bandOfSummary(summarize([2, 4, 9]), band)!;
    expect(edges.low[0]).toBeCloseTo(low, 12);
    expect(edges.high[0]).toBeCloseTo(high, 12);
  });

  it('does not exist for one figure, but for its extremes', () => {
    const one = summarize([3]);
    expect((['none', 'sd', 'sem', 'ci95'] as const).map((band) => bandOfSummary(one, band))).toEqual([null, null, null, null]); // prettier-ignore
    expect(bandOfSummary(one, 'min-max')).toEqual([3, 3]);
    expect(bandOfSummary(summarize([]), 'min-max')).toBeNull();
  });
});

describe('bandCaption', () => {
  const facts = { centre: 'mean', band: 'sd', size: 5, n: [5, 5], diverged: 0 } as const;
  it.each([
    [facts, 'mean ± SD, n = 5'],
    [{ ...facts, band: 'ci95', n: [3, 5] }, 'mean ± 95 % CI, n = 3–5'],
    [{ ...facts, centre: 'median', n: [3, 5], diverged: 2 }, 'median, band: mean ± SD, n = 3–5, diverged 2/5'],
    [{ ...facts, band: 'min-max' }, 'mean, band: min–max, n = 5'],
    [{ ...facts, band: 'none' }, 'mean, n = 5'],
    [{ ...facts, size: 1, n: [1, 1] }, 'mean, n = 1, no spread from 1 run'],
  ] as const)('%j', (given, caption) => {
    expect(bandCaption(given)).toBe(caption);
  });

  it('explains that bands are pointwise', () => {
    for (const band of ['sd', 'sem', 'ci95', 'min-max'] as const)
      expect(bandExplanation(band, 5)).toMatch(/5 runs.*pointwise/);
    expect(bandExplanation('none', 5)).toBe('');
  });
});
