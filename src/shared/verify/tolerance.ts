/**
 * How far a right solution may be from the float64 values: rounding in the student's precision, made larger by what
 * cancels on the way. The latter is measured: the same pass is done with every step rounded to float32.
 */

import { largest, rounded } from './compare.ts';
import { map, type Matrix } from './matrix.ts';
import { runPass, type PassValues, type Problem } from './pass.ts';
import { rightSteps, type Steps } from './steps.ts';

export type Precision = 'float32' | 'float64';

/** Relative to the largest value of a tensor. */
const relative: Readonly<Record<Precision, number>> = { float32: 1e-5, float64: 1e-6 };
/** A sum of many rounded terms strays further than one rounded result. */
const margin = 16;

const roundedSteps: Steps = {
  linear: (x, weights, bias) => rounded(rightSteps.linear(x, weights, bias)),
  activate: (activation, z) => rounded(rightSteps.activate(activation, z)),
  probabilities: (output, logits) => rounded(rightSteps.probabilities(output, logits)),
  loss: (logits, judged) => Math.fround(rightSteps.loss(logits, judged)),
  outputDelta: (p, judged) => rounded(rightSteps.outputDelta(p, judged)),
  weightGradient: (x, dz) => rounded(rightSteps.weightGradient(x, dz)),
  biasGradient: (dz) => rounded(rightSteps.biasGradient(dz)),
  propagate: (dz, weights) => rounded(rightSteps.propagate(dz, weights)),
  mask: (dh, hidden) => rounded(rightSteps.mask(dh, hidden)),
};

/** The largest difference that is still right, by tensor. */
export function tolerances(problem: Problem, expected: PassValues, precision: Precision): Map<string, number> {
  const single = precision === 'float32' ? runPass(problem, () => roundedSteps) : expected;
  return new Map(
    [...expected].map(([name, tensor]) => {
      const strayed = largest(difference(tensor, single.get(name)!).values);
      const allowed = relative[precision] * largest(tensor.values) + margin * strayed;
      return [name, name === 'loss' ? allowed + insideLogarithm(problem, expected.get('p')!) : allowed];
    }),
  );
}

/** What a small constant does that keeps the logarithm off 0, −log(p + 1e-7) or smaller: that is no mistake. */
function insideLogarithm({ network, labels }: Problem, p: Matrix): number {
  let sum = 0;
  for (let row = 0; row < p.rows; row++) {
    const ofClass1 = p.values[row]!;
    const binary = labels[row] === 1 ? ofClass1 : 1 - ofClass1;
    const ofLabel = network.output === 'sigmoid' ? binary : p.values[row * p.columns + labels[row]!]!;
    sum += Math.log1p(1e-7 / Math.max(ofLabel, 1e-300));
  }
  return sum / p.rows;
}

const difference = (a: Matrix, b: Matrix): Matrix => map(a, (value, other) => value - other, b);
