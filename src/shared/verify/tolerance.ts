/**
 * How far a right solution may be from the float64 values: rounding in the student's precision, made larger by what
 * cancels on the way and by ReLU inputs that rounding pushes over the kink. Both are measured: the same pass is done with
 * every step rounded to float32, and with the masks near the kink turned over.
 */

import { largest, rounded } from './compare.ts';
import { map, type Matrix } from './matrix.ts';
import { runPass, type PassValues, type Problem } from './pass.ts';
import { rightSteps, type Steps } from './steps.ts';

export type Precision = 'float32' | 'float64';

/** Relative to the largest value of a tensor. */
const relative: Readonly<Record<Precision, number>> = { float32: 1e-5, float64: 1e-6 };
/** Rounding of one operation, relative to its terms, which may cancel. */
const unit: Readonly<Record<Precision, number>> = { float32: 2 ** -24, float64: 2 ** -53 };
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

/** Relative to the largest z of a layer: below it, float32 cannot tell on which side of ReLU's kink a value lies. */
const kink = 2e-6;

/** ReLU's mask turned over wherever rounding might do so. */
const kinkSteps: Steps = {
  ...rightSteps,
  mask(dh, hidden) {
    if (hidden.activation !== 'relu') return rightSteps.mask(dh, hidden);
    const near = kink * largest(hidden.z.values);
    return map(dh, (value, z) => ((Math.abs(z) <= near ? z <= 0 : z > 0) ? value : 0), hidden.z);
  },
};

/** The largest difference that is still right, by tensor. */
export function tolerances(problem: Problem, expected: PassValues, precision: Precision): Map<string, number> {
  const passOf = (steps: Steps) => (precision === 'float32' ? runPass(problem, () => steps) : expected);
  const single = passOf(roundedSteps);
  const turned = passOf(kinkSteps);
  const isBackward = (name: string): boolean => /^d[zhWb]/.test(name);
  const scaleOf = (backward: boolean): number =>
    Math.max(...[...expected].map(([name, { values }]) => (isBackward(name) === backward ? largest(values) : 0)));
  const scales = { forward: scaleOf(false), backward: scaleOf(true) };
  return new Map(
    [...expected].map(([name, tensor]) => {
      const strayed = largest(difference(tensor, single.get(name)!).values);
      const atKinks = largest(difference(tensor, turned.get(name)!).values);
      // A tensor of zeros, or nearly so, may be a sum of terms as large as those of its neighbours.
      const cancelled = unit[precision] * (isBackward(name) ? scales.backward : scales.forward);
      const allowed = relative[precision] * largest(tensor.values) + margin * (strayed + cancelled) + 2 * atKinks;
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
