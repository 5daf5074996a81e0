/**
 * Initial weights and biases: zero-mean normals whose variance the scheme gives, drawn in the order of the tensor table
 * from the run's `initialisation` stream. Values are rounded to float32, so that every backend starts from the same.
 */

import { randomStream } from './random.ts';
import type { InitSpec, NetworkSpec } from './spec.ts';
import { tensorTable } from './tensors.ts';

interface LayerShape {
  readonly inputs: number;
  readonly units: number;
  readonly classes: number;
  readonly isOutput: boolean;
}

/** Standard deviations of a layer's weights and biases. A sigmoid output counts as one unit, of two classes. */
function deviations(init: InitSpec, layer: LayerShape): { weights: number; bias: number } {
  const { inputs, units, classes, isOutput } = layer;
  switch (init.scheme) {
    case 'xavier': // Glorot & Bengio (2010)
      return { weights: Math.sqrt(2 / (inputs + units)), bias: 0 };
    case 'he': // He et al. (2015)
      return { weights: Math.sqrt(2 / inputs), bias: 0 };
    case 'normal':
      return { weights: init.std, bias: 0 };
    case 'ece285': {
      const deviation = Math.sqrt((isOutput ? 1 : 2) / (inputs + 1));
      return { weights: deviation, bias: deviation };
    }
    case 'ece421':
      return { weights: Math.sqrt(2 / (inputs + (isOutput ? 1 : classes))), bias: 0 };
  }
}

/**
 * Every tensor of the network by name, row-major, float32.
 * @param seed of the run
 */
export function initialTensors(network: NetworkSpec, seed: number): Map<string, Float32Array> {
  const random = randomStream(seed, 'initialisation');
  const tensors = new Map<string, Float32Array>();
  let inputs = network.inputs;
  for (const tensor of tensorTable(network)) {
    // A layer's weights come before its biases, and their rows are its inputs.
    if (tensor.kind === 'weights') inputs = tensor.rows;
    const isOutput = tensor.layer === network.hidden.length;
    const layer = { inputs, units: tensor.columns, classes: network.classes, isOutput };
    const deviation = deviations(network.init, layer)[tensor.kind];
    const values = new Float32Array(tensor.rows * tensor.columns);
    if (deviation > 0) for (let i = 0; i < values.length; i++) values[i] = deviation * random.normal();
    tensors.set(tensor.name, values);
  }
  return tensors;
}
