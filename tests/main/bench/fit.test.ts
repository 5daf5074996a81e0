import { describe, expect, it } from 'vitest';
import { fitLine, fitPowerLaw } from '../../../src/main/bench/fit.ts';

describe('fitLine', () => {
  it('finds the line that made the points, and the one between points that scatter', () => {
    const exact = fitLine([20, 21, 25, 99].map((x) => [x, 3 - 0.5 * x]));
    expect(exact.slope).toBeCloseTo(-0.5, 12);
    expect(exact.intercept).toBeCloseTo(3, 12);
    expect(exact.rSquared).toBeCloseTo(1, 12);
    // Means 1.5 and 2; Σ(x − 1.5)(y − 2) = 4, Σ(x − 1.5)² = 5.
    expect(fitLine([[0, 1], [1, 2], [2, 1], [3, 4]]).slope).toBeCloseTo(0.8, 12); // prettier-ignore
  });

  it('needs two different x', () => {
    expect(() => fitLine([[1, 1], [1, 2]])).toThrow(RangeError); // prettier-ignore
  });
});

describe('fitPowerLaw', () => {
  it('finds the law that made the points', () => {
    const law = fitPowerLaw([1, 3, 10, 40].map((x) => ({ x, seconds: 0.25 * x ** 1.3 })));
    expect(law.exponent).toBeCloseTo(1.3, 12);
    expect(law.factor).toBeCloseTo(0.25, 12);
    expect(law.rSquared).toBeCloseTo(1, 12);
  });

  it('says how much of the scatter it explains', () => {
    const law = fitPowerLaw([1, 2, 4, 8].map((x, i) => ({ x, seconds: x * (i % 2 === 0 ? 2 : 1) })));
    expect(law.rSquared).toBeGreaterThan(0.5);
    expect(law.rSquared).toBeLessThan(1);
  });

  it.each([
    {
      points: [
        { x: 1, seconds: 1 },
        { x: 1, seconds: 2 },
      ],
      of: 'one x only',
    },
    {
      points: [
        { x: 1, seconds: 1 },
        { x: 2, seconds: 0 },
      ],
      of: 'a time of 0',
    },
    {
      points: [
        { x: -1, seconds: 1 },
        { x: 2, seconds: 1 },
      ],
      of: 'a negative x',
    },
  ])('refuses $of', ({ points }) => {
    expect(() => fitPowerLaw(points)).toThrow(RangeError);
  });
});
