/**
 * How much arithmetic a run is: multiply-adds, the unit in which time is estimated and threads are shared out.
 *
 * The first layer costs only what its non-zero inputs cost, and no delta goes back through it.
 */

import { layerWidths } from './tensors.ts';
import { batchSizeOf, stepsPerEpoch, totalSteps } from './trainer.ts';
import type { ImageStore, NetworkSpec, TrainingSpec } from './spec.ts';

/** Fraction of inputs that are not zero: 0.19 for MNIST, 1 for real-valued data. */
export function densityOf(images: ImageStore): number {
  if (images.kind === 'dense-f32') return 1;
  return images.values.length / Math.max(1, images.count * images.inputs);
}

export interface SampleWork {
  /** Multiply-adds of forward, backward and gradient for one sample. */
  readonly train: number;
  /** Multiply-adds of the forward pass alone. */
  readonly evaluate: number;
}

export function sampleWork(network: NetworkSpec, density: number): SampleWork {
  const widths = layerWidths(network);
  const products = widths.slice(1).map((units, layer) => widths[layer]! * units);
  const first = density * products[0]!;
  const rest = products.slice(1).reduce((sum, product) => sum + product, 0);
  return { train: 2 * first + 3 * rest, evaluate: first + rest };
}

/** Below this a step is done before a second thread has woken up: the threads of a run share nothing smaller. */
const leastShared = 600_000;

/** @param perStep multiply-adds of one step, forward, backward and gradient */
export function isWorthHelping(perStep: number): boolean {
  return perStep >= leastShared;
}

export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface RunWork {
  readonly steps: number;
  /** Steps of an epoch. */
  readonly perEpoch: number;
  /** Samples that training processes, without evaluations. */
  readonly samples: number;
  /** Multiply-adds of one step of full size. */
  readonly perStep: number;
  /** Multiply-adds of the whole run, evaluations included. */
  readonly total: number;
}

export function runWork(network: NetworkSpec, training: TrainingSpec, splits: SplitCounts, density: number): RunWork {
  const work = sampleWork(network, density);
  const steps = totalSteps(training, splits.train);
  const perEpoch = stepsPerEpoch(training, splits.train);
  const samples = (steps / perEpoch) * splits.train;
  const all = splits.train + splits.validation + splits.test;
  const { every, on } = training.evaluateEvery;
  const interval = 'steps' in every ? every.steps : every.epochs * perEpoch;
  const evaluated = on.reduce((sum, split) => sum + splits[split], 0);
  const evaluations = 2 * all + Math.max(0, Math.ceil(steps / interval) - 1) * evaluated;
  return {
    steps,
    perEpoch,
    samples,
    perStep: batchSizeOf(training, splits.train) * work.train,
    total: samples * work.train + evaluations * work.evaluate,
  };
}
