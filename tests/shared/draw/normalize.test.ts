import { describe, expect, it } from 'vitest';
import { normalizeStrokes } from '../../../src/shared/draw/normalize.ts';
import { rasterize } from '../../../src/shared/draw/rasterize.ts';
import type { Stroke } from '../../../src/shared/draw/strokes.ts';

const size = { height: 28, width: 28 };
const line = (x1: number, y1: number, x2: number, y2: number): Stroke => [
  { x: x1, y: y1 },
  { x: x2, y: y2 },
];

function extent(pixels: Uint8Array) {
  const inked = [...pixels.keys()].filter((at) => pixels[at]! > 60);
  const rows = inked.map((at) => Math.floor(at / 28));
  const columns = inked.map((at) => at % 28);
  return { height: Math.max(...rows) - Math.min(...rows) + 1, width: Math.max(...columns) - Math.min(...columns) + 1 };
}

function centreOfMass(pixels: Uint8Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((value, at) => {
    mass += value;
    x += value * ((at % 28) + 0.5);
    y += value * (Math.floor(at / 28) + 0.5);
  });
  return [x / mass, y / mass];
}

describe('rasterize', () => {
  it('inks a line of the pen’s width, soft at its edge', () => {
    const { values } = rasterize([line(0, 5, 20, 5)], 10, 20, 2);
    const column = (row: number) => values[row * 20 + 10]!;
    expect([column(3), column(4), column(5), column(6)]).toEqual([0, 1, 1, 0]);
  });

  it('draws a dot for a stroke of one point', () => {
    expect(rasterize([[{ x: 2.5, y: 2.5 }]], 5, 5, 1).values[12]).toBe(1);
  });

  it('leaves out what lies beyond the edge', () => {
    const { values } = rasterize([line(-50, 2.5, 50, 2.5)], 5, 5, 1);
    expect([...values.slice(10, 15)]).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('normalizeStrokes', () => {
  const seven: Stroke[] = [[{ x: 0.2, y: 0.2 }, { x: 0.6, y: 0.2 }, { x: 0.35, y: 0.8 }]]; // prettier-ignore

  it('fits the larger side into 20 pixels and centres the mass', () => {
    const pixels = normalizeStrokes(seven, 0.06, size)!;
    expect(extent(pixels).height).toBeGreaterThanOrEqual(19);
    expect(extent(pixels).height).toBeLessThanOrEqual(21);
    const [x, y] = centreOfMass(pixels);
    expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...pixels)).toBe(255);
  });

  it.each([
    ['moved', 1, 0.15],
    ['smaller', 0.4, 0],
    ['tiny', 0.15, 0.3],
  ])('%s, it is the same image', (_, scale, shift) => {
    const drawn = seven.map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale + shift, y: y * scale + shift })));
    const [a, b] = [normalizeStrokes(seven, 0.06, size)!, normalizeStrokes(drawn, 0.06 * scale, size)!];
    const differing = a.filter((value, at) => Math.abs(value - b[at]!) > 2).length;
    expect(differing).toBe(0);
  });

  it('keeps the pen within what MNIST has, however small the drawing', () => {
    const small = [line(0.5, 0.5, 0.5, 0.55)];
    const { width } = extent(normalizeStrokes(small, 0.1, size)!);
    expect(width).toBeLessThanOrEqual(5);
  });

  it('draws a dot, and nothing of nothing', () => {
    expect(normalizeStrokes([[{ x: 0.1, y: 0.9 }]], 0.06, size)!.some((value) => value === 255)).toBe(true);
    expect(normalizeStrokes([], 0.06, size)).toBeNull();
  });

  it('works for other sizes', () => {
    expect(normalizeStrokes(seven, 0.06, { height: 32, width: 32 })).toHaveLength(32 * 32);
  });
});
