// Dense product forward: register tiles of `rows` × 4·`vectors` outputs in up to twelve accumulators.
//
// Inputs are reached through the batch's indices where they are a dense image store, so images are never gathered. Each
// output is one sum in order of the inner index, whichever tile computed it. Tiles are as large as fifteen registers
// allow: the accumulators, one input per row and one vector of W. With vectors of eight lanes three rows of six vectors fit.

import { denseTileWidth, madd, rowOf, zero } from './lanes';
import { storeRow } from './rows';

@inline
function forwardTile(
  rows: i32, vectors: i32, p0: usize, p1: usize, p2: usize, p3: usize, inner: u32,
  weights: usize, bytes: usize, factor: v128, initial: usize, out: usize,
): void {
  let c00 = zero();
  let c01 = c00, c02 = c00, c03 = c00, c04 = c00, c05 = c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00, c14 = c00, c15 = c00;
  let c20 = c00, c21 = c00, c22 = c00, c23 = c00, c24 = c00, c25 = c00;
  let c30 = c00, c31 = c00, c32 = c00;
  for (const end = p0 + (<usize>inner << 2); p0 < end; p0 += 4, weights += bytes) {
    const x0 = v128.load32_splat(p0);
    const x1 = rows > 1 ? v128.load32_splat(p1) : x0;
    const x2 = rows > 2 ? v128.load32_splat(p2) : x0;
    const x3 = rows > 3 ? v128.load32_splat(p3) : x0;
    const b0 = v128.load(weights);
    c00 = madd(x0, b0, c00);
    if (rows > 1) c10 = madd(x1, b0, c10);
    if (rows > 2) c20 = madd(x2, b0, c20);
    if (rows > 3) c30 = madd(x3, b0, c30);
    if (vectors > 1) {
      const b1 = v128.load(weights, 16);
      c01 = madd(x0, b1, c01);
      if (rows > 1) c11 = madd(x1, b1, c11);
      if (rows > 2) c21 = madd(x2, b1, c21);
      if (rows > 3) c31 = madd(x3, b1, c31);
    }
    if (vectors > 2) {
      const b2 = v128.load(weights, 32);
      c02 = madd(x0, b2, c02);
      if (rows > 1) c12 = madd(x1, b2, c12);
      if (rows > 2) c22 = madd(x2, b2, c22);
      if (rows > 3) c32 = madd(x3, b2, c32);
    }
    if (vectors > 3) {
      const b3 = v128.load(weights, 48);
      c03 = madd(x0, b3, c03);
      if (rows > 1) c13 = madd(x1, b3, c13);
      if (rows > 2) c23 = madd(x2, b3, c23);
    }
    if (vectors > 4) {
      const b4 = v128.load(weights, 64);
      c04 = madd(x0, b4, c04);
      if (rows > 1) c14 = madd(x1, b4, c14);
      if (rows > 2) c24 = madd(x2, b4, c24);
    }
    if (vectors > 5) {
      const b5 = v128.load(weights, 80);
      c05 = madd(x0, b5, c05);
      if (rows > 1) c15 = madd(x1, b5, c15);
      if (rows > 2) c25 = madd(x2, b5, c25);
    }
    if (rows > 1) p1 += 4;
    if (rows > 2) p2 += 4;
    if (rows > 3) p3 += 4;
  }
  storeRow(vectors, out, factor, true, initial, c00, c01, c02, c03, c04, c05);
  if (rows > 1) storeRow(vectors, out + bytes, factor, true, initial, c10, c11, c12, c13, c14, c15);
  if (rows > 2) storeRow(vectors, out + 2 * bytes, factor, true, initial, c20, c21, c22, c23, c24, c25);
  if (rows > 3) storeRow(vectors, out + 3 * bytes, factor, true, initial, c30, c31, c32, c30, c30, c30);
}

@inline
function forwardTiles(
  full: u32, vectors: i32, inputs: usize, inputBytes: usize, indices: usize, count: u32, inner: u32,
  weights: usize, bytes: usize, factor: v128, initial: usize, out: usize,
): void {
  let s: u32 = 0;
  for (; s + full <= count; s += full, out += <usize>full * bytes) {
    const p0 = inputs + rowOf(indices, s) * inputBytes;
    const p1 = full > 1 ? inputs + rowOf(indices, s + 1) * inputBytes : p0;
    const p2 = full > 2 ? inputs + rowOf(indices, s + 2) * inputBytes : p0;
    const p3 = full > 3 ? inputs + rowOf(indices, s + 3) * inputBytes : p0;
    forwardTile(full, vectors, p0, p1, p2, p3, inner, weights, bytes, factor, initial, out);
  }
  for (; s < count; s++, out += bytes) {
    const p = inputs + rowOf(indices, s) * inputBytes;
    forwardTile(1, vectors, p, p, p, p, inner, weights, bytes, factor, initial, out);
  }
}

/**
 * out[s] = factor · x[s] · W + initial for `count` samples.
 * @param inputs rows of `inputBytes`; row `indices[s]`, or s where `indices` is 0
 * @param inner elements of x[s], rows of W
 * @param stride floats per row of W, `initial` and `out`; a multiple of 4
 * @param wide where V8 makes vectors of eight lanes, twice as many accumulators fit
 */
export function dense_forward(
  inputs: usize, inputBytes: usize, indices: usize, count: u32, inner: u32,
  weights: usize, stride: u32, factor: f32, initial: usize, out: usize, wide: bool,
): void {
  const bytes = <usize>stride << 2;
  const f = f32x4.splat(factor);
  for (let left = stride >> 2; left > 0; ) {
    const width = denseTileWidth(left);
    if (width == 6 && wide) forwardTiles(3, 6, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    else if (width == 6) forwardTiles(2, 6, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    else if (width == 4) forwardTiles(2, 4, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    else if (width == 3) forwardTiles(3, 3, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    else if (width == 2) forwardTiles(4, 2, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    else forwardTiles(4, 1, inputs, inputBytes, indices, count, inner, weights, bytes, f, initial, out);
    left -= width;
    weights += <usize>width << 4;
    initial += <usize>width << 4;
    out += <usize>width << 4;
  }
}
