// The first layer's weight gradient from sparse 8-bit images, pixel by pixel (see columns.ts): the samples in which a pixel
// is not zero are the bits of a mask, and its values lie side by side. Sums go in the order of the samples.
//
// Tiles have a function each, as in sparse-forward.ts.

import { madd, tileWidth, zero } from './lanes';
import { storeRow } from './rows';

/** target[r] = scale · Σ value · delta[sample] + (add ? target[r] : 0), untouched where there is nothing to add. */
@inline
function pixelTiles(
  vectors: i32, values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  const factor = f32x4.splat(scale);
  const maskStep = <usize>inputs << 3, valueStep = <usize>inputs * samples, deltaStep = <usize>samples * rowBytes;
  for (const last = masks + (<usize>rows << 3); masks < last; masks += 8, values += samples, target += rowBytes) {
    let a0 = zero();
    let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0, a12 = a0;
    let a13 = a0, a14 = a0, a15 = a0, a16 = a0, a17 = a0, a18 = a0, a19 = a0, a20 = a0, a21 = a0, a22 = a0, a23 = a0;
    let any: u64 = 0;
    let mask = masks, value = values, delta = deltas;
    for (let word: u32 = 0; word < words; word++, mask += maskStep, value += valueStep, delta += deltaStep) {
      let bits = load<u64>(mask);
      any |= bits;
      while (bits) {
        const sample = <usize>ctz(bits);
        bits &= bits - 1;
        const x = f32x4.splat(<f32>(<i32>load<u8>(value + sample)));
        const row = delta + sample * rowBytes;
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
        if (vectors > 16) {
          a16 = madd(x, v128.load(row, 256), a16);
          a17 = madd(x, v128.load(row, 272), a17);
          a18 = madd(x, v128.load(row, 288), a18);
          a19 = madd(x, v128.load(row, 304), a19);
        }
        if (vectors > 20) {
          a20 = madd(x, v128.load(row, 320), a20);
          a21 = madd(x, v128.load(row, 336), a21);
          a22 = madd(x, v128.load(row, 352), a22);
          a23 = madd(x, v128.load(row, 368), a23);
        }
      }
    }
    if (add && !any) continue;
    if (vectors <= 12) storeRow(vectors, target, factor, add, target, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
    else {
      storeRow(12, target, factor, add, target, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
      const upper = target + 192;
      storeRow(vectors - 12, upper, factor, add, upper, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23);
    }
  }
}

function pixelTiles1(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(1, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles2(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(2, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles4(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(4, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles8(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(8, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles12(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(12, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles16(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(16, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles20(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(20, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

function pixelTiles24(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, rowBytes: usize, scale: f32, add: bool, target: usize,
): void {
  pixelTiles(24, values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
}

/**
 * Weight gradient of the first layer: target[r] = (add ? target[r] : 0) + scale · Σ value · delta[sample] for `rows` pixels.
 * Plain gradient descent adds straight to W with scale = −rate/B; it then touches only the rows of pixels that occur.
 * @param values (words, inputs, samples) u8 and @param masks (words, inputs) u64 from `pixel_columns`, at the first of the rows
 * @param samples per word
 * @param inputs pixels from one word to the next
 * @param wide and @param units as for `sparse_forward`
 */
export function sparse_gradient(
  values: usize, masks: usize, words: u32, samples: u32, inputs: u32, rows: u32,
  deltas: usize, stride: u32, scale: f32, add: bool, target: usize, wide: bool, units: u32,
): void {
  const rowBytes = <usize>stride << 2;
  for (let left = units >> 2; left > 0; ) {
    const width = tileWidth(left, wide ? 24 : 12);
    if (width == 24) pixelTiles24(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 20) pixelTiles20(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 16) pixelTiles16(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 12) pixelTiles12(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 8) pixelTiles8(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 4) pixelTiles4(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else if (width == 2) pixelTiles2(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    else pixelTiles1(values, masks, words, samples, inputs, rows, deltas, rowBytes, scale, add, target);
    left -= width;
    deltas += <usize>width << 4;
    target += <usize>width << 4;
  }
}
