/**
 * The file with which students check their own implementation: a batch (`X`, `y`) and weights (`W1`, `b1`, …) in float64,
 * to which they add what they computed (`z1`, `h1`, …, `dW1`, `db1`, …). The array `network` holds the activations as JSON
 * in UTF-8: NumPy carries it along like any other array.
 */

import { readInputs } from '../../engine/inputs.ts';
import type { NetworkSpec, TrainingData } from '../../engine/spec.ts';
import { tensorTable } from '../../engine/tensors.ts';
import { UserError } from '../../shared/errors.ts';
import { networkSchema, type NetworkChoice } from '../../shared/experiment.ts';
import { labelsOf, sizeOf } from '../../shared/verify/batch.ts';
import { runPass, shapeOf, type Problem } from '../../shared/verify/pass.ts';
import { encodeNpz, type NamedArrays, type NdArray } from './npz.ts';
import { tensorShape, weightsFrom } from './weights.ts';

export type Architecture = Pick<NetworkChoice, 'hidden' | 'output'>;

/** A network, weights and a batch of prepared images. */
export interface PreparedBatch {
  readonly network: NetworkSpec;
  readonly data: TrainingData;
  readonly tensors: ReadonlyMap<string, ArrayLike<number>>;
  /** Image indices. */
  readonly batch: Uint32Array;
}

/** The same as the checks take it: scaled inputs row by row, in float64. */
export function problemOf({ network, data, tensors, batch }: PreparedBatch): Problem {
  const values = new Float64Array(batch.length * network.inputs);
  const row = new Float64Array(network.inputs);
  batch.forEach((image, i) => values.set(readInputs(data.images, data.scaling, image, row), i * network.inputs));
  return {
    network,
    x: { rows: batch.length, columns: network.inputs, values },
    labels: Uint16Array.from(batch, (image) => data.labels[image]!),
    tensors: matrices(network, tensors),
  };
}

function matrices(network: NetworkSpec, tensors: ReadonlyMap<string, ArrayLike<number>>): Problem['tensors'] {
  return new Map(
    tensorTable(network).map(({ name, rows, columns }) => [
      name,
      { rows, columns, values: Float64Array.from(tensors.get(name)!) },
    ]),
  );
}

/** @param expected adds what a right solution computes, for teachers */
export function encodeBatch(problem: Problem, expected: boolean): Uint8Array {
  const { network, x, labels, tensors } = problem;
  const { hidden, output } = network;
  const json = new TextEncoder().encode(
    JSON.stringify({ hidden, output } satisfies Pick<NetworkSpec, 'hidden' | 'output'>),
  );
  const arrays = new Map<string, NdArray>([
    ['X', { shape: [x.rows, x.columns], values: x.values }],
    ['y', { shape: [x.rows], values: Int32Array.from(labels) }],
    ['network', { shape: [json.length], values: json }],
  ]);
  for (const tensor of tensorTable(network))
    arrays.set(tensor.name, { shape: tensorShape(tensor), values: tensors.get(tensor.name)!.values });
  if (expected)
    for (const [name, tensor] of runPass(problem))
      arrays.set(name, { shape: shapeOf(name, tensor), values: tensor.values });
  return encodeNpz(arrays);
}

/**
 * The batch, weights and network of a file.
 * @param given where the file does not tell the activations itself
 * @param name how errors call the file
 * @throws UserError for what is missing or does not fit together
 */
export function readProblem(arrays: NamedArrays, given: Architecture | null, name: string): Problem {
  const wrong = (problem: string): UserError => new UserError('invalid-input', `${name}: ${problem}.`);
  const [x, y, last] = [arrays.get('X'), arrays.get('y'), lastWeights(arrays)];
  if (!x || !y || !last)
    throw wrong('holds no batch, expected X, y, W1, b1, … as the Lab and "export --format batch" write them; keep those arrays in your file, or give theirs beside it (--batch)'); // prettier-ignore
  const architecture = architectureOf(arrays, name) ?? given;
  if (!architecture)
    throw wrong('does not tell the activations; keep its array "network", or name an experiment with --network');
  const { count, inputs } = sizeOf(x, name);
  const classes = architecture.output === 'sigmoid' ? 2 : (last.shape[1] ?? 0);
  const network: NetworkSpec = { ...architecture, inputs, classes, init: { scheme: 'xavier' } };
  return {
    network,
    x: { rows: count, columns: inputs, values: Float64Array.from(x.values) },
    labels: labelsOf(y, count, classes, name),
    tensors: matrices(network, weightsFrom(arrays, network, name)),
  };
}

/** `W3` where there are W1, W2 and W3. */
function lastWeights(arrays: NamedArrays): NdArray | undefined {
  let layer = 1;
  while (arrays.has(`W${layer + 1}`)) layer++;
  return arrays.get(`W${layer}`);
}

/** What the file's array `network` says; null without one. @throws UserError where it cannot be read */
export function architectureOf(arrays: NamedArrays, name: string): Architecture | null {
  const values = arrays.get('network')?.values;
  if (!values) return null;
  const bytes = Uint8Array.from(values);
  try {
    return networkSchema.pick({ hidden: true, output: true }).parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    const advice = 'expected it unchanged from the batch; or leave it out and use --network';
    throw new UserError('invalid-input', `${name}: its array "network" cannot be read, ${advice}.`, { cause: error });
  }
}
