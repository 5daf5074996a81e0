import { describe, expect, it } from 'vitest';
import { fairTail, mcNemarExact } from '../../../src/shared/stats/mcnemar.ts';

/** By scipy 1.17.1: `binomtest(b, b + c, 0.5).pvalue`. */
const published = [
  { fixed: 121, broken: 59, p: 4.4344492637551645e-6 },
  { fixed: 1, broken: 5, p: 0.21875 },
  { fixed: 3, broken: 12, p: 0.03515625 },
  { fixed: 0, broken: 8, p: 0.0078125 },
  { fixed: 500, broken: 400, p: 9.564441369189373e-4 },
  { fixed: 5000, broken: 4700, p: 2.3966033625776526e-3 },
  { fixed: 40_000, broken: 39_000, p: 3.7894900970468265e-4 },
];

describe('McNemar’s exact test', () => {
  it.each(published)('agrees with scipy for $fixed fixed and $broken broken', ({ fixed, broken, p }) => {
    expect(Math.abs(mcNemarExact(fixed, broken)! / p - 1)).toBeLessThan(1e-9);
    expect(mcNemarExact(broken, fixed)).toBe(mcNemarExact(fixed, broken));
  });

  it('is certain of nothing where both sides are equal, and says nothing where no image tells the two apart', () => {
    expect(mcNemarExact(10, 10)).toBe(1);
    expect(mcNemarExact(0, 0)).toBeNull();
  });

  it('does not run out of floats', () => {
    expect(mcNemarExact(60_000, 0)).toBe(0);
    expect(mcNemarExact(700, 0)).toBeCloseTo(2 ** -699, 215);
    expect(fairTail(2001, 1000)).toBeCloseTo(0.5, 11);
  });
});
