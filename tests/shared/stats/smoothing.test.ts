import { describe, expect, it } from 'vitest';
import { smooth } from '../../../src/shared/stats/smoothing.ts';

describe('smooth', () => {
  it('follows the debiased formula, computed by hand', () => {
    // w = 0.5: s = 1 → 0.5/0.5 = 1; s = 0.25 + 1.5 = 1.75, /0.75; s = 0.875 + 1 = 1.875, /0.875
    expect([...smooth([1, 3, 2], 0.5)]).toEqual([1, 1.75 / 0.75, 1.875 / 0.875]);
  });

  it('returns the first value and, without weight, every value as it is', () => {
    expect([...smooth([0.1, 0.7], 0.9)][0]).toBe(0.1);
    expect([...smooth([0.1, 0.7, -4], 0)]).toEqual([0.1, 0.7, -4]);
    expect([...smooth([0.1, 0.7], NaN)]).toEqual([0.1, 0.7]);
  });

  it('passes gaps through and does not count them', () => {
    const smoothed = smooth([1, NaN, 3, Infinity, 2], 0.5);
    expect(smoothed[1]).toBeNaN();
    expect(smoothed[3]).toBe(Infinity);
    expect([smoothed[0], smoothed[2], smoothed[4]]).toEqual([...smooth([1, 3, 2], 0.5)]);
  });

  it('leaves a constant series exactly untouched', () => {
    const constant = new Array<number>(500).fill(0.1);
    expect([...smooth(constant, 0.97)]).toEqual(constant);
    expect([...smooth([NaN, 0.1, NaN, 0.1], 0.97)]).toEqual([NaN, 0.1, NaN, 0.1]);
  });

  it('clamps the weight to 0.999', () => {
    const series = [1, 2, 3, 4];
    expect([...smooth(series, 1)]).toEqual([...smooth(series, 0.999)]);
    expect([...smooth(series, -1)]).toEqual(series);
  });

  it('does not touch its input', () => {
    const series = Float32Array.of(1, 2, 3);
    smooth(series, 0.9);
    expect([...series]).toEqual([1, 2, 3]);
  });
});
