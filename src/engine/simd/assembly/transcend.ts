// exp, tanh and the logistic function on four lanes, to about 2 units in the last place; NaN goes through.
//
// They live here and not in `Math` so that a run gives the same bits on every host. The polynomials are those of
// Cephes (S. L. Moshier), expf and tanhf. `pmin(x, y)` and `pmax(x, y)` keep a NaN that stands first.

import { madd } from './lanes';

/** Below, exp is 0 in f32; above, it is infinite. */
export const EXP_MIN: f32 = -104.0;
export const EXP_MAX: f32 = 89.0;
/** 1.5 · 2^23: added to a smaller number it leaves the nearest whole number in the last bits. */
export const ROUNDER: f32 = 12582912.0;
export const LOG2_E: f32 = 1.44269504088896341;
export const LN2_HIGH: f32 = -0.693359375;
export const LN2_LOW: f32 = 2.12194440e-4;
export const P0: f32 = 1.9875691500e-4;
export const P1: f32 = 1.3981999507e-3;
export const P2: f32 = 8.3334519073e-3;
export const P3: f32 = 4.1665795894e-2;
export const P4: f32 = 1.6666665459e-1;
export const P5: f32 = 5.0000001201e-1;
export const T0: f32 = -5.70498872745e-3;
export const T1: f32 = 2.06390887954e-2;
export const T2: f32 = -5.37397155531e-2;
export const T3: f32 = 1.33314442036e-1;
export const T4: f32 = -3.33332819422e-1;
/** Below, tanh is its own polynomial; above, it goes through exp. */
export const TANH_NEAR: f32 = 0.625;

@inline
export function exp4(argument: v128): v128 {
  return exp4With(
    argument, f32x4.splat(EXP_MIN), f32x4.splat(EXP_MAX), f32x4.splat(LOG2_E), f32x4.splat(ROUNDER), f32x4.splat(LN2_HIGH),
    f32x4.splat(LN2_LOW), f32x4.splat(P0), f32x4.splat(P1), f32x4.splat(P2), f32x4.splat(P3), f32x4.splat(P4),
    f32x4.splat(P5), f32x4.splat(1),
  );
}

/** The same with its constants given: a loop does better to have them in variables, V8 rebuilds constants each time. */
@inline
export function exp4With(
  argument: v128, least: v128, most: v128, log2e: v128, rounder: v128, ln2High: v128, ln2Low: v128,
  p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128, one: v128,
): v128 {
  const x = f32x4.pmax(f32x4.pmin(argument, most), least);
  // rounded by hand: V8 makes no eight lanes of f32x4.nearest and i32x4.trunc_sat
  const rounded = f32x4.add(f32x4.mul(x, log2e), rounder);
  const n = f32x4.sub(rounded, rounder);
  let r = madd(n, ln2High, x); // ln 2 in two parts: the first product is exact
  r = madd(n, ln2Low, r);
  let p = madd(p0, r, p1);
  p = madd(p, r, p2);
  p = madd(p, r, p3);
  p = madd(p, r, p4);
  p = madd(p, r, p5);
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), one);
  // 2^n in two factors, so that neither leaves the range of normal numbers before the product does; the bits of `one`
  // are those of the exponent 0
  const whole = i32x4.sub(rounded, rounder);
  const half = i32x4.shr_s(whole, 1);
  const other = i32x4.sub(whole, half);
  const scaled = f32x4.mul(p, i32x4.add(i32x4.shl(half, 23), one));
  return f32x4.mul(scaled, i32x4.add(i32x4.shl(other, 23), one));
}

/** 1 / (1 + e^−x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

@inline
export function tanh4(x: v128): v128 {
  return tanh4With(
    x, f32x4.splat(EXP_MIN), f32x4.splat(EXP_MAX), f32x4.splat(LOG2_E), f32x4.splat(ROUNDER), f32x4.splat(LN2_HIGH),
    f32x4.splat(LN2_LOW), f32x4.splat(P0), f32x4.splat(P1), f32x4.splat(P2), f32x4.splat(P3), f32x4.splat(P4),
    f32x4.splat(P5), f32x4.splat(1), f32x4.splat(T0), f32x4.splat(T1), f32x4.splat(T2), f32x4.splat(T3), f32x4.splat(T4),
    f32x4.splat(TANH_NEAR), i32x4.splat(i32.MIN_VALUE),
  );
}

/** The same with its constants given, as `exp4With`; `sign` has the sign bits only. */
@inline
export function tanh4With(
  x: v128, least: v128, most: v128, log2e: v128, rounder: v128, ln2High: v128, ln2Low: v128,
  p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128, one: v128,
  t0: v128, t1: v128, t2: v128, t3: v128, t4: v128, limit: v128, sign: v128,
): v128 {
  const size = v128.andnot(x, sign);
  const z = f32x4.mul(x, x);
  let p = madd(t0, z, t1);
  p = madd(p, z, t2);
  p = madd(p, z, t3);
  p = madd(p, z, t4);
  const near = madd(f32x4.mul(p, z), x, x);
  const e = exp4With(
    f32x4.add(size, size), least, most, log2e, rounder, ln2High, ln2Low, p0, p1, p2, p3, p4, p5, one,
  );
  const far = f32x4.sub(one, f32x4.div(f32x4.add(one, one), f32x4.add(e, one)));
  const signed = v128.or(far, v128.and(x, sign));
  return v128.bitselect(near, signed, f32x4.lt(size, limit));
}

/** Applies a function of this file to `count` floats in place, for the accuracy tests: 0 exp, 1 sigmoid, 2 tanh. */
export function transcend(which: u32, data: usize, count: u32): void {
  for (const end = data + (<usize>count << 2); data < end; data += 16) {
    const x = v128.load(data);
    v128.store(data, which == 0 ? exp4(x) : which == 1 ? sigmoid4(x) : tanh4(x));
  }
}
