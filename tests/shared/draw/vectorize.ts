/** An image of a digit as strokes, as a person would draw it again: thinned to its skeleton, which is then traced. */

import type { Stroke } from '../../../src/shared/draw/strokes.ts';

/** Enlarged before thinning, so that skeletons run through the middle of lines. */
const zoom = 4;

/** @param pixels 0..255 (28 × 28). @returns points in shares of the side */
export function vectorize(pixels: ArrayLike<number>, side = 28): Stroke[] {
  const size = side * zoom;
  const ink = enlarge(pixels, side);
  thin(ink, size);
  return trace(ink, size).map((stroke) =>
    stroke.map(([row, column]) => ({ x: (column + 0.5) / size, y: (row + 0.5) / size })),
  );
}

/** Bilinear, then black or white at half of the ink. */
function enlarge(pixels: ArrayLike<number>, side: number): Uint8Array {
  const size = side * zoom;
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= side || column >= side ? 0 : pixels[row * side + column]!;
  return Uint8Array.from({ length: size * size }, (_, index) => {
    const [y, x] = [(Math.floor(index / size) + 0.5) / zoom - 0.5, ((index % size) + 0.5) / zoom - 0.5];
    const [row, column] = [Math.floor(y), Math.floor(x)];
    const [v, u] = [y - row, x - column];
    const value =
      (1 - v) * ((1 - u) * at(row, column) + u * at(row, column + 1)) +
      v * ((1 - u) * at(row + 1, column) + u * at(row + 1, column + 1));
    return value > 110 ? 1 : 0;
  });
}

/** Neighbours of a pixel, clockwise from the north. */
const around = [[-1, 0], [-1, 1], [0, 1], [1, 1], [1, 0], [1, -1], [0, -1], [-1, -1]] as const; // prettier-ignore

const ring = (ink: Uint8Array, size: number, at: number): number[] =>
  around.map(([dy, dx]) => {
    const [row, column] = [Math.floor(at / size) + dy, (at % size) + dx];
    return row < 0 || column < 0 || row >= size || column >= size ? 0 : ink[row * size + column]!;
  });

/** T. Y. Zhang, C. Y. Suen, A fast parallel algorithm for thinning digital patterns, 1984. */
function thin(ink: Uint8Array, size: number): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const pass of [0, 1]) {
      const removed: number[] = [];
      ink.forEach((value, at) => {
        if (value === 0) return;
        const p = ring(ink, size, at);
        const count = p.reduce((sum, each) => sum + each, 0);
        const turns = p.filter((each, i) => each === 0 && p[(i + 1) % 8] === 1).length;
        const [north, east, south, west] = [p[0]!, p[2]!, p[4]!, p[6]!];
        const first = pass === 0 ? north * east * south : north * east * west;
        const second = pass === 0 ? east * south * west : north * south * west;
        if (count >= 2 && count <= 6 && turns === 1 && first === 0 && second === 0) removed.push(at);
      });
      for (const at of removed) ink[at] = 0;
      if (removed.length > 0) changed = true;
    }
  }
}

/** Follows the skeleton from its ends, then whatever loops are left, until every pixel was drawn. */
function trace(ink: Uint8Array, size: number): [number, number][][] {
  const left = new Set<number>();
  ink.forEach((value, at) => void (value === 1 && left.add(at)));
  const neighbours = (at: number) =>
    around
      .map(([dy, dx]) => (Math.floor(at / size) + dy) * size + (at % size) + dx)
      .filter((other) => ink[other] === 1);
  const ends = [...left].filter((at) => neighbours(at).length === 1);
  const strokes: [number, number][][] = [];
  const follow = (start: number): void => {
    const stroke: number[] = [];
    for (let at: number | undefined = start; at !== undefined;) {
      stroke.push(at);
      left.delete(at);
      const last: number = at;
      at = neighbours(last).find((other) => left.has(other));
      // The line runs on to where it meets what was drawn before.
      if (at === undefined) {
        const met = neighbours(last).find((other) => other !== stroke.at(-2));
        if (met !== undefined) stroke.push(met);
      }
    }
    strokes.push(stroke.map((at) => [Math.floor(at / size), at % size]));
  };
  for (const end of ends) if (left.has(end)) follow(end);
  while (left.size > 0) follow([...left][0]!);
  return strokes;
}
