/**
 * A network that reads images where it is: in the page, for drawings that are to be read as the pen moves, at once and without
 * asking the service. The arithmetic is the engine's reference, in float64; a digit through 784-300-10 takes a fraction of a
 * millisecond. It is not meant for many images, which the service's kernels read.
 */

import { createLayers, forward } from '../../engine/reference/layers.ts';
import { tensorTable } from '../../engine/tensors.ts';
import type { NetworkAt } from '../contract/analysis.ts';
import { writeProbabilities } from './probabilities.ts';

/**
 * Probabilities of every class, clipped as in `Predictions`.
 * @param raw values before scaling (inputs)
 */
export type Reader = (raw: ArrayLike<number>) => Float32Array; // (classes)

/** @throws RangeError on tensors that are not the network's */
export function createReader({ network, factors, offsets, tensors }: Omit<NetworkAt, 'step'>): Reader {
  const layers = createLayers(network);
  const given = new Map(tensors.map(({ name, values }) => [name, values]));
  for (const { name, kind, layer, rows, columns } of tensorTable(network)) {
    const values = given.get(name);
    if (values?.length !== rows * columns)
      throw new RangeError(`reader: given ${values?.length ?? 'no'} values of ${name}, expected ${rows * columns}`);
    const { weights, bias } = layers[layer]!;
    (kind === 'weights' ? weights : bias).set(values);
  }
  const x = new Float64Array(network.inputs);
  return (raw) => {
    for (let i = 0; i < x.length; i++) x[i] = factors[i]! * raw[i]! + offsets[i]!;
    const probabilities = new Float32Array(network.classes);
    writeProbabilities(network.output, forward(layers, x), probabilities);
    return probabilities;
  };
}
