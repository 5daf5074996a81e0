import { describe, expect, it } from 'vitest';
import { studentT, summarize } from '../../../src/shared/stats/summary.ts';

describe('studentT', () => {
  // Two-sided 95 % from the printed tables (Fisher & Yates; NIST e-Handbook 1.3.6.7.2, column 0.975).
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [29, 2.045],
    [100, 1.984],
  ])('with %i degrees of freedom is %f', (degrees, published) => {
    expect(studentT(degrees)).toBeCloseTo(published, 3);
  });

  it('takes other levels of confidence', () => {
    expect(studentT(4, 0.99)).toBeCloseTo(4.604, 3);
  });
});

describe('summarize', () => {
  it('computes by hand: 2, 4, 9', () => {
    const { ci95, ...rest } = summarize([2, 4, 9]);
    const sd = Math.sqrt((9 + 1 + 16) / 2);
    expect(rest).toEqual({ nUsed: 3, mean: 5, sd, sem: sd / Math.sqrt(3), min: 2, max: 9 });
    expect(ci95![0]).toBeCloseTo(5 - (4.3027 * sd) / Math.sqrt(3), 3);
    expect(ci95![1]).toBeCloseTo(5 + (4.3027 * sd) / Math.sqrt(3), 3);
  });

  it('reaches 12.706 standard errors with two values', () => {
    const { mean, sem, ci95 } = summarize([1, 2]);
    expect([mean, sem]).toEqual([1.5, 0.5]);
    expect(ci95![1]).toBeCloseTo(1.5 + 12.706 * 0.5, 3);
  });

  it('gives no spread for one value, nothing for none', () => {
    expect(summarize([0.3])).toEqual({ nUsed: 1, mean: 0.3, sd: null, sem: null, ci95: null, min: 0.3, max: 0.3 });
    const nothing = { nUsed: 0, mean: null, sd: null, sem: null, ci95: null, min: null, max: null };
    expect(summarize([])).toEqual(nothing);
    expect(summarize([null, NaN, Infinity])).toEqual(nothing);
  });

  it('leaves out what is not finite and says how many are left', () => {
    expect(summarize([1, NaN, 3, null])).toEqual(summarize([1, 3]));
    expect(summarize([1, NaN, 3]).nUsed).toBe(2);
  });

  it('finds no spread in equal values', () => {
    expect(summarize([0.1, 0.1, 0.1])).toMatchObject({ mean: 0.1, sd: 0, sem: 0, ci95: [0.1, 0.1] });
  });

  it('does not lose digits far from zero', () => {
    expect(summarize([1e9 + 1, 1e9 + 2, 1e9 + 3]).sd).toBe(1);
  });
});
