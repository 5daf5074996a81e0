// The end of a dense tile: a row of up to twelve accumulators is scaled and stored, or added to what is there.

import { madd } from './lanes';

/**
 * out = scale · sums + initial, without `initial` unless `add`. `initial` may be `out`. Vectors go in neighbouring pairs,
 * loads before stores, all from one base, so that V8 can make one instruction on eight lanes of each pair. The upper of two
 * stores comes first: V8 writes the pair where it meets the lower one, and the other way round it would write the lower
 * half a second time.
 */
@inline
export function storeRow(
  vectors: i32, out: usize, scale: v128, add: bool, initial: usize,
  a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128, h: v128, i: v128, j: v128, k: v128, l: v128,
): void {
  if (add) {
    if (vectors == 1) v128.store(out, madd(scale, a, v128.load(initial)));
    else {
      const p = v128.load(initial), q = v128.load(initial, 16);
      v128.store(out, madd(scale, b, q), 16);
      v128.store(out, madd(scale, a, p));
    }
    if (vectors == 3) v128.store(out, madd(scale, c, v128.load(initial, 32)), 32);
    else if (vectors > 3) {
      const p = v128.load(initial, 32), q = v128.load(initial, 48);
      v128.store(out, madd(scale, d, q), 48);
      v128.store(out, madd(scale, c, p), 32);
    }
    if (vectors > 4) {
      const p = v128.load(initial, 64), q = v128.load(initial, 80);
      v128.store(out, madd(scale, f, q), 80);
      v128.store(out, madd(scale, e, p), 64);
    }
    if (vectors > 6) {
      const p = v128.load(initial, 96), q = v128.load(initial, 112);
      v128.store(out, madd(scale, h, q), 112);
      v128.store(out, madd(scale, g, p), 96);
    }
    if (vectors > 8) {
      const p = v128.load(initial, 128), q = v128.load(initial, 144);
      v128.store(out, madd(scale, j, q), 144);
      v128.store(out, madd(scale, i, p), 128);
      const r = v128.load(initial, 160), t = v128.load(initial, 176);
      v128.store(out, madd(scale, l, t), 176);
      v128.store(out, madd(scale, k, r), 160);
    }
  } else {
    if (vectors > 1) v128.store(out, f32x4.mul(scale, b), 16);
    v128.store(out, f32x4.mul(scale, a));
    if (vectors > 3) v128.store(out, f32x4.mul(scale, d), 48);
    if (vectors > 2) v128.store(out, f32x4.mul(scale, c), 32);
    if (vectors > 4) {
      v128.store(out, f32x4.mul(scale, f), 80);
      v128.store(out, f32x4.mul(scale, e), 64);
    }
    if (vectors > 6) {
      v128.store(out, f32x4.mul(scale, h), 112);
      v128.store(out, f32x4.mul(scale, g), 96);
    }
    if (vectors > 8) {
      v128.store(out, f32x4.mul(scale, j), 144);
      v128.store(out, f32x4.mul(scale, i), 128);
      v128.store(out, f32x4.mul(scale, l), 176);
      v128.store(out, f32x4.mul(scale, k), 160);
    }
  }
}
