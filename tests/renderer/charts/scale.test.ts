import { describe, expect, it } from 'vitest';
import { drawCurve } from '../../../src/renderer/src/charts/curves.ts';
import { valueScale } from '../../../src/renderer/src/charts/scale.ts';
import type { ScaleOptions } from '../../../src/renderer/src/charts/scale.ts';
import { curve } from './samples.ts';

function scaleOf(y: readonly number[], changes: Partial<ScaleOptions> = {}) {
  const window = { from: 0, to: y.length + 1 };
  const options = { log: false, leaveOut: false, window, width: 400, height: 220, ...changes };
  return valueScale([drawCurve(curve(y), options.window, options.width, options.log)], options);
}
const exploding = Array.from({ length: 200 }, (_, i) => (i < 195 ? 2 - i / 200 : 10 ** (i - 190)));

describe('the scale of the values', () => {
  it('starts at zero and ends at a tick above the highest value', () => {
    const { min, max, ticks } = scaleOf([2.31, 1, 0.2]);
    expect([min, max]).toEqual([0, 2.5]);
    expect(ticks).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  });

  it('does not reach down to zero for values that stay far above it', () => {
    const { min, max } = scaleOf([2.31, 2.1]);
    expect(min).toBeGreaterThan(2);
    expect(max).toBeLessThan(2.5);
  });

  it.each([
    ['no values', [], 0, 1],
    ['zeros', [0, 0], 0, 1],
    ['nothing finite', [NaN, Infinity], 0, 1],
  ])('has a range for %s', (_, y, low, high) => {
    expect(scaleOf(y)).toMatchObject({ min: low, max: high });
  });

  it('surrounds a single value', () => {
    const { min, max } = scaleOf([4]);
    expect(min).toBeLessThan(4);
    expect(max).toBeGreaterThan(4);
  });

  it('shows every value unless told to leave outliers out', () => {
    expect(scaleOf(exploding).max).toBeGreaterThanOrEqual(10 ** 9);
    expect(scaleOf(exploding).above).toEqual([]);
  });

  it('leaves outliers out of the scale and marks them at the edge', () => {
    const { max, above } = scaleOf(exploding, { leaveOut: true });
    expect(max).toBeLessThanOrEqual(2.5);
    expect(above.length).toBeGreaterThan(0);
    expect(Math.min(...above)).toBeGreaterThan(195);
  });

  it('leaves nothing out where the range is not squashed', () => {
    const falling = Array.from({ length: 100 }, (_, i) => 2.3 - i / 50);
    expect(scaleOf(falling, { leaveOut: true }).above).toEqual([]);
  });

  it('scales by what the window shows', () => {
    expect(scaleOf([100, 1, 1, 1], { window: { from: 2, to: 4 } }).max).toBeLessThan(2);
  });

  it('never goes beyond what a value can be, nor cuts one off', () => {
    expect(scaleOf([0.92, 0.05], { log: true, highest: 1 }).max).toBeLessThanOrEqual(1);
    expect(scaleOf([0.92], { log: true, highest: 1 }).max).toBe(1);
    expect(scaleOf([1, 0.5], { highest: 1 }).max).toBe(1);
  });

  it('says how many values a logarithmic axis cannot show', () => {
    const { min, max, unshowable, below } = scaleOf([1, 0.1, 0, 0], { log: true });
    expect(unshowable).toBe(2);
    expect(below).toEqual([3, 4]);
    expect(min).toBeGreaterThan(0.05);
    expect(max).toBeGreaterThan(1);
  });
});
