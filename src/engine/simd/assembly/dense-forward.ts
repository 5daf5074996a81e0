// Dense product forward, in the register tiles of tile.ts.
//
// Inputs are reached through the batch's indices where they are a dense image store, so images are never gathered.

import { denseTileWidth, rowOf } from './lanes';
import { packPanel } from './packed';
import { denseRest } from './rest';
import { denseTile } from './tile';

@inline
function forwardTiles(
  full: u32, vectors: i32, inputs: usize, inputBytes: usize, indices: usize, count: u32, inner: u32,
  weights: usize, bytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize, outBytes: usize,
): void {
  const f = f32x4.splat(factor);
  let s: u32 = 0;
  for (; s + full <= count; s += full, initial += <usize>full * initialBytes, out += <usize>full * outBytes) {
    const p0 = inputs + rowOf(indices, s) * inputBytes;
    const p1 = full > 1 ? inputs + rowOf(indices, s + 1) * inputBytes : p0;
    const p2 = full > 2 ? inputs + rowOf(indices, s + 2) * inputBytes : p0;
    const p3 = full > 3 ? inputs + rowOf(indices, s + 3) * inputBytes : p0;
    denseTile(full, vectors, p0, p1, p2, p3, 4, inner, weights, bytes, f, true, initial, initialBytes, out, outBytes);
  }
  for (; s < count; s++, initial += initialBytes, out += outBytes) {
    const p = inputs + rowOf(indices, s) * inputBytes;
    denseRest(vectors, 1, p, 0, 4, inner, weights, bytes, factor, true, initial, 0, out, outBytes);
  }
}

/**
 * `dense_forward` for `units` columns of W, whose rows are `rowBytes` apart, and those of `out` `outBytes`. Both halves of a
 * tile's sums one after the other, while what they are added to is near.
 */
export function denseForward(
  inputs: usize, inputBytes: usize, indices: usize, count: u32, inner: u32, middle: u32, columns: usize, rowBytes: usize,
  units: u32, factor: f32, initial: usize, initialBytes: usize, out: usize, outBytes: usize, wide: bool, packed: usize,
): void {
  for (let left = units >> 2; left > 0; ) {
    const width = denseTileWidth(left, wide);
    const bytes = packed ? <usize>width << 4 : rowBytes;
    for (let first: u32 = 0, end = middle; first < inner; first = end, end = inner) {
      const rows = end - first;
      const from = inputs + (<usize>first << 2);
      const half = columns + first * rowBytes;
      const weights = packed ? packPanel(half, rowBytes, rows, width, packed) : half;
      const start = first ? out : initial, startBytes = first ? outBytes : initialBytes;
      if (width == 12) forwardTiles(2, 12, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 8) forwardTiles(2, 8, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 6 && wide) forwardTiles(3, 6, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 6) forwardTiles(2, 6, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 4 && wide) forwardTiles(4, 4, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 4) forwardTiles(2, 4, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 3) forwardTiles(3, 3, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else if (width == 2) forwardTiles(4, 2, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
      else forwardTiles(4, 1, from, inputBytes, indices, count, rows, weights, bytes, factor, start, startBytes, out, outBytes);
    }
    left -= width;
    columns += <usize>width << 4;
    initial += <usize>width << 4;
    out += <usize>width << 4;
  }
}

/**
 * out[s] = factor · x[s] · W + initial for `count` samples, summed in two halves as in sparse-forward.ts where `middle` is less
 * than `inner`.
 * @param inputs rows of `inputBytes`; row `indices[s]`, or s where `indices` is 0
 * @param inner elements of x[s], rows of W @param middle of them make the first half, at least 1
 * @param stride floats per row of W, `initial` and `out`; a multiple of 4
 * @param initial rows of floats, `initialBytes` apart: 0 where all samples start from the same one
 * @param wide where V8 makes vectors of eight lanes, twice as many accumulators fit
 * @param packed f32 (inner, 48), scratch to pack the weights of a tile into, see packed.ts; or 0
 */
export function dense_forward(
  inputs: usize, inputBytes: usize, indices: usize, count: u32, inner: u32, middle: u32,
  weights: usize, stride: u32, factor: f32, initial: usize, initialBytes: usize, out: usize, wide: bool, packed: usize,
): void {
  const bytes = <usize>stride << 2;
  denseForward(inputs, inputBytes, indices, count, inner, middle, weights, bytes, stride, factor, initial, initialBytes, out, bytes, wide, packed);
}
