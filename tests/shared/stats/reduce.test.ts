import { describe, expect, it } from 'vitest';
import { reduceEdge, reduceForDrawing } from '../../../src/shared/stats/reduce.ts';

const count = 10_000;
const steps = Float64Array.from({ length: count }, (_, i) => i + 1);
const wave = Float64Array.from(steps, (x) => Math.sin(x / 500));

function points(reduced: { x: Float64Array; y: Float64Array }): [number, number][] {
  return [...reduced.x].map((x, i) => [x, reduced.y[i]!]);
}

describe('reduceForDrawing', () => {
  it('keeps every spike, down and up', () => {
    const y = wave.slice();
    y[4321] = 50;
    y[4322] = -50;
    const kept = points(reduceForDrawing(steps, y, { pixels: 100 }));
    expect(kept).toContainEqual([4322, 50]);
    expect(kept).toContainEqual([4323, -50]);
  });

  it('keeps about two points a pixel, each one of the data, in order', () => {
    const reduced = reduceForDrawing(steps, wave, { pixels: 100 });
    expect(reduced.x.length).toBeGreaterThanOrEqual(150);
    expect(reduced.x.length).toBeLessThanOrEqual(202);
    for (const [i, [x, y]] of points(reduced).entries()) {
      expect(y).toBe(wave[x - 1]);
      if (i > 0) expect(x).toBeGreaterThan(reduced.x[i - 1]!);
    }
  });

  it('has the extremes of each column', () => {
    const y = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    const x = Float64Array.from({ length: 100 }, (_, i) => i);
    const kept = points(reduceForDrawing(x, y, { pixels: 10, from: 0, to: 100 }));
    for (let column = 0; column < 10; column++) {
      const values = [...y.slice(column * 10, column * 10 + 10)];
      const shown = kept.filter(([at]) => at >= column * 10 && at < column * 10 + 10).map(([, value]) => value);
      expect(Math.min(...shown)).toBe(Math.min(...values));
      expect(Math.max(...shown)).toBe(Math.max(...values));
    }
  });

  it('returns a short series complete, first and last point always', () => {
    expect(points(reduceForDrawing([1, 2, 3], [5, 4, 6], { pixels: 300 }))).toEqual([
      [1, 5],
      [2, 4],
      [3, 6],
    ]);
    const reduced = reduceForDrawing(steps, wave, { pixels: 7 });
    expect(reduced.x[0]).toBe(1);
    expect(reduced.x.at(-1)).toBe(count);
  });

  it('keeps one neighbour on either side of a window', () => {
    const reduced = reduceForDrawing(steps, wave, { from: 100.5, to: 200.5, pixels: 1000 });
    expect(reduced.x[0]).toBe(100);
    expect(reduced.x.at(-1)).toBe(201);
    expect(reduced.x.length).toBe(102);
    const narrow = reduceForDrawing(steps, wave, { from: 2000, to: 8000, pixels: 50 });
    expect([narrow.x[0], narrow.x[1], narrow.x.at(-2), narrow.x.at(-1)]).toEqual([1999, 2000, 8000, 8001]);
  });

  it('spans a window between two points', () => {
    expect([...reduceForDrawing([0, 10], [1, 2], { from: 4, to: 6, pixels: 100 }).x]).toEqual([0, 10]);
  });

  it('keeps gaps, one NaN for a long one', () => {
    const y = wave.slice();
    y.fill(NaN, 3000, 6000);
    y[8000] = Infinity;
    const reduced = reduceForDrawing(steps, y, { pixels: 100 });
    const gaps = [...reduced.x].filter((_, i) => Number.isNaN(reduced.y[i]!));
    expect(gaps).toEqual([3001, 8001]);
    expect([...reduced.y].some((value) => value === Infinity)).toBe(false);
  });

  it('stays bounded when every other value is missing', () => {
    const y = wave.map((value, i) => (i % 2 ? NaN : value));
    expect(reduceForDrawing(steps, y, { pixels: 100 }).x.length).toBeLessThanOrEqual(5 * 100 + 2);
  });

  it('survives a series of gaps only, and an empty one', () => {
    const reduced = reduceForDrawing(steps, new Float64Array(count).fill(NaN), { pixels: 10 });
    expect([...reduced.y].every(Number.isNaN)).toBe(true);
    expect(reduceForDrawing([], [], { pixels: 10 }).x.length).toBe(0);
  });

  it('uses columns of equal width in log x and leaves x ≤ 0 out', () => {
    const x = Float64Array.from({ length: count + 1 }, (_, i) => i);
    const y = Float64Array.from(x, (value) => Math.sin(value / 7));
    const reduced = reduceForDrawing(x, y, { pixels: 200, logX: true });
    expect(reduced.x[0]).toBe(1);
    // Half of the columns hold the points below the geometric mean of the ends, 100.
    expect([...reduced.x].filter((value) => value <= 100).length).toBeGreaterThan(60);
    expect(reduced.x.length).toBeLessThanOrEqual(402);
  });

  it('makes gaps of what a logarithmic y axis cannot show', () => {
    expect([...reduceForDrawing([1, 2, 3], [0, -1, 2], { pixels: 10, logY: true }).y]).toEqual([NaN, NaN, 2]);
  });
});

describe('reduceEdge', () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => i);
  const y = Float64Array.from(x, (i) => (i * 37) % 100);

  it.each([
    ['high', Math.max],
    ['low', Math.min],
  ] as const)('keeps the outermost point of each column of a %s edge', (edge, outermost) => {
    const kept = points(reduceEdge(edge, x, y, { pixels: 10, from: 0, to: 100 }));
    for (let column = 0; column < 10; column++) {
      const shown = kept.filter(([at]) => at >= 10 * column && at < 10 * column + 10).map(([, value]) => value);
      expect(outermost(...shown)).toBe(outermost(...y.slice(10 * column, 10 * column + 10)));
    }
    // One a column, and the two ends.
    expect(kept.length).toBeLessThanOrEqual(12);
    expect([kept[0], kept.at(-1)]).toEqual([
      [0, y[0]],
      [99, y[99]],
    ]);
  });

  it('returns a short edge complete, with one neighbour on either side of the window', () => {
    const kept = reduceEdge('high', x, y, { pixels: 300, from: 9.5, to: 20.5 });
    expect([...kept.x]).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect([...kept.y]).toEqual([...kept.x].map((at) => y[at]));
  });
});
