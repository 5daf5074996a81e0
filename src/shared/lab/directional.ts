/**
 * Directional derivatives of softmax and ReLU, by the formula and by finite differences: what the ECE 285 assignment has its
 * students derive and check.
 *
 *   softmax   g = softmax(a):  δ = g ⊗ e − ⟨g, e⟩ g
 *   ReLU      δ = 1[a > 0] ⊗ e
 *   numeric   (f(a + ε e) − f(a − ε e)) / 2ε
 */

import { activations } from '../../engine/activations.ts';
import { losses } from '../../engine/losses.ts';

export type VectorFunction = 'softmax' | 'relu';

export interface DirectionalCheck {
  readonly value: readonly number[];
  readonly formula: readonly number[];
  readonly numeric: readonly number[];
  /** Largest |formula − numeric|. */
  readonly error: number;
}

interface Differentiable {
  f(a: readonly number[]): number[];
  derivative(a: readonly number[], e: readonly number[]): number[];
}

const functions: Readonly<Record<VectorFunction, Differentiable>> = {
  softmax: {
    f(a) {
      const p = new Float64Array(a.length);
      losses.softmax.probabilities(Float64Array.from(a), p);
      return [...p];
    },
    derivative(a, e) {
      const g = functions.softmax.f(a);
      const along = g.reduce((sum, value, i) => sum + value * e[i]!, 0);
      return g.map((value, i) => value * e[i]! - along * value);
    },
  },
  relu: {
    f: (a) => a.map(activations.relu.f),
    derivative: (a, e) => a.map((value, i) => activations.relu.df(activations.relu.f(value)) * e[i]!),
  },
};

/** @param a where, @param e in which direction: vectors of one length. @param epsilon above 0 */
export function checkDirection(
  name: VectorFunction,
  a: readonly number[],
  e: readonly number[],
  epsilon: number,
): DirectionalCheck {
  const { f, derivative } = functions[name];
  const moved = (sign: number) => f(a.map((value, i) => value + sign * epsilon * e[i]!));
  const [ahead, behind] = [moved(1), moved(-1)];
  const formula = derivative(a, e);
  const numeric = ahead.map((value, i) => (value - behind[i]!) / (2 * epsilon));
  const error = Math.max(...formula.map((value, i) => Math.abs(value - numeric[i]!)));
  return { value: f(a), formula, numeric, error };
}

/** The error for steps from 0.1 to 1e-13: too large ones bend, too small ones drown in rounding. */
export function errorBySteps(
  name: VectorFunction,
  a: readonly number[],
  e: readonly number[],
): { epsilon: number; error: number }[] {
  return Array.from({ length: 13 }, (_, i) => {
    const epsilon = 10 ** -(i + 1);
    return { epsilon, error: checkDirection(name, a, e, epsilon).error };
  });
}
