// The step back through a layer, fused with the derivative of its activation, taken from the activation's output h.

import { IDENTITY, RELU, SIGMOID } from './activation';
import { laneSums, madd, zero } from './lanes';

/** gradient · f′, where h = f(x): ReLU h > 0, sigmoid h(1 − h), tanh 1 − h². */
@inline
function throughDerivative(kind: u32, gradient: v128, h: v128): v128 {
  if (kind == IDENTITY) return gradient;
  if (kind == RELU) return v128.and(gradient, f32x4.gt(h, zero()));
  const one = f32x4.splat(1);
  if (kind == SIGMOID) return f32x4.mul(gradient, f32x4.mul(h, f32x4.sub(one, h)));
  return f32x4.mul(gradient, f32x4.sub(one, f32x4.mul(h, h)));
}

/** Two samples × four units; W's rows are `bytes` apart and padded to a multiple of four rows of zeros. */
@inline
function backwardTile(samples: i32, next: usize, bytes: usize, w: usize, kind: u32, h: usize, delta: usize, step: usize): void {
  let a0 = zero(), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  const second = next + bytes;
  for (let u: usize = 0; u < bytes; u += 16) {
    const d = v128.load(next + u);
    const w0 = v128.load(w + u);
    const w1 = v128.load(w + u + bytes);
    const w2 = v128.load(w + u + 2 * bytes);
    const w3 = v128.load(w + u + 3 * bytes);
    a0 = madd(d, w0, a0);
    a1 = madd(d, w1, a1);
    a2 = madd(d, w2, a2);
    a3 = madd(d, w3, a3);
    if (samples > 1) {
      const e = v128.load(second + u);
      b0 = madd(e, w0, b0);
      b1 = madd(e, w1, b1);
      b2 = madd(e, w2, b2);
      b3 = madd(e, w3, b3);
    }
  }
  v128.store(delta, throughDerivative(kind, laneSums(a0, a1, a2, a3), v128.load(h)));
  if (samples > 1) v128.store(delta + step, throughDerivative(kind, laneSums(b0, b1, b2, b3), v128.load(h + step)));
}

/**
 * delta[s] = (next[s] · Wᵀ) ⊙ f′(h[s]) for `count` samples.
 * @param next deltas of the layer above, rows of `nextStride` floats, padding columns zero
 * @param weights of the layer above: `stride` rows (padding rows zero) of `nextStride` floats
 * @param stride floats per row of h and delta
 */
export function dense_backward(
  kind: u32, next: usize, nextStride: u32, weights: usize, count: u32, h: usize, stride: u32, delta: usize,
): void {
  const bytes = <usize>nextStride << 2;
  const step = <usize>stride << 2;
  for (let k: u32 = 0; k < stride; k += 4, weights += 4 * bytes, h += 16, delta += 16) {
    let s: u32 = 0;
    for (; s + 2 <= count; s += 2)
      backwardTile(2, next + <usize>s * bytes, bytes, weights, kind, h + <usize>s * step, delta + <usize>s * step, step);
    if (s < count) backwardTile(1, next + <usize>s * bytes, bytes, weights, kind, h + <usize>s * step, delta + <usize>s * step, step);
  }
}
