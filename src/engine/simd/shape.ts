/**
 * What decides how much memory a run needs: a plan without its data.
 */

import type { NetworkPlan } from '../backend.ts';
import { unpacksOf, type Unpacks } from './denseInputs.ts';
import { firstHalf } from './images.ts';
import type { ImageStore, NetworkSpec, OptimizerSpec, Scaling, SplitName } from '../spec.ts';

/** All that decides a layout. */
export interface NetworkShape {
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  readonly scaling: Scaling;
  readonly images: {
    readonly kind: ImageStore['kind'];
    readonly count: number;
    readonly inputs: number;
    /** See `firstHalf`. */
    readonly half: number;
  };
  /** Where 8-bit images go through the dense kernels. */
  readonly unpacks: Unpacks;
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
  return {
    network,
    optimizer,
    scaling: data.scaling,
    images: { kind, count, inputs, half: firstHalf(data.images) },
    unpacks: unpacksOf(plan),
    maxBatch,
    maxThreads,
    splits: {
      train: data.train.length,
      validation: data.validation?.length ?? null,
      test: data.test?.length ?? null,
    },
  };
}
