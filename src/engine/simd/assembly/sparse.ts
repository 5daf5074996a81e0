// Products with sparse 8-bit images: the first layer forward and its weight gradient. Only non-zero pixels cost anything.
//
// Both walk a list of (row, 8-bit value) pairs and add value · row of a matrix into up to sixteen accumulators of
// four units. Forward the list is an image's pixels and the matrix is W; for the gradient the list is a pixel's samples and
// the matrix is the deltas. Each element is one sum in list order, whichever tile computed it.
//
// Vectors are loaded and stored in neighbouring pairs, two loads before two stores: V8 can then make one instruction on
// eight lanes of each pair (see docs/decisions/0011-wide-vectors.md), which a store between the loads would forbid.
// The upper of two stores comes first: V8 writes the pair where it meets the lower one, and the other way round it would
// write the lower half a second time.

import { madd, zero } from './lanes';
import { touchImages } from './touch';

/**
 * Vectors of the next tile; sixteen go as eight and eight, since four accumulators alone cannot hide the latency, or at
 * once where V8 makes vectors of eight lanes (`wide`) and eight accumulators hold them.
 */
@inline
function tileWidth(left: u32, wide: bool): u32 {
  if (left == 16 && wide) return 16;
  if (left >= 12 && left != 16) return 12;
  return left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

/**
 * One tile: out = scale · Σ value · matrix[row] + initial, without `initial` where it is 0.
 * @param values of an image, whose `list` are then its pixels as u16; 0 where `list` has u32 entries, row << 8 | value
 * @param end of `list`
 */
@inline
function tile(
  vectors: i32, isImage: bool, list: usize, values: usize, end: usize,
  matrix: usize, rowBytes: usize, scale: v128, add: bool, initial: usize, out: usize,
): void {
  let a0 = zero();
  let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0;
  let a12 = a0, a13 = a0, a14 = a0, a15 = a0;
  for (; list < end; list += isImage ? 2 : 4) {
    const entry = isImage ? <u32>load<u8>(values) : load<u32>(list);
    const x = f32x4.splat(<f32>(<i32>(entry & 255)));
    const row = matrix + <usize>(isImage ? <u32>load<u16>(list) : entry >> 8) * rowBytes;
    if (isImage) values++;
    a0 = madd(x, v128.load(row), a0);
    if (vectors > 1) a1 = madd(x, v128.load(row, 16), a1);
    if (vectors > 2) {
      a2 = madd(x, v128.load(row, 32), a2);
      a3 = madd(x, v128.load(row, 48), a3);
    }
    if (vectors > 4) {
      a4 = madd(x, v128.load(row, 64), a4);
      a5 = madd(x, v128.load(row, 80), a5);
      a6 = madd(x, v128.load(row, 96), a6);
      a7 = madd(x, v128.load(row, 112), a7);
    }
    if (vectors > 8) {
      a8 = madd(x, v128.load(row, 128), a8);
      a9 = madd(x, v128.load(row, 144), a9);
      a10 = madd(x, v128.load(row, 160), a10);
      a11 = madd(x, v128.load(row, 176), a11);
    }
    if (vectors > 12) {
      a12 = madd(x, v128.load(row, 192), a12);
      a13 = madd(x, v128.load(row, 208), a13);
      a14 = madd(x, v128.load(row, 224), a14);
      a15 = madd(x, v128.load(row, 240), a15);
    }
  }
  if (vectors == 1) {
    v128.store(out, add ? madd(scale, a0, v128.load(initial)) : f32x4.mul(scale, a0));
    return;
  }
  if (add) {
    const i0 = v128.load(initial), i1 = v128.load(initial, 16);
    v128.store(out, madd(scale, a1, i1), 16);
    v128.store(out, madd(scale, a0, i0));
    if (vectors > 2) {
      const i2 = v128.load(initial, 32), i3 = v128.load(initial, 48);
      v128.store(out, madd(scale, a3, i3), 48);
      v128.store(out, madd(scale, a2, i2), 32);
    }
    if (vectors > 4) {
      const i4 = v128.load(initial, 64), i5 = v128.load(initial, 80);
      v128.store(out, madd(scale, a5, i5), 80);
      v128.store(out, madd(scale, a4, i4), 64);
      const i6 = v128.load(initial, 96), i7 = v128.load(initial, 112);
      v128.store(out, madd(scale, a7, i7), 112);
      v128.store(out, madd(scale, a6, i6), 96);
    }
    if (vectors > 8) {
      const i8 = v128.load(initial, 128), i9 = v128.load(initial, 144);
      v128.store(out, madd(scale, a9, i9), 144);
      v128.store(out, madd(scale, a8, i8), 128);
      const i10 = v128.load(initial, 160), i11 = v128.load(initial, 176);
      v128.store(out, madd(scale, a11, i11), 176);
      v128.store(out, madd(scale, a10, i10), 160);
    }
    if (vectors > 12) {
      const i12 = v128.load(initial, 192), i13 = v128.load(initial, 208);
      v128.store(out, madd(scale, a13, i13), 208);
      v128.store(out, madd(scale, a12, i12), 192);
      const i14 = v128.load(initial, 224), i15 = v128.load(initial, 240);
      v128.store(out, madd(scale, a15, i15), 240);
      v128.store(out, madd(scale, a14, i14), 224);
    }
  } else {
    v128.store(out, f32x4.mul(scale, a1), 16);
    v128.store(out, f32x4.mul(scale, a0));
    if (vectors > 2) {
      v128.store(out, f32x4.mul(scale, a3), 48);
      v128.store(out, f32x4.mul(scale, a2), 32);
    }
    if (vectors > 4) {
      v128.store(out, f32x4.mul(scale, a5), 80);
      v128.store(out, f32x4.mul(scale, a4), 64);
      v128.store(out, f32x4.mul(scale, a7), 112);
      v128.store(out, f32x4.mul(scale, a6), 96);
    }
    if (vectors > 8) {
      v128.store(out, f32x4.mul(scale, a9), 144);
      v128.store(out, f32x4.mul(scale, a8), 128);
      v128.store(out, f32x4.mul(scale, a11), 176);
      v128.store(out, f32x4.mul(scale, a10), 160);
    }
    if (vectors > 12) {
      v128.store(out, f32x4.mul(scale, a13), 208);
      v128.store(out, f32x4.mul(scale, a12), 192);
      v128.store(out, f32x4.mul(scale, a15), 240);
      v128.store(out, f32x4.mul(scale, a14), 224);
    }
  }
}

@inline
function imageTiles(
  vectors: i32, rowStarts: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: v128, initial: usize, out: usize,
): void {
  for (let s: u32 = 0; s < count; s++, out += rowBytes) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const start = <usize>load<u32>(row);
    const end = columns + (<usize>load<u32>(row, 4) << 1);
    tile(vectors, true, columns + (start << 1), values + start, end, weights, rowBytes, factor, true, initial, out);
  }
}

/**
 * First layer: out[s] = factor · Σ value · W[pixel] + initial for `count` samples.
 * @param images (count) u32 image indices
 * @param stride floats per row of W, `initial` and `out`; a multiple of 4
 * @param initial (stride) bias, with the constant part of the scaling already in it
 * @param units floats of each row to compute, a multiple of 4; 0 means all of `stride`
 */
export function sparse_forward(
  rowStarts: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, stride: u32, factor: f32, initial: usize, out: usize, wide: bool, units: u32,
): void {
  const bytes = <usize>stride << 2;
  const f = f32x4.splat(factor);
  if (count > 0) touchImages(rowStarts, columns, values, images, count, out);
  for (let left = (units ? units : stride) >> 2; left > 0; ) {
    const width = tileWidth(left, wide);
    if (width == 12) imageTiles(12, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    else if (width == 16) imageTiles(16, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    else if (width == 8) imageTiles(8, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    else if (width == 4) imageTiles(4, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    else if (width == 2) imageTiles(2, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    else imageTiles(1, rowStarts, columns, values, images, count, weights, bytes, f, initial, out);
    left -= width;
    weights += <usize>width << 4;
    initial += <usize>width << 4;
    out += <usize>width << 4;
  }
}

/**
 * Weight gradient of the first layer: target[r] = (add ? target[r] : 0) + scale · Σ value · delta[sample] for `rows` pixels.
 * Plain gradient descent adds straight to W with scale = −rate/B; it then touches only the rows of pixels that occur.
 * @param starts (rows + 1) u32 where each pixel's entries begin, from `column_sort`
 * @param entries u32, sample << 8 | value
 * @param whole goes pixel by pixel instead of tile by tile: better while all deltas fit the nearest cache
 * @param units as for `sparse_forward`
 */
export function sparse_gradient(
  starts: usize, entries: usize, rows: u32, deltas: usize, stride: u32, scale: f32, add: bool, whole: bool, target: usize,
  wide: bool, units: u32,
): void {
  const bytes = <usize>stride << 2;
  const s = f32x4.splat(scale);
  for (let left = (units ? units : stride) >> 2; left > 0; ) {
    const panel = whole ? left : tileWidth(left, wide);
    for (let r: u32 = 0, out = target; r < rows; r++, out += bytes) {
      const from = entries + (<usize>load<u32>(starts + (<usize>r << 2)) << 2);
      const to = entries + (<usize>load<u32>(starts + (<usize>r << 2), 4) << 2);
      if (!add) pixelPanel(panel, from, to, deltas, bytes, s, false, out, wide);
      else if (from < to) pixelPanel(panel, from, to, deltas, bytes, s, true, out, wide);
    }
    left -= panel;
    deltas += <usize>panel << 4;
    target += <usize>panel << 4;
  }
}

@inline
function pixelPanel(
  panel: u32, from: usize, to: usize, deltas: usize, rowBytes: usize, scale: v128, add: bool, target: usize, wide: bool,
): void {
  while (panel > 0) {
    const width = tileWidth(panel, wide);
    if (width == 12) tile(12, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    else if (width == 16) tile(16, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    else if (width == 8) tile(8, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    else if (width == 4) tile(4, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    else if (width == 2) tile(2, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    else tile(1, false, from, 0, to, deltas, rowBytes, scale, add, target, target);
    panel -= width;
    deltas += <usize>width << 4;
    target += <usize>width << 4;
  }
}
