// Activations forward. Their derivatives are in dense-backward.ts, fused with the step back through a layer.

import { zero } from './lanes';
import {
  EXP_MAX, EXP_MIN, LN2_HIGH, LN2_LOW, LOG2_E, P0, P1, P2, P3, P4, P5, ROUNDER, T0, T1, T2, T3, T4, TANH_NEAR,
  exp4With, sigmoid4, tanh4, tanh4With,
} from './transcend';

// As in `activationCode` of src/engine/simd/kernels.ts.
export const IDENTITY: u32 = 0;
export const RELU: u32 = 1;
export const SIGMOID: u32 = 2;
export const TANH: u32 = 3;

/** ReLU; NaN stays NaN. */
@inline
function relu4(x: v128): v128 {
  return f32x4.pmax(x, zero());
}

/** In place over `count` floats (a multiple of 4). Padding columns of h then hold f(0), which nothing reads. */
export function activate(kind: u32, data: usize, count: u32): void {
  const end = data + (<usize>count << 2);
  if (kind == RELU) reluAll(data, end);
  else if (kind == SIGMOID) sigmoidAll(data, end);
  else if (kind != IDENTITY) tanhAll(data, end);
}

// One loop each, written out: the compiler would make one loop of three that differ by a constant and test it for every
// vector. They take neighbouring vectors in pairs, the upper stored first, which V8 makes one of eight lanes where it can.

function reluAll(data: usize, end: usize): void {
  for (; data + 32 <= end; data += 32) {
    const a = relu4(v128.load(data)), b = relu4(v128.load(data, 16));
    v128.store(data, b, 16);
    v128.store(data, a);
  }
  if (data < end) v128.store(data, relu4(v128.load(data)));
}

function sigmoidAll(data: usize, end: usize): void {
  // Constants that only look variable (`data` is a multiple of 16), so that they are made once and not for every vector
  const none = <f32>(data & 3);
  const least = f32x4.splat(EXP_MIN + none), most = f32x4.splat(EXP_MAX + none), log2e = f32x4.splat(LOG2_E + none);
  const rounder = f32x4.splat(ROUNDER + none), high = f32x4.splat(LN2_HIGH + none), low = f32x4.splat(LN2_LOW + none);
  const p0 = f32x4.splat(P0 + none), p1 = f32x4.splat(P1 + none), p2 = f32x4.splat(P2 + none);
  const p3 = f32x4.splat(P3 + none), p4 = f32x4.splat(P4 + none), p5 = f32x4.splat(P5 + none);
  const one = f32x4.splat(1 + none);
  for (; data + 32 <= end; data += 32) {
    const x = f32x4.neg(v128.load(data)), y = f32x4.neg(v128.load(data, 16));
    const a = exp4With(x, least, most, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
    const b = exp4With(y, least, most, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
    v128.store(data, f32x4.div(one, f32x4.add(one, b)), 16);
    v128.store(data, f32x4.div(one, f32x4.add(one, a)));
  }
  if (data < end) v128.store(data, sigmoid4(v128.load(data)));
}

function tanhAll(data: usize, end: usize): void {
  const none = <f32>(data & 3); // as in `sigmoidAll`
  const least = f32x4.splat(EXP_MIN + none), most = f32x4.splat(EXP_MAX + none), log2e = f32x4.splat(LOG2_E + none);
  const rounder = f32x4.splat(ROUNDER + none), high = f32x4.splat(LN2_HIGH + none), low = f32x4.splat(LN2_LOW + none);
  const p0 = f32x4.splat(P0 + none), p1 = f32x4.splat(P1 + none), p2 = f32x4.splat(P2 + none);
  const p3 = f32x4.splat(P3 + none), p4 = f32x4.splat(P4 + none), p5 = f32x4.splat(P5 + none);
  const t0 = f32x4.splat(T0 + none), t1 = f32x4.splat(T1 + none), t2 = f32x4.splat(T2 + none);
  const t3 = f32x4.splat(T3 + none), t4 = f32x4.splat(T4 + none);
  const one = f32x4.splat(1 + none), limit = f32x4.splat(TANH_NEAR + none);
  const sign = i32x4.splat(i32.MIN_VALUE + <i32>(data & 3));
  for (; data + 32 <= end; data += 32) {
    const x = v128.load(data), y = v128.load(data, 16);
    const a = tanh4With(
      x, least, most, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one, t0, t1, t2, t3, t4, limit, sign,
    );
    const b = tanh4With(
      y, least, most, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one, t0, t1, t2, t3, t4, limit, sign,
    );
    v128.store(data, b, 16);
    v128.store(data, a);
  }
  if (data < end) v128.store(data, tanh4(v128.load(data)));
}
