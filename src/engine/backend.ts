/**
 * The one interface both implementations of the numerics offer: the float64 reference (`reference/`) and the float32
 * WebAssembly SIMD kernels (`simd/`). The training loop, the tests and the analyses are written against it.
 */

import type { NetworkSpec, OptimizerSpec, Score, TrainingData } from './spec.ts';

/** Which arithmetic trained a run. Bit-identity is promised within a variant. */
export type KernelVariant = 'reference' | 'simd' | 'simd-relaxed' | 'simd-relaxed-fma';

export type FloatArray = Float32Array | Float64Array;

/** Outcome of one step, measured before its update. */
export interface StepResult {
  /** Mean cross-entropy per sample of the batch, in nats. */
  readonly loss: number;
  /** Fraction of the batch misclassified. */
  readonly error: number;
}

export interface NetworkPlan {
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  /** Largest number of samples a step will be given. */
  readonly maxBatch: number;
  readonly data: TrainingData;
}

/** A network with its optimiser state and its data, ready to train. */
export interface Network {
  readonly variant: KernelVariant;
  readonly plan: NetworkPlan;

  /** Copy of a tensor (`W1`, `b1`, …, or optimiser slots `W1.velocity`, `W1.mean`, `W1.square`), row-major, unpadded. */
  read(name: string): FloatArray;
  /** Overwrites a tensor. Throws a RangeError that names tensor, given and expected length. */
  write(name: string, values: ArrayLike<number>): void;

  /**
   * One optimiser step on a minibatch: loss and error are measured before the update.
   * @param batch image indices, 1..maxBatch of them
   * @param rate learning rate of this step
   * @param stepNumber counts from 1 (Adam's bias correction)
   */
  step(batch: Uint32Array, rate: number, stepNumber: number): StepResult;

  /** Mean loss and error over samples, without changing anything. */
  evaluate(samples: Uint32Array): Score;

  /** Class probabilities (samples, classes) — two columns for the sigmoid output — clipped to [1e-15, 1 − 1e-15]. */
  probabilities(samples: Uint32Array): FloatArray;

  /**
   * Outputs of one layer (samples, units), row-major, unpadded: h of a hidden layer, the logits of the last.
   * @param layer counts from 0 at the first hidden layer
   */
  activations(samples: Uint32Array, layer: number): FloatArray;

  /** Loss and gradient of the mean loss for every tensor, without updating. */
  gradients(batch: Uint32Array): { readonly loss: number; readonly gradients: ReadonlyMap<string, FloatArray> };

  /** Releases memory and threads. The network cannot be used afterwards. */
  dispose(): void;
}

/** One implementation of the numerics, ready to make networks. */
export interface Backend {
  readonly variant: KernelVariant;
  /** A network with every parameter 0 and every optimiser slot at its initial value; `write` fills in the weights. */
  create(plan: NetworkPlan): Network;
}
