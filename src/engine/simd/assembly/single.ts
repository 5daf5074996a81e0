// Gradient and update of the first layer for a batch of one image: no columns are needed, every pixel has one sample.

import { madd, tileWidth, zero } from './lanes';

/** As many vectors of units as `vectors` says, for all the image's pixels; the deltas stay in registers. */
@inline
function singleTile(
  vectors: i32, columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: v128, weights: usize,
): void {
  const none = zero();
  const d0 = v128.load(deltas);
  const d1 = vectors > 1 ? v128.load(deltas, 16) : d0;
  const d2 = vectors > 2 ? v128.load(deltas, 32) : d0, d3 = vectors > 2 ? v128.load(deltas, 48) : d0;
  const d4 = vectors > 4 ? v128.load(deltas, 64) : d0, d5 = vectors > 4 ? v128.load(deltas, 80) : d0;
  const d6 = vectors > 4 ? v128.load(deltas, 96) : d0, d7 = vectors > 4 ? v128.load(deltas, 112) : d0;
  const d8 = vectors > 8 ? v128.load(deltas, 128) : d0, d9 = vectors > 8 ? v128.load(deltas, 144) : d0;
  const d10 = vectors > 8 ? v128.load(deltas, 160) : d0, d11 = vectors > 8 ? v128.load(deltas, 176) : d0;
  const d12 = vectors > 12 ? v128.load(deltas, 192) : d0, d13 = vectors > 12 ? v128.load(deltas, 208) : d0;
  const d14 = vectors > 12 ? v128.load(deltas, 224) : d0, d15 = vectors > 12 ? v128.load(deltas, 240) : d0;
  for (; values < end; values++, columns += 2) {
    const x = f32x4.splat(<f32>(<i32>load<u8>(values)));
    const w = weights + <usize>load<u16>(columns) * rowBytes;
    // the same roundings as in sparse_gradient, which a team of threads uses
    if (vectors == 1) {
      v128.store(w, madd(scale, madd(x, d0, none), v128.load(w)));
    } else {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      v128.store(w, madd(scale, madd(x, d1, none), w1), 16);
      v128.store(w, madd(scale, madd(x, d0, none), w0));
    }
    if (vectors > 2) {
      const w2 = v128.load(w, 32), w3 = v128.load(w, 48);
      v128.store(w, madd(scale, madd(x, d3, none), w3), 48);
      v128.store(w, madd(scale, madd(x, d2, none), w2), 32);
    }
    if (vectors > 4) {
      const w4 = v128.load(w, 64), w5 = v128.load(w, 80);
      v128.store(w, madd(scale, madd(x, d5, none), w5), 80);
      v128.store(w, madd(scale, madd(x, d4, none), w4), 64);
      const w6 = v128.load(w, 96), w7 = v128.load(w, 112);
      v128.store(w, madd(scale, madd(x, d7, none), w7), 112);
      v128.store(w, madd(scale, madd(x, d6, none), w6), 96);
    }
    if (vectors > 8) {
      const w8 = v128.load(w, 128), w9 = v128.load(w, 144);
      v128.store(w, madd(scale, madd(x, d9, none), w9), 144);
      v128.store(w, madd(scale, madd(x, d8, none), w8), 128);
      const w10 = v128.load(w, 160), w11 = v128.load(w, 176);
      v128.store(w, madd(scale, madd(x, d11, none), w11), 176);
      v128.store(w, madd(scale, madd(x, d10, none), w10), 160);
    }
    if (vectors > 12) {
      const w12 = v128.load(w, 192), w13 = v128.load(w, 208);
      v128.store(w, madd(scale, madd(x, d13, none), w13), 208);
      v128.store(w, madd(scale, madd(x, d12, none), w12), 192);
      const w14 = v128.load(w, 224), w15 = v128.load(w, 240);
      v128.store(w, madd(scale, madd(x, d15, none), w15), 240);
      v128.store(w, madd(scale, madd(x, d14, none), w14), 224);
    }
  }
}

// A function each, as in sparse-forward.ts.

function singleTile1(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(1, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

function singleTile2(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(2, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

function singleTile4(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(4, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

function singleTile8(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(8, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

function singleTile12(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(12, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

function singleTile16(
  columns: usize, values: usize, end: usize, deltas: usize, rowBytes: usize, scale: f32, weights: usize,
): void {
  singleTile(16, columns, values, end, deltas, rowBytes, f32x4.splat(scale), weights);
}

/**
 * W[pixel] += scale · value · delta for the pixels of one image.
 * @param image index of the image
 * @param deltas (stride) of the first layer @param stride floats per row of W, a multiple of 4
 * @param wide as for `sparse_forward`
 */
export function sparse_update_single(
  rowStarts: usize, columns: usize, values: usize, image: u32, deltas: usize, stride: u32, scale: f32, weights: usize,
  wide: bool,
): void {
  const bytes = <usize>stride << 2;
  const row = rowStarts + (<usize>image << 2);
  const from = <usize>load<u32>(row);
  const end = values + <usize>load<u32>(row, 4);
  columns += from << 1;
  values += from;
  for (let left = stride >> 2; left > 0; ) {
    const width = tileWidth(left, wide ? 16 : 8);
    if (width == 16) singleTile16(columns, values, end, deltas, bytes, scale, weights);
    else if (width == 12) singleTile12(columns, values, end, deltas, bytes, scale, weights);
    else if (width == 8) singleTile8(columns, values, end, deltas, bytes, scale, weights);
    else if (width == 4) singleTile4(columns, values, end, deltas, bytes, scale, weights);
    else if (width == 2) singleTile2(columns, values, end, deltas, bytes, scale, weights);
    else singleTile1(columns, values, end, deltas, bytes, scale, weights);
    left -= width;
    deltas += <usize>width << 4;
    weights += <usize>width << 4;
  }
}
