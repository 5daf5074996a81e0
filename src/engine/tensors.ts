/**
 * The one table of a network's tensors. Sizes, memory layout, checkpoints, exports and tests are all driven by it.
 */

import type { NetworkSpec, OptimizerSpec } from './spec.ts';

export interface TensorSpec {
  /** `W1` (inputs × units), `b1` (units), `W2`, … as in the NPZ files. */
  readonly name: string;
  readonly kind: 'weights' | 'bias';
  /** Layer number, counting from 0 at the first hidden layer. */
  readonly layer: number;
  readonly rows: number;
  readonly columns: number;
}

/** Number of logits: one per class for softmax, a single one for the sigmoid output. */
export function logitCount(network: NetworkSpec): number {
  return network.output === 'sigmoid' ? 1 : network.classes;
}

/** Widths of all layers, inputs first, logits last. */
export function layerWidths(network: NetworkSpec): number[] {
  return [network.inputs, ...network.hidden.map((layer) => layer.units), logitCount(network)];
}

export function tensorTable(network: NetworkSpec): TensorSpec[] {
  const widths = layerWidths(network);
  return widths.slice(1).flatMap((columns, layer): TensorSpec[] => [
    { name: `W${layer + 1}`, kind: 'weights', layer, rows: widths[layer]!, columns },
    { name: `b${layer + 1}`, kind: 'bias', layer, rows: 1, columns },
  ]);
}

export function parameterCount(network: NetworkSpec): number {
  return tensorTable(network).reduce((sum, tensor) => sum + tensor.rows * tensor.columns, 0);
}

/** Names of the optimiser's slots, each of the shape of the parameter it belongs to: `W1.velocity` and so on. */
export function optimizerSlots(optimizer: OptimizerSpec): readonly string[] {
  if (optimizer.type === 'sgd') return [];
  return optimizer.type === 'adam' ? ['mean', 'square'] : ['velocity'];
}
