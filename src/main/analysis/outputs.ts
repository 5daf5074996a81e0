/** From logits to what a network says of images: probabilities and losses, in float64 until they are written down. */

import type { Network } from '../../engine/backend.ts';
import { losses } from '../../engine/losses.ts';
import { writeProbabilities } from '../../shared/analysis/probabilities.ts';
import type { Outputs, Predicted } from './protocol.ts';

/** Samples between two looks at whether the result is still wanted. */
export const chunk = 1024;

/** Throws when the call is no longer wanted. */
export type Check = () => void;

/**
 * @param labels by image; null where there are none
 */
export function predict(network: Network, samples: Uint32Array, labels: Uint16Array | null, check: Check): Predicted {
  const { classes, output } = network.plan.network;
  const last = network.plan.network.hidden.length;
  const probabilities = new Float32Array(samples.length * classes);
  const all = new Float32Array(labels ? samples.length : 0);
  for (let from = 0; from < samples.length; from += chunk) {
    check();
    const part = samples.subarray(from, from + chunk);
    const logits = network.activations(part, last);
    const units = logits.length / part.length;
    for (let row = 0; row < part.length; row++) {
      const z = logits.subarray(row * units, (row + 1) * units);
      const at = from + row;
      writeProbabilities(output, z, probabilities.subarray(at * classes, (at + 1) * classes));
      if (labels) all[at] = losses[output].loss(z, labels[part[row]!]!);
    }
  }
  return { probabilities, losses: all };
}

/** Every layer's outputs. For few samples: nothing is done in parts. */
export function outputs(network: Network, samples: Uint32Array, check: Check): Outputs {
  const layers: Float32Array[] = [];
  for (let layer = 0; layer <= network.plan.network.hidden.length; layer++) {
    check();
    layers.push(Float32Array.from(network.activations(samples, layer)));
  }
  return { layers, probabilities: predict(network, samples, null, check).probabilities };
}
