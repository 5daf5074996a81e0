/**
 * What decides how much memory a run needs: a plan without its data.
 */

import type { NetworkPlan } from '../backend.ts';
import { unpacksImages } from './denseInputs.ts';
import type { ImageStore, NetworkSpec, OptimizerSpec, Scaling, SplitName } from '../spec.ts';

/** All that decides a layout. */
export interface NetworkShape {
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  readonly scaling: Scaling;
  readonly images: { readonly kind: ImageStore['kind']; readonly count: number; readonly inputs: number };
  /** True when 8-bit images go through the dense kernels, see denseInputs.ts. @default false */
  readonly unpacksImages?: boolean;
  /** Upper bound of the non-zero pixels of a batch whose pixels are sorted; 0 where none are. */
  readonly batchNonZeros: number;
  /** Largest number of samples of a step. */
  readonly maxBatch: number;
  /** Threads that may work on the run at once, the leader included. */
  readonly maxThreads: number;
  /** Images per split; null where the split does not exist. */
  readonly splits: Readonly<Record<SplitName, number | null>>;
}

/** The shape of a plan. @param maxThreads of the run. @default 1 */
export function shapeOf(plan: NetworkPlan, maxThreads = 1): NetworkShape {
  const { network, optimizer, maxBatch, data } = plan;
  const { kind, count, inputs } = data.images;
  const unpacks = unpacksImages(plan);
  return {
    network,
    optimizer,
    scaling: data.scaling,
    images: { kind, count, inputs },
    unpacksImages: unpacks,
    batchNonZeros: unpacks ? 0 : batchNonZeros(data.images, maxBatch),
    maxBatch,
    maxThreads,
    splits: {
      train: data.train.length,
      validation: data.validation?.length ?? null,
      test: data.test?.length ?? null,
    },
  };
}

/**
 * The most non-zero pixels a batch can have: that of its densest images. Small batches may repeat an image, so the
 * densest counts for each of their samples; large ones are taken to hold each image once.
 */
export function batchNonZeros(images: ImageStore, maxBatch: number): number {
  if (images.kind === 'dense-f32') return 0;
  const counts = new Uint32Array(images.count);
  for (let row = 0; row < images.count; row++) counts[row] = images.rowStarts[row + 1]! - images.rowStarts[row]!;
  // Asked once for every run of a plan: the sort only where it is needed.
  if (maxBatch <= 4096) return maxBatch * counts.reduce((most, count) => Math.max(most, count), 0);
  counts.sort().reverse();
  return counts.subarray(0, maxBatch).reduce((sum, nonZeros) => sum + nonZeros, 0);
}
