// Derivatives of the activations, from their output.

import { IDENTITY, RELU, SIGMOID } from './activation';
import { zero } from './lanes';

/** gradient · f′, where h = f(x): ReLU h > 0, sigmoid h(1 − h), tanh 1 − h². */
@inline
export function throughDerivative(kind: u32, gradient: v128, h: v128): v128 {
  if (kind == IDENTITY) return gradient;
  if (kind == RELU) return v128.and(gradient, f32x4.gt(h, zero()));
  const one = f32x4.splat(1);
  if (kind == SIGMOID) return f32x4.mul(gradient, f32x4.mul(h, f32x4.sub(one, h)));
  return f32x4.mul(gradient, f32x4.sub(one, f32x4.mul(h, h)));
}
