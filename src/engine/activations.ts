/**
 * The activation functions, each with its derivative beside it so that the two cannot drift apart.
 *
 * `df` takes the output h = f(z), which is what backpropagation has at hand: it never needs z again. `difference` serves
 * finite differences, where subtracting two nearly equal outputs would lose most digits.
 */

import type { ActivationName } from './spec.ts';

export interface Activation {
  /** Output h for the input z. */
  f(z: number): number;
  /** dh/dz, from the output h. */
  df(h: number): number;
  /** f(z + dz) − f(z), exact to rounding however small dz is. For relu, z and z + dz must have the same sign. */
  difference(h: number, dz: number): number;
}

/** 1 / (1 + e^−z), without overflow: e is only ever raised to a negative power. */
const sigmoid: Activation = {
  f(z) {
    if (z >= 0) return 1 / (1 + Math.exp(-z));
    const e = Math.exp(z);
    return e / (1 + e);
  },
  df: (h) => h * (1 - h),
  difference(h, dz) {
    const growth = Math.expm1(dz);
    return (h * (1 - h) * growth) / (1 + h * growth);
  },
};

/** max(0, z). Its derivative at the kink, z = 0, is taken to be 0, as PyTorch does. */
const relu: Activation = {
  // Written so that NaN stays NaN and −0 becomes 0.
  f: (z) => (z <= 0 ? 0 : z),
  df: (h) => (h > 0 ? 1 : 0),
  difference: (h, dz) => (h > 0 ? dz : 0),
};

const tanh: Activation = {
  f: Math.tanh,
  df: (h) => 1 - h * h,
  // From the addition theorem of tanh.
  difference(h, dz) {
    const t = Math.tanh(dz);
    return ((1 - h * h) * t) / (1 + h * t);
  },
};

const identity: Activation = { f: (z) => z, df: () => 1, difference: (_, dz) => dz };

export const activations: Readonly<Record<ActivationName, Activation>> = { sigmoid, relu, tanh, identity };

/** dh/dz from the input z: what a finite difference of `f` around z should give. */
export function slopeAt(name: ActivationName, z: number): number {
  const { f, df } = activations[name];
  return df(f(z));
}
