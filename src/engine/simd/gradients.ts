/**
 * The work on ranges of rows of weights, and on biases: gradients summed in sample order, and the update at once.
 */

import { phaseField } from './control.ts';
import { createDenseInputs } from './denseInputs.ts';
import type { HalfTask, RowTask } from './layout.ts';
import type { Addresses, ThreadContext } from './thread.ts';
import { createUpdater } from './updater.ts';

/** Rows that are summed before the sum is added to the total. */
const sumBlock = 256;

export interface GradientWork {
  /** Makes the columns of pixels of one block of samples of the batch, which the first layer's gradient needs. */
  columns(block: number): void;
  /** The same for the batch's only block and one half of the pixels. */
  halfColumns(half: 0 | 1): void;
  /** Gradient of some rows of W over a batch of one block, and their update unless only gradients are wanted. */
  rows(task: RowTask): void;
  /** Gradient and update of a part of W1. Only where `updatesHalves`. */
  half(task: HalfTask): void;
  /** Adds the phase's part of a batch of many blocks to the gradient of some rows of W, … */
  gather(task: RowTask): void;
  /** … or of a layer's biases. */
  gatherBias(layer: number): void;
  /** What follows once all parts are gathered: the constant part of the scaling, and the update of some rows of W, … */
  update(task: RowTask): void;
  /** … or of a layer's biases. */
  updateBias(layer: number): void;
  biasGradient(layer: number): void;
  /** Gradient of a layer's biases, unless `biasGradient` made it already, and their update. */
  bias(layer: number): void;
  /** bias + offset · column sums of W1. */
  prepareInitial(): void;
  /** True when the current step updates W1 straight from the sums over sparse images, so that threads can own its halves. */
  readonly updatesHalves: boolean;
  /** True when the current step updates every layer's weights straight from the sums, so that whole layers go at once. */
  readonly updatesDirectly: boolean;
}

export function createGradientWork(context: ThreadContext, addresses: Addresses): GradientWork {
  const { kernels, wide, layout, base, images } = context;
  const { phase, weights, biases, weightGradients, biasGradients, initial, scratch } = addresses;
  const { widths, strides, blockSamples, words, wordSamples } = layout;
  const { scaling, unpacks } = layout.shape;
  const shifted = scaling.offset !== 0;
  const dense = createDenseInputs(context, addresses);
  const updater = createUpdater(kernels, layout, base, phase);
  const batch = new Uint32Array(context.memory.buffer, base + layout.batch, 1);

  /** Where a pixel's values and mask lie, in the first word of a block. */
  const valuesAt = (block: number, pixel: number) =>
    base + layout.columnValues + (block * words * images.inputs + pixel) * wordSamples;
  const masksAt = (block: number, pixel: number) =>
    base + layout.columnMasks + (block * words * images.inputs + pixel) * 8;

  function samplesOf(block: number): number {
    return Math.min(blockSamples, phase[phaseField.batch]! - block * blockSamples);
  }

  function columns(block: number): void {
    if (images.kind === 'sparse-u8') pixelColumns(block, images.rowStarts, images.rowStarts + 4, 0, images.inputs);
  }

  function halfColumns(half: 0 | 1): void {
    if (images.kind !== 'sparse-u8') return;
    const { rowStarts, middles, inputs, half: middle } = images;
    if (half === 0) pixelColumns(0, rowStarts, middles, 0, middle);
    else pixelColumns(0, middles, rowStarts + 4, middle, inputs);
  }

  /** @param starts and @param ends pointers to where the pixels from … to begin and end in each image */
  function pixelColumns(block: number, starts: number, ends: number, from: number, to: number): void {
    if (images.kind !== 'sparse-u8') return;
    const indices = base + layout.batch + block * blockSamples * 4;
    // prettier-ignore
    kernels.pixel_columns(starts, ends, images.columns, images.values, indices, samplesOf(block),
      from, to, images.inputs, wordSamples, valuesAt(block, 0), masksAt(block, 0));
  }

  /** The first layer's update from the one image of a batch, as it comes. */
  function updateSingle(scale: number): void {
    if (images.kind !== 'sparse-u8') return;
    const { rowStarts, columns, values } = images;
    const deltas = base + layout.deltas[0]!;
    kernels.sparse_update_single(rowStarts, columns, values, batch[0]!, deltas, strides[0]!, scale, weights[0]!, wide);
  }

  /** target = (add ? target : 0) + scale · the gradient's sum over one block of samples. */
  function addBlock({ layer, from, rows }: RowTask, block: number, scale: number, add: boolean, target: number): void {
    const stride = strides[layer]!;
    const first = block * blockSamples;
    const inPart = first - phase[phaseField.first]!;
    const count = samplesOf(block);
    const deltas = base + layout.deltas[layer]! + inPart * stride * 4;
    if (layer > 0) {
      const below = strides[layer - 1]! * 4;
      const inputs = base + layout.activations[layer - 1]! + inPart * below + from * 4;
      kernels.dense_gradient(inputs, below, count, rows, deltas, stride, scale, add, target, wide);
    } else if (images.kind === 'sparse-u8' && !unpacks.gradient) {
      const usedWords = Math.ceil(count / wordSamples);
      // prettier-ignore
      kernels.sparse_gradient(valuesAt(block, from), masksAt(block, from), usedWords, wordSamples, images.inputs, rows,
        deltas, stride, scale, add, target, wide, stride);
    } else {
      dense.gradient(base + layout.batch + first * 4, count, from, rows, deltas, scale, add, target);
    }
  }

  function rows(task: RowTask): void {
    const { layer, from, rows: count } = task;
    const samples = phase[phaseField.batch]!;
    const stride = strides[layer]!;
    const scale = (layer === 0 ? scaling.factor : 1) / samples;
    if (updater.isDirect(layer)) {
      const single = layer === 0 && samples === 1 && count === widths[0] && images.kind === 'sparse-u8';
      if (single) updateSingle(-phase[phaseField.rate]! * scale);
      else addBlock(task, 0, -phase[phaseField.rate]! * scale, true, weights[layer]! + from * stride * 4);
      return;
    }
    const only = phase[phaseField.gradientsOnly] === 1;
    const target = only ? weightGradients[layer]! + from * stride * 4 : scratch;
    addBlock(task, 0, scale, false, target);
    if (layer === 0 && shifted) kernels.add_to_rows(target, count, stride, scaling.offset, biasGradients[0]!);
    if (!only) updater.update(updater.weights[layer]!, from, count, target);
  }

  function gather(task: RowTask): void {
    const { layer, from, rows } = task;
    const scale = (layer === 0 ? scaling.factor : 1) / phase[phaseField.batch]!;
    const target = weightGradients[layer]! + from * strides[layer]! * 4;
    const [first, count] = [phase[phaseField.first]!, phase[phaseField.count]!];
    if (layer === 0 && layout.leavesOutZeros) {
      const [indices, deltas] = [base + layout.batch + first * 4, base + layout.deltas[0]!];
      dense.gradientOfPart(indices, count, from, rows, deltas, scale, first > 0, target);
      return;
    }
    const end = (first + count) / blockSamples;
    for (let block = first / blockSamples; block < end; block++) addBlock(task, block, scale, block > 0, target);
  }

  function gatherBias(layer: number): void {
    const { batch, count, first } = phaseField;
    const start = phase[first] === 0 ? 0 : biasGradients[layer]!;
    sumRows(
      base + layout.deltas[layer]!,
      phase[count]!,
      strides[layer]!,
      1 / phase[batch]!,
      start,
      biasGradients[layer]!,
    );
  }

  function update({ layer, from, rows: count }: RowTask): void {
    const stride = strides[layer]!;
    const gradient = weightGradients[layer]! + from * stride * 4;
    if (layer === 0 && shifted) kernels.add_to_rows(gradient, count, stride, scaling.offset, biasGradients[0]!);
    if (phase[phaseField.gradientsOnly] !== 1) updater.update(updater.weights[layer]!, from, count, gradient);
  }

  function updateBias(layer: number): void {
    if (phase[phaseField.gradientsOnly] !== 1) updater.update(updater.biases[layer]!, 0, 1, biasGradients[layer]!);
  }

  function half({ from, rows, firstUnit, units }: HalfTask): void {
    const [samples, stride] = [phase[phaseField.count]!, strides[0]!];
    const scale = (-phase[phaseField.rate]! * scaling.factor) / samples;
    const [deltas, target] = [base + layout.deltas[0]! + firstUnit * 4, weights[0]! + (from * stride + firstUnit) * 4];
    // prettier-ignore
    kernels.sparse_gradient(valuesAt(0, from), masksAt(0, from), Math.ceil(samples / wordSamples), wordSamples,
      images.inputs, rows, deltas, stride, scale, true, target, wide, units);
  }

  /** out = scale · Σ rows + start, in blocks that stay in the cache; `start` 0 means none. */
  function sumRows(matrix: number, rows: number, stride: number, scale: number, start: number, out: number): void {
    for (let from = 0; from < rows; from += sumBlock) {
      const count = Math.min(sumBlock, rows - from);
      kernels.sum_rows(matrix + from * stride * 4, count, stride, stride, scale, from === 0 ? start : out, out);
    }
  }

  function biasGradient(layer: number): void {
    const count = phase[phaseField.count]!;
    sumRows(base + layout.deltas[layer]!, count, strides[layer]!, 1 / count, 0, biasGradients[layer]!);
  }

  function bias(layer: number): void {
    const [samples, stride] = [phase[phaseField.count]!, strides[layer]!];
    if (!shifted && updater.isDirect(layer)) {
      const values = biases[layer]!;
      sumRows(base + layout.deltas[layer]!, samples, stride, -phase[phaseField.rate]! / samples, values, values);
      return;
    }
    if (!shifted) biasGradient(layer);
    updateBias(layer);
  }

  return {
    columns,
    halfColumns,
    rows,
    half,
    gather,
    gatherBias,
    update,
    updateBias,
    biasGradient,
    bias,
    prepareInitial() {
      if (shifted) sumRows(weights[0]!, widths[0]!, strides[0]!, scaling.offset, biases[0]!, initial);
    },
    get updatesHalves() {
      const isSparse = images.kind === 'sparse-u8' && !unpacks.forward && !unpacks.gradient;
      return isSparse && updater.isDirect(0);
    },
    get updatesDirectly() {
      return strides.every((_, layer) => updater.isDirect(layer));
    },
  };
}
