/**
 * One forward and backward pass over a batch, step by step, with every intermediate value under the name students use:
 * z1, h1, …, p, loss, then dz3, dW3, db3, dh2, dz2, … in backward order.
 */

import type { NetworkSpec } from '../../engine/spec.ts';
import { layerWidths } from '../../engine/tensors.ts';
import type { Matrix } from './matrix.ts';
import { rightSteps, type Hidden, type Steps } from './steps.ts';

/** A network with weights, and the batch that it is given. */
export interface Problem {
  readonly network: NetworkSpec;
  readonly x: Matrix; // (N, inputs), scaled
  readonly labels: ArrayLike<number>; // (N)
  /** `W1` (inputs, units), `b1` (1, units), … */
  readonly tensors: ReadonlyMap<string, Matrix>;
}

/** Which steps a layer takes; layers count from 1 at the first hidden one. */
export type StepsOf = (layer: number) => Steps;

/** Values of a pass by name, in the order in which a program computes them. */
export type PassValues = ReadonlyMap<string, Matrix>;

/** @param stepsOf the steps of each layer. @default the right ones */
export function runPass(problem: Problem, stepsOf: StepsOf = () => rightSteps): PassValues {
  return new Map(passSteps(problem, stepsOf));
}

/** The same one tensor after the other, for those who may not need them all. */
export function* passSteps(problem: Problem, stepsOf: StepsOf): Generator<readonly [name: string, value: Matrix]> {
  const { network, x, labels, tensors } = problem;
  const last = layerWidths(network).length - 1;
  const judged = { output: network.output, labels };

  const inputs: Matrix[] = [x];
  const hidden: Hidden[] = [];
  let logits = x;
  for (let layer = 1; layer <= last; layer++) {
    const steps = stepsOf(layer);
    const z = steps.linear(inputs[layer - 1]!, tensors.get(`W${layer}`)!, tensors.get(`b${layer}`)!);
    yield [`z${layer}`, z];
    logits = z;
    const activation = network.hidden[layer - 1]?.activation;
    if (!activation) continue;
    const h = steps.activate(activation, z);
    yield [`h${layer}`, h];
    hidden.push({ activation, z, h });
    inputs.push(h);
  }

  const outer = stepsOf(last);
  const p = outer.probabilities(network.output, logits);
  yield ['p', p];
  yield ['loss', { rows: 1, columns: 1, values: Float64Array.of(outer.loss(logits, judged)) }];

  let dz = outer.outputDelta(p, judged);
  for (let layer = last; layer >= 1; layer--) {
    const steps = stepsOf(layer);
    yield [`dz${layer}`, dz];
    yield [`dW${layer}`, steps.weightGradient(inputs[layer - 1]!, dz)];
    yield [`db${layer}`, steps.biasGradient(dz)];
    if (layer === 1) return;
    const below = stepsOf(layer - 1);
    const dh = below.propagate(dz, tensors.get(`W${layer}`)!);
    yield [`dh${layer - 1}`, dh];
    dz = below.mask(dh, hidden[layer - 2]!);
  }
}

/** The shape of a tensor as NumPy has it: gradients of biases are vectors, the loss is a single number. */
export function shapeOf(name: string, { rows, columns }: Matrix): number[] {
  if (name === 'loss') return [];
  return name.startsWith('db') ? [columns] : [rows, columns];
}
