/**
 * The optimiser's update of some rows of a tensor from their gradient: one kernel call, with the constants of the step.
 */

import { optimizerSlots } from '../tensors.ts';
import type { NetworkLayout } from './layout.ts';
import { phaseField } from './control.ts';
import type { Kernels } from './kernels.ts';
import { tensorOf } from './tensors.ts';

/** Where a tensor and its optimiser slots lie. */
export interface Parameter {
  readonly values: number;
  readonly slots: readonly number[];
  readonly stride: number;
}

export interface Updater {
  /** Per layer. */
  readonly weights: readonly Parameter[];
  readonly biases: readonly Parameter[];
  /**
   * True when a layer's weights can take the gradient's sum directly: plain gradient descent without weight decay over
   * one block of samples, and no constant part of a scaling. It then touches only rows whose inputs occur.
   */
  isDirect(layer: number): boolean;
  /** Updates `rows` rows from `from` on. @param gradient pointer to the gradient of the first of them */
  update(parameter: Parameter, from: number, rows: number, gradient: number): void;
}

/** @param phase the parameters of the current phase, see `phaseField` */
export function createUpdater(kernels: Kernels, layout: NetworkLayout, base: number, phase: Float64Array): Updater {
  const { optimizer, scaling } = layout.shape;
  const { weightDecay } = optimizer;

  function parameter(name: string): Parameter {
    const { offset, stride } = tensorOf(layout, 'update', name);
    const slots = optimizerSlots(optimizer).map((slot) => base + tensorOf(layout, 'update', `${name}.${slot}`).offset);
    return { values: base + offset, slots, stride };
  }

  return {
    weights: layout.strides.map((_, layer) => parameter(`W${layer + 1}`)),
    biases: layout.strides.map((_, layer) => parameter(`b${layer + 1}`)),
    isDirect(layer) {
      if (optimizer.type !== 'sgd' || weightDecay !== 0 || phase[phaseField.gradientsOnly] === 1) return false;
      return phase[phaseField.batch]! <= layout.blockSamples && (layer > 0 || scaling.offset === 0);
    },
    update({ values, slots, stride }, from, rows, gradient) {
      const skipped = from * stride * 4;
      const count = rows * stride;
      const rate = phase[phaseField.rate]!;
      const [first = 0, second = 0] = slots;
      if (optimizer.type === 'sgd') {
        kernels.update_sgd(values + skipped, gradient, count, rate, weightDecay);
      } else if (optimizer.type === 'adam') {
        const { beta1, beta2, epsilon } = optimizer;
        const step = phase[phaseField.stepNumber]!;
        const [size, root] = [rate / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step)];
        const [means, squares] = [first + skipped, second + skipped];
        // prettier-ignore
        kernels.update_adam(values + skipped, gradient, means, squares, count, size, weightDecay,
          beta1, 1 - beta1, beta2, 1 - beta2, root, epsilon);
      } else {
        const { momentum, type } = optimizer;
        // prettier-ignore
        kernels.update_momentum(values + skipped, gradient, first + skipped, count, rate, weightDecay,
          momentum, type === 'nesterov');
      }
    },
  };
}
