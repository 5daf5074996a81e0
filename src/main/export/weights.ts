/** A network's weights as NPZ, and back with every shape checked against the one table of tensors. */

import type { FloatArray } from '../../engine/backend.ts';
import type { NetworkSpec } from '../../engine/spec.ts';
import type { TensorSpec } from '../../engine/tensors.ts';
import { tensorTable } from '../../engine/tensors.ts';
import { UserError } from '../../shared/errors.ts';
import type { NamedArrays } from './npz.ts';
import { encodeNpz } from './npz.ts';

/** `(inputs, units)` for weights, `(units)` for biases. */
export const tensorShape = ({ kind, rows, columns }: TensorSpec): number[] =>
  kind === 'bias' ? [columns] : [rows, columns];

/**
 * The weights of a network as NPZ bytes, float32 in C order.
 * @param read the values of a tensor by its name, row-major
 */
export function encodeWeights(network: NetworkSpec, read: (name: string) => FloatArray): Uint8Array {
  const arrays = tensorTable(network).map((tensor) => {
    const given = read(tensor.name);
    const values = given instanceof Float32Array ? given : Float32Array.from(given);
    return [tensor.name, { shape: tensorShape(tensor), values }] as const;
  });
  return encodeNpz(new Map(arrays));
}

/**
 * The tensors of a network out of a file's arrays; other arrays (`X`, `y`) are left alone. Biases may come as `(units)`
 * or `(1, units)`.
 *
 * @param name how errors call the file
 * @returns values by tensor name, row-major, in the precision of the file
 * @throws UserError for the first tensor that is missing, has another shape or is not finite
 */
export function weightsFrom(arrays: NamedArrays, network: NetworkSpec, name: string): Map<string, FloatArray> {
  return new Map(
    tensorTable(network).map((tensor): [string, FloatArray] => {
      const shape = tensorShape(tensor);
      const array = arrays.get(tensor.name);
      const expected = `expected ${tensor.name} of shape (${shape.join(', ')})`;
      if (!array) throw wrong(name, `holds ${[...arrays.keys()].join(', ') || 'no arrays'}, ${expected}`);
      const given = tensor.kind === 'bias' && array.shape.length === 2 && array.shape[0] === 1 ? array.shape.slice(1) : array.shape; // prettier-ignore
      if (given.join() !== shape.join())
        throw wrong(name, `${tensor.name} has the shape (${array.shape.join(', ')}), ${expected}${hint(array.shape, shape)}`); // prettier-ignore
      const values = array.values instanceof Float32Array ? array.values : Float64Array.from(array.values);
      const bad = values.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0)
        throw wrong(name, `${tensor.name} holds ${values[bad]} at position ${bad}, expected finite numbers`);
      return [tensor.name, values];
    }),
  );
}

/** The likeliest slip: weights stored as units × inputs. */
function hint(given: readonly number[], expected: readonly number[]): string {
  const transposed = given.length === 2 && given[0] === expected[1] && given[1] === expected[0];
  return transposed ? '; save its transpose, rows are inputs and columns units' : '';
}

const wrong = (name: string, problem: string): UserError => new UserError('invalid-input', `${name}: ${problem}.`);
