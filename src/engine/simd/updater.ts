/**
 * The optimiser's update of some rows of a tensor from their gradient: one kernel call, with the constants of the step.
 */

import { blockSamples, type NetworkLayout } from './layout.ts';
import { phaseField } from './control.ts';
import type { Kernels } from './kernels.ts';

export interface Updater {
  /**
   * True when a layer's weights can take the gradient's sum directly: plain gradient descent without weight decay over
   * one block of samples, and no constant part of a scaling. It then touches only rows whose inputs occur.
   */
  isDirect(layer: number): boolean;
  /** Updates `rows` rows from `from` on. @param gradient pointer to the gradient of the first of them */
  update(tensor: string, from: number, rows: number, gradient: number): void;
}

interface Pointers {
  readonly weights: number;
  readonly slots: readonly number[];
  readonly stride: number;
}

export function createUpdater(kernels: Kernels, layout: NetworkLayout, base: number, phase: Float64Array): Updater {
  const { optimizer, scaling } = layout.shape;
  const { weightDecay } = optimizer;
  const pointers = new Map(pointersOf(layout, base));

  return {
    isDirect(layer) {
      if (optimizer.type !== 'sgd' || weightDecay !== 0 || phase[phaseField.gradientsOnly] === 1) return false;
      return phase[phaseField.count]! <= blockSamples && (layer > 0 || scaling.offset === 0);
    },
    update(tensor, from, rows, gradient) {
      const { weights, slots, stride } = pointers.get(tensor)!;
      const skipped = from * stride * 4;
      const count = rows * stride;
      const rate = phase[phaseField.rate]!;
      const [first = 0, second = 0] = slots;
      if (optimizer.type === 'sgd') {
        kernels.update_sgd(weights + skipped, gradient, count, rate, weightDecay);
      } else if (optimizer.type === 'adam') {
        const { beta1, beta2, epsilon } = optimizer;
        const step = phase[phaseField.stepNumber]!;
        const [size, root] = [rate / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step)];
        const [means, squares] = [first + skipped, second + skipped];
        // prettier-ignore
        kernels.update_adam(weights + skipped, gradient, means, squares, count, size, weightDecay,
          beta1, 1 - beta1, beta2, 1 - beta2, root, epsilon);
      } else {
        const nesterov = optimizer.type === 'nesterov';
        const { momentum } = optimizer;
        kernels.update_momentum(
          weights + skipped,
          gradient,
          first + skipped,
          count,
          rate,
          weightDecay,
          momentum,
          nesterov,
        );
      }
    },
  };
}

function* pointersOf(layout: NetworkLayout, base: number): Generator<[string, Pointers]> {
  for (const { name, offset, stride } of layout.tensors.values()) {
    if (name.includes('.')) continue;
    const slots = [...layout.tensors.values()].filter(
      (slot) => slot.name.startsWith(`${name}.`) && !slot.name.endsWith('.gradient'),
    );
    yield [name, { weights: base + offset, slots: slots.map((slot) => base + slot.offset), stride }];
  }
}
