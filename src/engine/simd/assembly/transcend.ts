// exp, tanh and the logistic function on four lanes, to about 2 units in the last place; NaN goes through.
//
// They live here and not in `Math` so that a run gives the same bits on every host. The polynomials are those of
// Cephes (S. L. Moshier), expf and tanhf. `pmin(x, y)` and `pmax(x, y)` keep a NaN that stands first.

import { madd } from './lanes';

/** Below, exp is 0 in f32; above, it is infinite. */
const EXP_MIN: f32 = -104.0;
const EXP_MAX: f32 = 89.0;
/** 1.5 · 2^23: added to a smaller number it leaves the nearest whole number in the last bits. */
const ROUNDER: f32 = 12582912.0;

@inline
export function exp4(argument: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(argument, f32x4.splat(EXP_MAX)), f32x4.splat(EXP_MIN));
  // rounded by hand: V8 makes no eight lanes of f32x4.nearest and i32x4.trunc_sat
  const rounder = f32x4.splat(ROUNDER);
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), rounder);
  const n = f32x4.sub(rounded, rounder);
  let r = madd(n, f32x4.splat(-0.693359375), x); // ln 2 in two parts: the first product is exact
  r = madd(n, f32x4.splat(2.12194440e-4), r);
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  // 2^n in two factors, so that neither leaves the range of normal numbers before the product does
  const whole = i32x4.sub(rounded, rounder);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** 1 / (1 + e^−x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = madd(f32x4.splat(-5.70498872745e-3), z, f32x4.splat(2.06390887954e-2));
  p = madd(p, z, f32x4.splat(-5.37397155531e-2));
  p = madd(p, z, f32x4.splat(1.33314442036e-1));
  p = madd(p, z, f32x4.splat(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  const e = exp4(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const signed = v128.or(far, v128.and(x, i32x4.splat(i32.MIN_VALUE)));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** Applies a function of this file to `count` floats in place, for the accuracy tests: 0 exp, 1 sigmoid, 2 tanh. */
export function transcend(which: u32, data: usize, count: u32): void {
  for (const end = data + (<usize>count << 2); data < end; data += 16) {
    const x = v128.load(data);
    v128.store(data, which == 0 ? exp4(x) : which == 1 ? sigmoid4(x) : tanh4(x));
  }
}
