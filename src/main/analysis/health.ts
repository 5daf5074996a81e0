/** How the layers of a network fare over some images: units that are dead, outputs that are 0, norms. */

import type { FloatArray, Network } from '../../engine/backend.ts';
import type { ActivationName } from '../../engine/spec.ts';
import type { LayerHealth } from '../../shared/contract.ts';
import type { Check } from './outputs.ts';
import { gradientBatch } from './scenes.ts';

/** How near to its bounds an output must stay for its unit to count as dead. */
const margin = 0.01;

/** Whether an output shows its unit to be alive. An identity unit always is. */
const isAlive: Readonly<Record<ActivationName, (h: number) => boolean>> = {
  relu: (h) => h !== 0,
  sigmoid: (h) => h > margin && h < 1 - margin,
  tanh: (h) => Math.abs(h) < 1 - margin,
  identity: () => true,
};

/** Every layer of the network, the output layer last. */
export function layerHealth(network: Network, samples: Uint32Array, check: Check): LayerHealth[] {
  const { hidden, output } = network.plan.network;
  const gradients = meanGradients(network, samples, check);
  return [...hidden.map((layer) => layer.activation), null].map((activation, layer) => {
    const tensor = `W${layer + 1}`;
    return {
      layer: layer + 1,
      activation: activation ?? output,
      ...outputFigures(network, samples, layer, isAlive[activation ?? 'identity'], check),
      weightNorm: norm(network.read(tensor)),
      gradientNorm: norm(gradients.get(tensor)!),
    };
  });
}

function outputFigures(
  network: Network,
  samples: Uint32Array,
  layer: number,
  alive: (h: number) => boolean,
  check: Check,
): Pick<LayerHealth, 'units' | 'deadUnits' | 'meanActivation' | 'zeros'> {
  const units = network.read(`b${layer + 1}`).length;
  const living = new Uint8Array(units);
  let [sum, zeros] = [0, 0];
  forBatches(samples, (batch) => {
    check();
    const h = network.activations(batch, layer);
    for (let i = 0; i < h.length; i++) {
      const value = h[i]!;
      sum += value;
      if (value === 0) zeros += 1;
      if (alive(value)) living[i % units] = 1;
    }
  });
  const outputs = samples.length * units;
  const deadUnits = living.reduce((dead, lives) => dead + 1 - lives, 0);
  return { units, deadUnits, meanActivation: sum / outputs, zeros: zeros / outputs };
}

/** Gradients of the mean loss over all samples, from those of batches. */
function meanGradients(network: Network, samples: Uint32Array, check: Check): ReadonlyMap<string, Float64Array> {
  const totals = new Map<string, Float64Array>();
  forBatches(samples, (batch) => {
    check();
    for (const [name, gradient] of network.gradients(batch).gradients) {
      const total = totals.get(name) ?? new Float64Array(gradient.length);
      for (let i = 0; i < gradient.length; i++) total[i]! += (gradient[i]! * batch.length) / samples.length;
      totals.set(name, total);
    }
  });
  return totals;
}

function forBatches(samples: Uint32Array, use: (batch: Uint32Array) => void): void {
  for (let from = 0; from < samples.length; from += gradientBatch) use(samples.subarray(from, from + gradientBatch));
}

/** Frobenius norm. */
function norm(values: FloatArray): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
