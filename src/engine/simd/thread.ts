/**
 * What a thread needs to take part in a run, and the addresses its work is made of.
 */

import type { PlacedImages } from './images.ts';
import type { Kernels } from './kernels.ts';
import type { NetworkLayout } from './layout.ts';
import { viewControl } from './control.ts';

export interface ThreadContext {
  readonly kernels: Kernels;
  /** See `LoadedKernels`. */
  readonly wide: boolean;
  readonly memory: WebAssembly.Memory;
  readonly layout: NetworkLayout;
  readonly base: number;
  readonly images: PlacedImages;
  /** 0 for the leader, follower's slot + 1 for the others: chooses the scratch memory. */
  readonly thread: number;
}

/** Pointers into the memory, per layer, and views of the words a thread reads. */
export interface Addresses {
  readonly phase: Float64Array;
  readonly weights: readonly number[];
  readonly biases: readonly number[];
  readonly weightGradients: readonly number[];
  readonly biasGradients: readonly number[];
  /** What the first layer starts from: its bias, with the constant part of the scaling where there is one. */
  readonly initial: number;
  readonly scratch: number;
  /** 64 bytes in which the losses keep what they found of four samples. */
  readonly lanes: number;
  /** Scratch memory for inputs as floats, … */
  readonly unpacked: number;
  /** … for the weights of a dense product's tile, … */
  readonly packed: number;
  /** … and for a block's deltas by units. */
  readonly deltaColumns: number;
}

export function addressesOf({ memory, layout, base, thread }: ThreadContext): Addresses {
  const { shape, strides, tensors } = layout;
  const perLayer = (letter: 'W' | 'b', slot = '') =>
    strides.map((_, layer) => base + tensors.get(`${letter}${layer + 1}${slot}`)!.offset);
  const biases = perLayer('b');
  const scratch = base + layout.scratch + thread * layout.scratchBytes;
  return {
    phase: viewControl(memory, base + layout.control, shape.maxThreads).phase,
    weights: perLayer('W'),
    biases,
    weightGradients: perLayer('W', '.gradient'),
    biasGradients: perLayer('b', '.gradient'),
    initial: shape.scaling.offset === 0 ? biases[0]! : base + layout.initial,
    scratch,
    lanes: scratch + layout.lanesAt,
    unpacked: scratch + layout.unpackedAt,
    packed: scratch + layout.packedAt,
    deltaColumns: scratch + layout.deltaColumnsAt,
  };
}
