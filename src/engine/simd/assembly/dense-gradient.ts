// Dense weight gradient: the same register tiles as dense-forward.ts, with the samples as the inner index.

import { denseTileWidth, madd, rowOf, zero } from './lanes';

@inline
function gradientTile(
  rows: i32, vectors: i32, inputs: usize, inputBytes: usize, indices: usize, count: u32,
  deltas: usize, bytes: usize, scale: v128, add: bool, target: usize,
): void {
  let c00 = zero();
  let c01 = c00, c02 = c00, c03 = c00, c04 = c00, c05 = c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00, c14 = c00, c15 = c00;
  let c20 = c00, c21 = c00, c22 = c00, c23 = c00;
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
    }
    if (vectors > 5) {
      const b5 = v128.load(deltas, 80);
      c05 = madd(x0, b5, c05);
      if (rows > 1) c15 = madd(x1, b5, c15);
    }
  }
  if (add) {
    addTo(target, 0, scale, c00);
    if (vectors > 1) addTo(target, 16, scale, c01);
    if (vectors > 2) addTo(target, 32, scale, c02);
    if (vectors > 3) addTo(target, 48, scale, c03);
    if (vectors > 4) addTo(target, 64, scale, c04);
    if (vectors > 5) addTo(target, 80, scale, c05);
    if (rows > 1) {
      addTo(target + bytes, 0, scale, c10);
      if (vectors > 1) addTo(target + bytes, 16, scale, c11);
      if (vectors > 2) addTo(target + bytes, 32, scale, c12);
      if (vectors > 3) addTo(target + bytes, 48, scale, c13);
      if (vectors > 4) addTo(target + bytes, 64, scale, c14);
      if (vectors > 5) addTo(target + bytes, 80, scale, c15);
    }
    if (rows > 2) {
      addTo(target + 2 * bytes, 0, scale, c20);
      if (vectors > 1) addTo(target + 2 * bytes, 16, scale, c21);
      if (vectors > 2) addTo(target + 2 * bytes, 32, scale, c22);
      if (vectors > 3) addTo(target + 2 * bytes, 48, scale, c23);
    }
    if (rows > 3) {
      addTo(target + 3 * bytes, 0, scale, c30);
      if (vectors > 1) addTo(target + 3 * bytes, 16, scale, c31);
      if (vectors > 2) addTo(target + 3 * bytes, 32, scale, c32);
    }
  } else {
    v128.store(target, f32x4.mul(scale, c00));
    if (vectors > 1) v128.store(target, f32x4.mul(scale, c01), 16);
    if (vectors > 2) v128.store(target, f32x4.mul(scale, c02), 32);
    if (vectors > 3) v128.store(target, f32x4.mul(scale, c03), 48);
    if (vectors > 4) v128.store(target, f32x4.mul(scale, c04), 64);
    if (vectors > 5) v128.store(target, f32x4.mul(scale, c05), 80);
    if (rows > 1) {
      v128.store(target + bytes, f32x4.mul(scale, c10));
      if (vectors > 1) v128.store(target + bytes, f32x4.mul(scale, c11), 16);
      if (vectors > 2) v128.store(target + bytes, f32x4.mul(scale, c12), 32);
      if (vectors > 3) v128.store(target + bytes, f32x4.mul(scale, c13), 48);
      if (vectors > 4) v128.store(target + bytes, f32x4.mul(scale, c14), 64);
      if (vectors > 5) v128.store(target + bytes, f32x4.mul(scale, c15), 80);
    }
    if (rows > 2) {
      v128.store(target + 2 * bytes, f32x4.mul(scale, c20));
      if (vectors > 1) v128.store(target + 2 * bytes, f32x4.mul(scale, c21), 16);
      if (vectors > 2) v128.store(target + 2 * bytes, f32x4.mul(scale, c22), 32);
      if (vectors > 3) v128.store(target + 2 * bytes, f32x4.mul(scale, c23), 48);
    }
    if (rows > 3) {
      v128.store(target + 3 * bytes, f32x4.mul(scale, c30));
      if (vectors > 1) v128.store(target + 3 * bytes, f32x4.mul(scale, c31), 16);
      if (vectors > 2) v128.store(target + 3 * bytes, f32x4.mul(scale, c32), 32);
    }
  }
}

@inline
function addTo(target: usize, offset: usize, scale: v128, sum: v128): void {
  v128.store(target + offset, madd(scale, sum, v128.load(target + offset)));
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
 * @param inputs points at element 0 of the first of these rows; samples as in `dense_forward`
 */
export function dense_gradient(
  inputs: usize, inputBytes: usize, indices: usize, count: u32, rows: u32,
  deltas: usize, stride: u32, scale: f32, add: bool, target: usize,
): void {
  const bytes = <usize>stride << 2;
  const f = f32x4.splat(scale);
  for (let left = stride >> 2; left > 0; ) {
    const width = denseTileWidth(left);
    if (width == 6) gradientTiles(2, 6, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 4) gradientTiles(2, 4, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 3) gradientTiles(3, 3, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else if (width == 2) gradientTiles(4, 2, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    else gradientTiles(4, 1, inputs, inputBytes, indices, count, rows, deltas, bytes, f, add, target);
    left -= width;
    deltas += <usize>width << 4;
    target += <usize>width << 4;
  }
}
