// Dense weight gradient: the same register tiles as dense-forward.ts, with the samples as the inner index.

import { denseTileWidth, madd, rowOf, zero } from './lanes';
import { storeRow } from './rows';

@inline
function gradientTile(
  rows: i32, vectors: i32, inputs: usize, inputBytes: usize, indices: usize, count: u32,
  deltas: usize, bytes: usize, scale: v128, add: bool, target: usize,
): void {
  let c00 = zero();
  let c01 = c00, c02 = c00, c03 = c00, c04 = c00, c05 = c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00, c14 = c00, c15 = c00;
  let c20 = c00, c21 = c00, c22 = c00, c23 = c00, c24 = c00, c25 = c00;
  let c30 = c00, c31 = c00, c32 = c00;
  for (let s: u32 = 0; s < count; s++, deltas += bytes) {
    const p = inputs + rowOf(indices, s) * inputBytes;
    const x0 = v128.load32_splat(p);
    const x1 = rows > 1 ? v128.load32_splat(p, 4) : x0;
    const x2 = rows > 2 ? v128.load32_splat(p, 8) : x0;
    const x3 = rows > 3 ? v128.load32_splat(p, 12) : x0;
    const b0 = v128.load(deltas);
    c00 = madd(x0, b0, c00);
    if (rows > 1) c10 = madd(x1, b0, c10);
    if (rows > 2) c20 = madd(x2, b0, c20);
    if (rows > 3) c30 = madd(x3, b0, c30);
    if (vectors > 1) {
      const b1 = v128.load(deltas, 16);
      c01 = madd(x0, b1, c01);
      if (rows > 1) c11 = madd(x1, b1, c11);
      if (rows > 2) c21 = madd(x2, b1, c21);
      if (rows > 3) c31 = madd(x3, b1, c31);
    }
    if (vectors > 2) {
      const b2 = v128.load(deltas, 32);
      c02 = madd(x0, b2, c02);
      if (rows > 1) c12 = madd(x1, b2, c12);
      if (rows > 2) c22 = madd(x2, b2, c22);
      if (rows > 3) c32 = madd(x3, b2, c32);
    }
    if (vectors > 3) {
      const b3 = v128.load(deltas, 48);
      c03 = madd(x0, b3, c03);
      if (rows > 1) c13 = madd(x1, b3, c13);
      if (rows > 2) c23 = madd(x2, b3, c23);
    }
    if (vectors > 4) {
      const b4 = v128.load(deltas, 64);
      c04 = madd(x0, b4, c04);
      if (rows > 1) c14 = madd(x1, b4, c14);
      if (rows > 2) c24 = madd(x2, b4, c24);
    }
    if (vectors > 5) {
      const b5 = v128.load(deltas, 80);
      c05 = madd(x0, b5, c05);
      if (rows > 1) c15 = madd(x1, b5, c15);
      if (rows > 2) c25 = madd(x2, b5, c25);
    }
  }
  storeRow(vectors, target, scale, add, target, c00, c01, c02, c03, c04, c05);
  if (rows > 1) storeRow(vectors, target + bytes, scale, add, target + bytes, c10, c11, c12, c13, c14, c15);
  if (rows > 2) storeRow(vectors, target + 2 * bytes, scale, add, target + 2 * bytes, c20, c21, c22, c23, c24, c25);
  if (rows > 3) storeRow(vectors, target + 3 * bytes, scale, add, target + 3 * bytes, c30, c31, c32, c30, c30, c30);
}

@inline
function gradientTiles(
  full: u32, vectors: i32, inputs: usize, inputBytes: usize, indices: usize, count: u32, rows: u32,
  deltas: usize, bytes: usize, scale: v128, add: bool, target: usize,
): void {
  let r: u32 = 0;
  for (; r + full <= rows; r += full, inputs += full << 2, target += <usize>full * bytes)
    gradientTile(full, vectors, inputs, inputBytes, indices, count, deltas, bytes, scale, add, target);
  for (; r < rows; r++, inputs += 4, target += bytes)
    gradientTile(1, vectors, inputs, inputBytes, indices, count, deltas, bytes, scale, add, target);
}

/**
 * Weight gradient: target[r] = (add ? target[r] : 0) + scale · Σ_s x[s][r] · delta[s] for `rows` rows of W.
 * @param inputs points at element 0 of the first of these rows; samples and `wide` as in `dense_forward`
 */
export function dense_gradient(
  inputs: usize, inputBytes: usize, indices: usize, count: u32, rows: u32,
  deltas: usize, stride: u32, scale: f32, add: bool, target: usize, wide: bool,
): void {
  const bytes = <usize>stride << 2;
  const f = f32x4.splat(scale);
  for (let left = stride >> 2; left > 0; ) {
    const width = denseTileWidth(left);
    if (width == 6 && wide) gradientTiles(3, 6, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 6) gradientTiles(2, 6, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 4) gradientTiles(2, 4, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 3) gradientTiles(3, 3, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 2) gradientTiles(4, 2, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else gradientTiles(4, 1, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    left -= width;
    deltas += <usize>width << 4;
    target += <usize>width << 4;
  }
}
