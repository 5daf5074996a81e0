/**
 * The first layer's products by the dense kernels: for real-valued data, and for 8-bit images of which most pixels are not
 * zero. Those stay as they are; a block of samples at a time is unpacked to floats, just before the products that use each
 * of them once per unit.
 *
 * A zero that is multiplied changes no sum, and unpacked images are summed in two halves as sparse ones are, so the results
 * are those of the sparse kernels, to the bit.
 */

import type { NetworkPlan } from '../backend.ts';
import type { NetworkSpec } from '../spec.ts';
import { densityOf } from '../work.ts';
import { blockOfMany, mostInOneBlock } from './blocks.ts';
import { bytesFrom } from './images.ts';
import { packs } from './packing.ts';
import { line, padded } from './rows.ts';
import type { Addresses, ThreadContext } from './thread.ts';

/**
 * Which products of the first layer take 8-bit images as floats. Dense kernels are faster from some share of pixels that
 * are not zero on, as measured (`node bench/kernels.ts --densities`): forward from `bytesFrom` on, where the weights of sparse
 * images come from the second cache, and for the gradient later, where the deltas come from the first, or where it leaves
 * out zeros (`skipsDeltas`). Letters (0.63) go forward as floats, digits (0.19) never.
 */
export interface Unpacks {
  readonly forward: boolean;
  readonly gradient: boolean;
}
const gradientFrom = 0.75;
/** Inputs from which on a large batch's gradient leaves out the deltas that ReLU made zero: they fill a tile. */
const leastInputs = 64;
/** Samples of a batch, from which on tiles are full. */
const leastBatch = 16;

/** Floats of a block that is unpacked to go forward: with a panel of weights it fits the second cache. */
const forwardFloats = 131_072;
const forwardSamples = 128;
/** Rows of W whose inputs are unpacked at once for the gradient; one line more keeps samples apart in the cache. */
const gradientRows = 128;

/**
 * The same, and units, where the gradient leaves out zeros: with these parts of a block's inputs and of W's gradient, both
 * stay in the second cache over the blocks of a part.
 */
const skippingRows = 1024;
const skippingUnits = 256;
/** Samples of a word of `delta_columns`, words of a block, and floats of a tile of `delta_gradient`. */
const wordSamples = 64;
const words = blockOfMany / wordSamples;
const tileFloats = 16 * 80;

/** Decided by data, network and batch, never by the number of threads. Real-valued images are floats and need no unpacking. */
export function unpacksOf({ network, maxBatch, data }: NetworkPlan): Unpacks {
  const density = data.images.kind === 'sparse-u8' && maxBatch >= leastBatch ? densityOf(data.images) : 0;
  const forward = density >= bytesFrom;
  return { forward, gradient: density >= gradientFrom || (forward && skipsDeltas(network, maxBatch)) };
}

/**
 * Whether the first layer's gradient, where its inputs are floats, leaves out the samples in which ReLU is off: half of them.
 * Only for batches of many blocks, whose deltas are turned into columns once for many rows of W.
 */
export function skipsDeltas({ inputs, hidden }: NetworkSpec, maxBatch: number): boolean {
  return maxBatch > mostInOneBlock && inputs >= leastInputs && hidden[0]?.activation === 'relu';
}

/** How many samples go forward at once. */
function samplesPerBlock(inputs: number): number {
  return Math.max(2, Math.min(forwardSamples, Math.floor(forwardFloats / padded(inputs) / 2) * 2));
}

/** Floats from one sample to the next in a block that is unpacked for the gradient of some rows of W. */
function gradientStride(rows: number): number {
  return padded(rows) + line;
}

/** Floats of scratch memory that a thread needs. @param samples of a gradient's block @param skips see `skipsDeltas` */
export function unpackedFloats(inputs: number, samples: number, skips: boolean): number {
  const rows = Math.min(inputs, skips ? skippingRows : gradientRows);
  return Math.max(samplesPerBlock(inputs) * padded(inputs), samples * gradientStride(rows));
}

/** Floats of scratch memory for a block's deltas by units: values, masks of two words each, and a tile. */
export const deltaFloats = skippingUnits * (blockOfMany + 2 * words) + tileFloats;

export interface DenseInputs {
  /** out[s] = factor · x[s] · W1 + initial. @param indices pointer to the image indices of `count` samples */
  forward(indices: number, count: number, out: number): void;
  /**
   * target = (add ? target : 0) + scale · the gradient of `rows` rows of W1, from row `from` on, over `count` samples.
   * @param deltas pointer to the samples' deltas
   */
  gradient(
    indices: number,
    count: number,
    from: number,
    rows: number,
    deltas: number,
    scale: number,
    add: boolean,
    target: number,
  ): void;
  /** The same over all blocks of a part, block after block, without what is multiplied by zero. See `skipsDeltas`. */
  gradientOfPart: DenseInputs['gradient'];
}

export function createDenseInputs(context: ThreadContext, addresses: Addresses): DenseInputs {
  const { kernels, wide, layout, images } = context;
  const { weights, initial, unpacked } = addresses;
  const { inputs } = images;
  const { factor } = layout.shape.scaling;
  const stride = layout.strides[0]!;
  const perBlock = samplesPerBlock(inputs);
  const deltaValues = addresses.deltaColumns;
  const deltaMasks = deltaValues + skippingUnits * blockOfMany * 4;
  const tile = deltaMasks + skippingUnits * words * 8;

  /** Writes some columns of some images to `unpacked`, `bytes` apart. */
  function unpack(indices: number, count: number, from: number, to: number, bytes: number): void {
    if (images.kind === 'dense-f32') {
      kernels.gather_rows(images.values + from * 4, inputs * 4, indices, count, to - from, unpacked, bytes);
    } else {
      if (images.bytes === null) throw new Error('engine: images that are unpacked were not placed as bytes');
      kernels.unpack_rows(images.bytes + from, inputs, indices, count, to - from, unpacked, bytes);
    }
  }

  return {
    forward(indices, count, out) {
      const packed = packs(stride, count) ? addresses.packed : 0;
      const w = weights[0]!;
      if (images.kind === 'dense-f32') {
        // prettier-ignore
        kernels.dense_forward(images.values, inputs * 4, indices, count, inputs, inputs,
          w, stride, factor, initial, 0, out, wide, packed);
        return;
      }
      const bytes = padded(inputs) * 4;
      for (let from = 0; from < count; from += perBlock) {
        const block = Math.min(perBlock, count - from);
        unpack(indices + from * 4, block, 0, inputs, bytes);
        // prettier-ignore
        kernels.dense_forward(unpacked, bytes, 0, block, inputs, images.half,
          w, stride, factor, initial, 0, out + from * stride * 4, wide, packed);
      }
    },
    gradient(indices, count, from, rows, deltas, scale, add, target) {
      const bytes = gradientStride(Math.min(inputs, gradientRows)) * 4;
      for (let row = 0; row < rows; row += gradientRows) {
        const block = Math.min(gradientRows, rows - row);
        unpack(indices, count, from + row, from + row + block, bytes);
        const to = target + row * stride * 4;
        kernels.dense_gradient(unpacked, bytes, count, block, deltas, stride, scale, add, to, wide);
      }
    },
    gradientOfPart(indices, count, from, rows, deltas, scale, add, target) {
      const bytes = gradientStride(Math.min(inputs, skippingRows)) * 4;
      for (let row = 0; row < rows; row += skippingRows)
        for (let unit = 0; unit < stride; unit += skippingUnits)
          for (let sample = 0; sample < count; sample += blockOfMany) {
            const block = Math.min(blockOfMany, count - sample);
            const [some, units] = [Math.min(skippingRows, rows - row), Math.min(skippingUnits, stride - unit)];
            const delta = deltas + (sample * stride + unit) * 4;
            const to = target + (row * stride + unit) * 4;
            unpack(indices + sample * 4, block, from + row, from + row + some, bytes);
            kernels.delta_columns(delta, stride, units, block, words, deltaValues, deltaMasks);
            // prettier-ignore
            kernels.delta_gradient(unpacked, bytes, some, deltaValues, deltaMasks, words, units, stride, scale,
              add || sample > 0, to, tile, wide);
          }
    },
  };
}
