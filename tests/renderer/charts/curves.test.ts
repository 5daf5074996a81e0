import { describe, expect, it } from 'vitest';
import { breaksOf, drawCurve, nearestIndex, stepRamp, withSmoothing } from '../../../src/renderer/src/charts/curves.ts';
import { curve } from './samples.ts';

const everything = { from: -Infinity, to: Infinity };

describe('curves', () => {
  it('are smoothed over the full data before anything is left out', () => {
    const noisy = curve(Array.from({ length: 10_000 }, (_, i) => 1 + (i % 2)));
    const smoothed = withSmoothing(noisy, 0.99);
    expect(smoothed.smoothed).toHaveLength(10_000);
    const drawn = drawCurve(smoothed, { from: 5000, to: 10_000 }, 100, false);
    // Of the raw line both extremes survive; the smoothed one stays in the middle.
    expect([Math.min(...drawn.raw.y), Math.max(...drawn.raw.y)]).toEqual([1, 2]);
    expect(Math.max(...drawn.smoothed!.y) - Math.min(...drawn.smoothed!.y)).toBeLessThan(0.02);
    expect(drawn.raw.x.length).toBeLessThanOrEqual(2 * 100 + 4);
  });

  it('have no smoothed line at weight 0', () => expect(withSmoothing(curve([1, 2]), 0).smoothed).toBeNull());

  it('mark the last finite value before every gap in the window', () => {
    const broken = curve([3, 2, NaN, 4, Infinity, NaN]);
    expect(breaksOf(broken, everything)).toEqual([
      { x: 2, y: 2 },
      { x: 4, y: 4 },
    ]);
    expect(breaksOf(broken, { from: 3, to: 9 })).toEqual([{ x: 4, y: 4 }]);
    expect(breaksOf(curve([NaN, NaN]), everything)).toEqual([]);
  });

  it.each([
    [0, 0],
    [2.4, 1],
    [2.5, 1],
    [2.6, 2],
    [99, 3],
  ])('the point nearest to %d has index %i', (position, index) =>
    expect(nearestIndex([1, 2, 3, 4], position)).toBe(index),
  );

  it('have no nearest point when empty', () => expect(nearestIndex([], 1)).toBe(-1));

  it('share one ramp of steps', () => {
    expect([...stepRamp(3)]).toEqual([1, 2, 3]);
    const long = stepRamp(100_000);
    expect(long[99_999]).toBe(100_000);
    expect(stepRamp(0)).toHaveLength(0);
  });
});
