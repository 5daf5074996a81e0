/**
 * Backpropagation as courses have students write it, one function a step, so that each step can be replaced by a mistaken
 * one (`flaws.ts`). With the right steps it gives what the engine's reference gives; that is tested.
 *
 *   forward    z = x W + b,  h = g(z),  p = softmax(z) or sigmoid(z),  loss = mean of −log p[y]
 *   backward   dz = (p − y) / N,  dW = xᵀ dz,  db = Σ dz,  dh = dz Wᵀ,  dz' = dh ⊙ g′(z')
 */

import { activations } from '../../engine/activations.ts';
import { losses } from '../../engine/losses.ts';
import type { ActivationName, OutputName } from '../../engine/spec.ts';
import { addRow, map, matrix, product, rowOf, scaled, sumRows, transpose, type Matrix } from './matrix.ts';

/** A layer's values before and after its activation. */
export interface Hidden {
  readonly activation: ActivationName;
  readonly z: Matrix; // (N, units)
  readonly h: Matrix; // (N, units)
}

/** What the last layer is judged by. */
export interface Judged {
  readonly output: OutputName;
  readonly labels: ArrayLike<number>; // (N)
}

export interface Steps {
  linear(x: Matrix, weights: Matrix, bias: Matrix): Matrix;
  activate(activation: ActivationName, z: Matrix): Matrix;
  /** Probabilities (N, logits): of every class, or of class 1 for the sigmoid output. */
  probabilities(output: OutputName, logits: Matrix): Matrix;
  /** Mean loss of the batch in nats. */
  loss(logits: Matrix, judged: Judged): number;
  /** Derivatives by the logits (N, logits). */
  outputDelta(p: Matrix, judged: Judged): Matrix;
  weightGradient(x: Matrix, dz: Matrix): Matrix;
  biasGradient(dz: Matrix): Matrix;
  /** From dz of a layer to dh of the one before. */
  propagate(dz: Matrix, weights: Matrix): Matrix;
  mask(dh: Matrix, hidden: Hidden): Matrix;
}

/** The labels in the shape of the logits: one-hot for softmax, a column of 0 and 1 for the sigmoid output. */
export function targets({ output, labels }: Judged, like: Matrix): Matrix {
  return matrix(like.rows, like.columns, (row, column) =>
    output === 'sigmoid' ? labels[row]! : Number(labels[row] === column),
  );
}

export const rightSteps: Steps = {
  linear: (x, weights, bias) => addRow(product(x, weights), bias),
  activate: (activation, z) => map(z, activations[activation].f),
  probabilities(output, logits) {
    if (output === 'sigmoid') return map(logits, activations.sigmoid.f);
    const p = map(logits, () => 0);
    for (let row = 0; row < p.rows; row++) losses.softmax.probabilities(rowOf(logits, row), rowOf(p, row));
    return p;
  },
  loss(logits, { output, labels }) {
    let sum = 0;
    for (let row = 0; row < logits.rows; row++) sum += losses[output].loss(rowOf(logits, row), labels[row]!);
    return sum / logits.rows;
  },
  outputDelta: (p, judged) =>
    scaled(
      map(p, (value, target) => value - target, targets(judged, p)),
      1 / p.rows,
    ),
  weightGradient: (x, dz) => product(transpose(x), dz),
  biasGradient: sumRows,
  propagate: (dz, weights) => product(dz, transpose(weights)),
  mask: (dh, { activation, h }) => map(dh, (value, output) => value * activations[activation].df(output), h),
};
