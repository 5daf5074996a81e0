/**
 * The formulas as a textbook first writes them, beside the forms that survive large logits. The first column is what a
 * student's program does; the second is what the engine does.
 *
 *   sigmoid   1 / (1 + e^−z)                      e is only ever raised to a negative power
 *   loss      −log of the rounded probability     from the logit: max(0, −m) + log(1 + e^−|m|)
 *   softmax   e^z / Σ e^z                         the largest logit subtracted first
 *   loss      −log of the rounded probability     log Σ e^z − z[label], by log-sum-exp
 *
 * The clipping of a probability to [1e-15, 1 − 1e-15] keeps the naive loss finite, and caps it at 34.5.
 */

import { activations } from '../../engine/activations.ts';
import { clipProbability, losses } from '../../engine/losses.ts';

export interface SigmoidForms {
  readonly z: number;
  readonly naive: number;
  readonly stable: number;
  /** Cross-entropy for class 1. */
  readonly naiveLoss: number;
  readonly clippedLoss: number;
  readonly stableLoss: number;
}

export function sigmoidForms(z: number): SigmoidForms {
  const naive = Math.exp(z) / (1 + Math.exp(z));
  return {
    z,
    naive,
    stable: activations.sigmoid.f(z),
    naiveLoss: -Math.log(naive),
    clippedLoss: -Math.log(clipProbability(naive)),
    stableLoss: losses.sigmoid.loss(Float64Array.of(z), 1),
  };
}

export interface SoftmaxForms {
  readonly naive: readonly number[];
  readonly stable: readonly number[];
  /** −log of the label's probability, as it comes out of the naive softmax. */
  readonly naiveLoss: number;
  /** The same after clipping. */
  readonly clippedLoss: number;
  /** log Σ e^z − z[label]. */
  readonly stableLoss: number;
}

/** @param z logits, at least one. @param label the true class, from 0 */
export function softmaxForms(z: readonly number[], label: number): SoftmaxForms {
  const powers = z.map((value) => Math.exp(value));
  const sum = powers.reduce((total, power) => total + power, 0);
  const naive = powers.map((power) => power / sum);
  const stable = new Float64Array(z.length);
  const logits = Float64Array.from(z);
  losses.softmax.probabilities(logits, stable);
  return {
    naive,
    stable: [...stable],
    naiveLoss: -Math.log(naive[label]!),
    clippedLoss: -Math.log(clipProbability(naive[label]!)),
    stableLoss: losses.softmax.loss(logits, label),
  };
}
