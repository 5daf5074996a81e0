/**
 * Every intermediate value of a batch under the names that students use: z1, h1, …, the probabilities, and the loss's
 * derivatives dz1, …. For teaching and for checking a student's own implementation.
 */

import { losses } from '../losses.ts';
import { backward } from './layers.ts';
import type { ReferenceNetwork } from './network.ts';
import { readInputs } from '../inputs.ts';

/** Row-major, one row per sample. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array; // (rows, columns)
}

export interface BatchValues {
  /** `z1`, `h1`, …, the logits under the last z, in forward order. */
  readonly forward: ReadonlyMap<string, Matrix>;
  /** Class probabilities (samples, classes), unclipped. */
  readonly probabilities: Matrix;
  /** Loss of each sample in nats (samples). */
  readonly losses: Float64Array;
  /** `dz3`, `dz2`, …: derivatives of the batch's mean loss, in backward order. */
  readonly backward: ReadonlyMap<string, Matrix>;
}

export function batchValues(network: ReferenceNetwork, batch: Uint32Array): BatchValues {
  const { layers, plan } = network;
  const { images, scaling, labels } = plan.data;
  const output = losses[plan.network.output];
  const empty = (columns: number): Matrix => ({
    rows: batch.length,
    columns,
    values: new Float64Array(batch.length * columns),
  });
  const z = layers.map((layer) => empty(layer.units));
  const h = layers.slice(0, -1).map((layer) => empty(layer.units));
  const dz = layers.map((layer) => empty(layer.units));
  const probabilities = empty(plan.network.classes);
  const sampleLosses = new Float64Array(batch.length);
  const x = new Float64Array(plan.network.inputs);

  batch.forEach((sample, row) => {
    const logits = network.forward(sample);
    const label = labels[sample]!;
    sampleLosses[row] = output.loss(logits, label);
    output.probabilities(logits, rowOf(probabilities, row));
    output.delta(logits, label, layers.at(-1)!.delta);
    backward(layers, readInputs(images, scaling, sample, x));
    layers.forEach((layer, index) => {
      rowOf(z[index]!, row).set(layer.z);
      if (h[index]) rowOf(h[index], row).set(layer.h);
      rowOf(dz[index]!, row).set(layer.delta.map((value) => value / batch.length));
    });
  });

  const forwardOrder = z.flatMap((matrix, index): [string, Matrix][] => {
    const hidden = h[index];
    return hidden
      ? [
          [`z${index + 1}`, matrix],
          [`h${index + 1}`, hidden],
        ]
      : [[`z${index + 1}`, matrix]];
  });
  const backwardOrder = dz.map((matrix, index): [string, Matrix] => [`dz${index + 1}`, matrix]).reverse();
  return {
    forward: new Map(forwardOrder),
    probabilities,
    losses: sampleLosses,
    backward: new Map(backwardOrder),
  };
}

function rowOf({ columns, values }: Matrix, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}
