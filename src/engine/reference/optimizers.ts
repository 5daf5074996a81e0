/**
 * The update rules, exactly as torch.optim defines them (SGD with momentum and nesterov, Adam), for one tensor.
 *
 * `p` are the parameters, `g` the gradient of the batch's mean loss. Weight decay adds λp to g for every parameter,
 * biases included. Slots (velocity, mean, square) have the shape of p and live beside it in the table of tensors.
 */

import type { OptimizerSpec } from '../spec.ts';

/** Value of every slot before the first step, by the name of the slot. */
export function initialSlot(optimizer: OptimizerSpec, slot: string): number {
  return slot === 'velocity' && 'initialVelocity' in optimizer ? optimizer.initialVelocity : 0;
}

/**
 * Updates the parameters and slots of one tensor in place.
 * @param slots in the order of `optimizerSlots`
 * @param rate learning rate of this step
 * @param stepNumber counts from 1
 */
export function update(
  optimizer: OptimizerSpec,
  p: Float64Array,
  g: Float64Array,
  slots: readonly Float64Array[],
  rate: number,
  stepNumber: number,
): void {
  const decay = optimizer.weightDecay;
  switch (optimizer.type) {
    case 'sgd':
      for (let i = 0; i < p.length; i++) p[i]! -= rate * (g[i]! + decay * p[i]!);
      return;
    case 'momentum': {
      const [v] = slots as [Float64Array];
      for (let i = 0; i < p.length; i++) {
        v[i] = optimizer.momentum * v[i]! + g[i]! + decay * p[i]!;
        p[i]! -= rate * v[i]!;
      }
      return;
    }
    case 'nesterov': {
      const [v] = slots as [Float64Array];
      for (let i = 0; i < p.length; i++) {
        const gradient = g[i]! + decay * p[i]!;
        v[i] = optimizer.momentum * v[i]! + gradient;
        p[i]! -= rate * (gradient + optimizer.momentum * v[i]!);
      }
      return;
    }
    case 'adam': {
      const [mean, square] = slots as [Float64Array, Float64Array];
      const { beta1, beta2, epsilon } = optimizer;
      // Both averages start at 0; these undo the bias that this gives their first steps.
      const meanCorrection = 1 - beta1 ** stepNumber;
      const squareCorrection = 1 - beta2 ** stepNumber;
      for (let i = 0; i < p.length; i++) {
        const gradient = g[i]! + decay * p[i]!;
        mean[i] = beta1 * mean[i]! + (1 - beta1) * gradient;
        square[i] = beta2 * square[i]! + (1 - beta2) * gradient * gradient;
        p[i]! -= (rate * (mean[i]! / meanCorrection)) / (Math.sqrt(square[i]! / squareCorrection) + epsilon);
      }
      return;
    }
  }
}
