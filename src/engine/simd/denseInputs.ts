/**
 * The first layer's products by the dense kernels: for real-valued data, and for 8-bit images of which most pixels are not
 * zero. Those stay as they are; a block of samples at a time is unpacked to floats, just before the products that use each
 * of them once per unit.
 *
 * A zero that is multiplied changes no sum, and unpacked images are summed in two halves as sparse ones are, so the results
 * are those of the sparse kernels, to the bit.
 */

import type { NetworkPlan } from '../backend.ts';
import { densityOf } from '../work.ts';
import { bytesFrom } from './images.ts';
import { line, padded } from './rows.ts';
import type { Addresses, ThreadContext } from './thread.ts';

/**
 * Which products of the first layer take 8-bit images as floats. Dense kernels are faster from some share of pixels that
 * are not zero on, as measured (`node bench/kernels.ts --densities`): forward from `bytesFrom` on, where the weights of sparse
 * images come from the second cache, and for the gradient later, where the deltas come from the first. Letters (0.63) go
 * forward as floats, digits (0.19) never.
 */
export interface Unpacks {
  readonly forward: boolean;
  readonly gradient: boolean;
}
const gradientFrom = 0.75;
/** Samples of a batch, from which on tiles are full. */
const leastBatch = 16;

/** Floats of a block that is unpacked to go forward: with a panel of weights it fits the second cache. */
const forwardFloats = 131_072;
const forwardSamples = 128;
/** Rows of W whose inputs are unpacked at once for the gradient; one line more keeps samples apart in the cache. */
const gradientRows = 128;

/** Decided by data and batch, never by the number of threads. Real-valued images are floats and need no unpacking. */
export function unpacksOf({ maxBatch, data }: NetworkPlan): Unpacks {
  const density = data.images.kind === 'sparse-u8' && maxBatch >= leastBatch ? densityOf(data.images) : 0;
  return { forward: density >= bytesFrom, gradient: density >= gradientFrom };
}

/** How many samples go forward at once. */
function samplesPerBlock(inputs: number): number {
  return Math.max(2, Math.min(forwardSamples, Math.floor(forwardFloats / padded(inputs) / 2) * 2));
}

function gradientStride(inputs: number): number {
  return padded(Math.min(inputs, gradientRows)) + line;
}

/** Floats of scratch memory that a thread needs. @param blockSamples of a gradient's block */
export function unpackedFloats(inputs: number, blockSamples: number): number {
  return Math.max(samplesPerBlock(inputs) * padded(inputs), blockSamples * gradientStride(inputs));
}

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
}

export function createDenseInputs(context: ThreadContext, addresses: Addresses): DenseInputs {
  const { kernels, wide, layout, images } = context;
  const { weights, initial, unpacked } = addresses;
  const { inputs } = images;
  const { factor } = layout.shape.scaling;
  const stride = layout.strides[0]!;
  const perBlock = samplesPerBlock(inputs);

  /** Writes some columns of some images to `unpacked`, `bytes` apart. */
  function unpack(indices: number, count: number, from: number, to: number, bytes: number): void {
    if (images.kind === 'dense-f32') {
      kernels.gather_rows(images.values + from * 4, inputs * 4, indices, count, to - from, unpacked, bytes);
    } else {
      if (images.bytes === null) throw new Error('engine: images that are unpacked were not placed as bytes');
      kernels.unpack_rows(images.bytes + from, inputs, indices, count, to - from, unpacked, bytes);
    }
  }

  /** The sums over the unpacked images' inputs from … to, added to `start`, whose rows are `startBytes` apart. */
  function addInputs(from: number, to: number, count: number, start: number, startBytes: number, out: number): void {
    const w = weights[0]! + from * stride * 4;
    // prettier-ignore
    kernels.dense_forward(unpacked + from * 4, padded(inputs) * 4, 0, count, to - from,
      w, stride, factor, start, startBytes, out, wide);
  }

  return {
    forward(indices, count, out) {
      if (images.kind === 'dense-f32') {
        // prettier-ignore
        kernels.dense_forward(images.values, inputs * 4, indices, count, inputs,
          weights[0]!, stride, factor, initial, 0, out, wide);
        return;
      }
      const bytes = padded(inputs) * 4;
      for (let from = 0; from < count; from += perBlock) {
        const block = Math.min(perBlock, count - from);
        unpack(indices + from * 4, block, 0, inputs, bytes);
        const to = out + from * stride * 4;
        addInputs(0, images.half, block, initial, 0, to);
        addInputs(images.half, inputs, block, to, stride * 4, to);
      }
    },
    gradient(indices, count, from, rows, deltas, scale, add, target) {
      const bytes = gradientStride(inputs) * 4;
      for (let row = 0; row < rows; row += gradientRows) {
        const block = Math.min(gradientRows, rows - row);
        unpack(indices, count, from + row, from + row + block, bytes);
        const to = target + row * stride * 4;
        kernels.dense_gradient(unpacked, bytes, count, block, deltas, stride, scale, add, to, wide);
      }
    },
  };
}
