// Gradient and update of the first layer for a batch of one image: no sort is needed, every pixel has one entry.

import { madd, zero } from './lanes';

/** Six pairs of units, or as many as `vectors` says, of all the image's pixels; the deltas stay in registers. */
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
  }
}

/**
 * W[pixel] += scale · value · delta for the pixels of one image.
 * @param image index of the image
 * @param deltas (stride) of the first layer @param stride floats per row of W, a multiple of 4
 */
export function sparse_update_single(
  rowStarts: usize, columns: usize, values: usize, image: u32, deltas: usize, stride: u32, scale: f32, weights: usize,
): void {
  const bytes = <usize>stride << 2;
  const f = f32x4.splat(scale);
  const row = rowStarts + (<usize>image << 2);
  const from = <usize>load<u32>(row);
  const end = values + <usize>load<u32>(row, 4);
  columns += from << 1;
  values += from;
  for (let left = stride >> 2; left > 0; ) {
    const width: u32 = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
    if (width == 8) singleTile(8, columns, values, end, deltas, bytes, f, weights);
    else if (width == 4) singleTile(4, columns, values, end, deltas, bytes, f, weights);
    else if (width == 2) singleTile(2, columns, values, end, deltas, bytes, f, weights);
    else singleTile(1, columns, values, end, deltas, bytes, f, weights);
    left -= width;
    deltas += <usize>width << 4;
    weights += <usize>width << 4;
  }
}
