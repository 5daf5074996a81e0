/**
 * How a small change to one parameter changes the logits, as finite differences need it by the thousand.
 *
 * The change itself is carried through the layers, (z + dz) being never formed: subtracting two nearly equal values
 * would leave few digits after some layers. A weight feeds one unit of its layer, so that the layers before it are
 * computed only once.
 */

import { activations } from '../activations.ts';
import { readInputs } from '../inputs.ts';
import type { Layer } from './layers.ts';
import type { ReferenceNetwork } from './network.ts';

/** A sample and its values in the unchanged network. */
export interface Sample {
  readonly label: number;
  /** Inputs of every layer: x, h1, h2, … */
  readonly inputs: readonly Float64Array[];
  /** z1, z2, …, the logits last. */
  readonly z: readonly Float64Array[];
  readonly logits: Float64Array;
}

export interface ParameterPosition {
  readonly layer: number;
  /** Row of a weight; null for a bias. */
  readonly row: number | null;
  /** The unit that the parameter feeds. */
  readonly column: number;
}

export interface Perturbation {
  readonly samples: readonly Sample[];
  /**
   * Change of a sample's logits when `change` is added to one parameter.
   * @returns valid until the next call; null when a ReLU input changes its sign
   */
  logitChange(parameter: ParameterPosition, change: number, sample: Sample): Float64Array | null;
}

export function createPerturbation(network: ReferenceNetwork, batch: Uint32Array): Perturbation {
  const { layers, plan } = network;
  const samples = Array.from(batch, (image): Sample => {
    const logits = network.forward(image).slice();
    const x = readInputs(plan.data.images, plan.data.scaling, image, new Float64Array(plan.network.inputs));
    const inputs = [x, ...layers.slice(0, -1).map((layer) => layer.h.slice())];
    return { label: plan.data.labels[image]!, inputs, z: layers.map((layer) => layer.z.slice()), logits };
  });
  const changes = layers.map((layer) => new Float64Array(layer.units)); // dz of every layer

  return {
    samples,
    logitChange({ layer: first, row, column }, change, sample) {
      changes[first]!.fill(0);
      changes[first]![column] = change * (row === null ? 1 : sample.inputs[first]![row]!);
      for (let index = first; index < layers.length - 1; index++) {
        const layer = layers[index]!;
        const dz = changes[index]!;
        if (layer.activation === 'relu' && changesSign(sample.z[index]!, dz)) return null;
        carry(layer, sample.inputs[index + 1]!, dz, layers[index + 1]!, changes[index + 1]!);
      }
      return changes.at(-1)!;
    },
  };
}

/** From dz of a layer with outputs h to dz of the next: dz' = (g(z + dz) − g(z)) W'. */
function carry(layer: Layer, h: Float64Array, dz: Float64Array, next: Layer, nextDz: Float64Array): void {
  const { difference } = activations[layer.activation];
  nextDz.fill(0);
  for (let i = 0; i < layer.units; i++) {
    if (dz[i] === 0) continue;
    const dh = difference(h[i]!, dz[i]!);
    const row = i * next.units;
    for (let j = 0; j < next.units; j++) nextDz[j]! += dh * next.weights[row + j]!;
  }
}

function changesSign(z: Float64Array, dz: Float64Array): boolean {
  for (let i = 0; i < z.length; i++) if (z[i]! > 0 !== z[i]! + dz[i]! > 0) return true;
  return false;
}
