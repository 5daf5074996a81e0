// The first layer's product with sparse 8-bit images: only pixels that are not zero cost anything.
//
// Every image's pixels are summed in two halves, each from zero (`middles` says where an image's second one begins):
// out = factor · Σ₂ + (factor · Σ₁ + initial). A half uses half of the rows of W, so that a tile of them stays in nearer
// caches, and threads can own one each. Each sum has the order of the pixels, whichever tile
// and thread computed it.
//
// Tiles have a function each, since V8 has registers for one loop at a time: together they spilled what every pixel needs.

import { madd, tileWidth, zero } from './lanes';
import { storeRow } from './rows';
import { touchImages } from './touch';

// Values of `part`, as in `HalfTask.half` and `bothHalves` of src/engine/simd.
const FIRST: u32 = 0;
const BOTH: u32 = 2;

/**
 * Pixels `starts` to `ends` of each image: out = factor · Σ value · W[pixel] + initial, without `initial` where it is 0.
 * @param initialBytes from one sample's `initial` to the next: 0 where all start from the same one
 */
@inline
function imageTiles(
  vectors: i32, starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  const scale = f32x4.splat(factor);
  for (const last = images + (<usize>count << 2); images < last; images += 4, initial += initialBytes, out += rowBytes) {
    const at = <usize>load<u32>(images) << 2;
    const from = <usize>load<u32>(starts + at);
    const end = columns + (<usize>load<u32>(ends + at) << 1);
    let value = values + from;
    let a0 = zero();
    let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0, a12 = a0;
    let a13 = a0, a14 = a0, a15 = a0;
    for (let column = columns + (from << 1); column < end; column += 2, value++) {
      const x = f32x4.splat(<f32>(<i32>load<u8>(value)));
      const row = weights + <usize>load<u16>(column) * rowBytes;
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
    const add = initial != 0;
    if (vectors <= 12) storeRow(vectors, out, scale, add, initial, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
    else {
      storeRow(12, out, scale, add, initial, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
      storeRow(4, out + 192, scale, add, initial + 192, a12, a13, a14, a15, a0, a0, a0, a0, a0, a0, a0, a0);
    }
  }
}

function imageTiles1(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(1, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imageTiles2(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(2, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imageTiles4(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(4, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imageTiles8(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(8, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imageTiles12(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(12, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imageTiles16(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  imageTiles(16, starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

function imagePanel(
  width: u32, starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  weights: usize, rowBytes: usize, factor: f32, initial: usize, initialBytes: usize, out: usize,
): void {
  if (width == 16) imageTiles16(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
  else if (width == 12) imageTiles12(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
  else if (width == 8) imageTiles8(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
  else if (width == 4) imageTiles4(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
  else if (width == 2) imageTiles2(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
  else imageTiles1(starts, ends, columns, values, images, count, weights, rowBytes, factor, initial, initialBytes, out);
}

/**
 * The first layer's outputs for `count` samples.
 * @param rowStarts (images + 1) u32 @param middles (images) u32: where each image's second half of pixels begins
 * @param images (count) u32 image indices
 * @param part 0: out = factor · Σ₁ + initial; 1: out = Σ₂, to be added by `add_scaled`; 2: both
 * @param stride floats per row of W, `initial` and `out`; a multiple of 4
 * @param initial (stride) bias, with the constant part of the scaling already in it
 * @param wide where V8 makes vectors of eight lanes, larger tiles fit the registers
 * @param units floats of each row to compute, a multiple of 4
 */
export function sparse_forward(
  rowStarts: usize, middles: usize, columns: usize, values: usize, images: usize, count: u32, part: u32,
  weights: usize, stride: u32, factor: f32, initial: usize, out: usize, wide: bool, units: u32,
): void {
  const bytes = <usize>stride << 2;
  const ends = rowStarts + 4;
  if (count > 0)
    touchImages(part == FIRST || part == BOTH ? rowStarts : middles, part == FIRST ? middles : ends, columns, values, images, count, out);
  for (let left = units >> 2; left > 0; ) {
    const width = tileWidth(left, wide ? 16 : 12);
    if (part == FIRST || part == BOTH)
      imagePanel(width, rowStarts, middles, columns, values, images, count, weights, bytes, factor, initial, 0, out);
    if (part == BOTH) imagePanel(width, middles, ends, columns, values, images, count, weights, bytes, factor, out, bytes, out);
    else if (part != FIRST) imagePanel(width, middles, ends, columns, values, images, count, weights, bytes, 1, 0, 0, out);
    left -= width;
    weights += <usize>width << 4;
    initial += <usize>width << 4;
    out += <usize>width << 4;
  }
}
