/**
 * The two output layers with their losses, for one sample, computed from the logits z:
 * softmax with cross-entropy, and one sigmoid unit with binary cross-entropy.
 *
 * Working from logits keeps both exact where a probability would round to 0 or 1; they are stable at ±1000.
 * With either, the gradient of the loss is simply δ = p − y.
 */

import { activations } from './activations.ts';
import type { FloatArray } from './backend.ts';
import type { OutputName } from './spec.ts';

export interface Loss {
  /** Cross-entropy −log p[label] in nats. */
  loss(z: FloatArray, label: number): number;
  /** Writes dloss/dz to `delta`, of the same length as z. */
  delta(z: FloatArray, label: number, delta: FloatArray): void;
  /** loss(z + dz) − loss(z), exact to rounding however small dz is: for finite differences. */
  difference(z: FloatArray, dz: FloatArray, label: number): number;
  /** The predicted class. */
  predict(z: FloatArray): number;
  /** Writes the probability of every class to `p`, unclipped. */
  probabilities(z: FloatArray, p: FloatArray): void;
}

/** log Σ e^z. Subtracting the largest logit first keeps every power in 0..1. */
export function logSumExp(z: FloatArray): number {
  const largest = z[argmax(z)]!;
  let sum = 0;
  for (const value of z) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

/** Index of the largest value; the first one wins a tie. */
export function argmax(z: FloatArray): number {
  let best = 0;
  for (let k = 1; k < z.length; k++) if (z[k]! > z[best]!) best = k;
  return best;
}

const softmax: Loss = {
  loss: (z, label) => logSumExp(z) - z[label]!,
  delta(z, label, delta) {
    softmax.probabilities(z, delta);
    delta[label]! -= 1;
  },
  // log(Σ e^(z + dz) / Σ e^z) = log(1 + Σ p (e^dz − 1)), with p the probabilities at z.
  difference(z, dz, label) {
    const normaliser = logSumExp(z);
    let growth = 0;
    for (let k = 0; k < z.length; k++) growth += Math.exp(z[k]! - normaliser) * Math.expm1(dz[k]!);
    return Math.log1p(growth) - dz[label]!;
  },
  predict: argmax,
  probabilities(z, p) {
    const normaliser = logSumExp(z);
    for (let k = 0; k < z.length; k++) p[k] = Math.exp(z[k]! - normaliser);
  },
};

/** One logit; class 1 has probability sigmoid(z). */
const sigmoid: Loss = {
  // −log sigmoid(z) = log(1 + e^−z), and with z's sign turned for class 0; max(0, ·) keeps e's power negative.
  loss(z, label) {
    const margin = label === 1 ? z[0]! : -z[0]!;
    return Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  },
  delta(z, label, delta) {
    delta[0] = activations.sigmoid.f(z[0]!) - label;
  },
  difference: (z, dz, label) => Math.log1p(activations.sigmoid.f(z[0]!) * Math.expm1(dz[0]!)) - label * dz[0]!,
  predict: (z) => (z[0]! > 0 ? 1 : 0),
  probabilities(z, p) {
    p[0] = activations.sigmoid.f(-z[0]!);
    p[1] = activations.sigmoid.f(z[0]!);
  },
};

export const losses: Readonly<Record<OutputName, Loss>> = { softmax, sigmoid };

/** Where probabilities are reported they stay off 0 and 1 by this much, so that their logarithm is finite. */
export const probabilityMargin = 1e-15;

export function clipProbability(p: number): number {
  return Math.min(1 - probabilityMargin, Math.max(probabilityMargin, p));
}
