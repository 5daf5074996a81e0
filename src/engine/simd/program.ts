/**
 * What a thread does for one task of a phase: the calls of the kernels, over a range of samples or of rows of weights.
 *
 * Leader and followers run this same code and share nothing but the block in memory. No result depends on how a phase
 * is cut into tasks: each element is one sum in a fixed order.
 */

import { activationCode, type Kernels } from './kernels.ts';
import { phaseField, viewControl } from './control.ts';
import type { PlacedImages } from './images.ts';
import { blockSamples, type NetworkLayout, type RowTask } from './layout.ts';
import { createUpdater } from './updater.ts';

export const phaseKind = { train: 0, biasGradients: 1, rows: 2, evaluate: 3, probabilities: 4 } as const;

export interface Program {
  /** Runs one task of the current phase. */
  run(task: number): void;
  /** bias + offset · column sums of W1, which the first layer starts from; before any phase that goes forward. */
  prepareInitial(): void;
  /** True when the current step updates every layer's weights straight from the sums, so that whole layers go at once. */
  readonly updatesDirectly: boolean;
}

/** What a thread needs to take part in a run. */
export interface ThreadContext {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly layout: NetworkLayout;
  readonly base: number;
  readonly images: PlacedImages;
  /** 0 for the leader, follower's slot + 1 for the others: chooses the scratch memory. */
  readonly thread: number;
}

/** Bytes that stay in the processor's first cache beside everything else. */
const nearCache = 32_768;
/** Rows that are summed before the sum is added to the total. */
const sumBlock = 256;

export function createProgram({ kernels, memory, layout, base, images, thread }: ThreadContext): Program {
  const { shape, widths, strides } = layout;
  const { network, scaling } = shape;
  const last = strides.length - 1;
  const { phase } = viewControl(memory, base + layout.control, shape.maxThreads);
  const entriesFrom = new Uint32Array(
    memory.buffer,
    base + layout.entriesFrom,
    Math.ceil(shape.maxBatch / blockSamples) + 1,
  );
  const codes = network.hidden.map((layer) => activationCode[layer.activation]);
  const offsetOf = (name: string) => base + layout.tensors.get(name)!.offset;
  const weights = strides.map((_, layer) => offsetOf(`W${layer + 1}`));
  const biases = strides.map((_, layer) => offsetOf(`b${layer + 1}`));
  const weightGradients = strides.map((_, layer) => offsetOf(`W${layer + 1}.gradient`));
  const biasGradients = strides.map((_, layer) => offsetOf(`b${layer + 1}.gradient`));
  const labels = base + layout.labels;
  const scratch = base + layout.scratch + thread * layout.scratchBytes;
  const shifted = scaling.offset !== 0;
  const initial = shifted ? base + layout.initial : biases[0]!;
  const updater = createUpdater(kernels, layout, base, phase);
  /** Where a chunk's outputs go, layer by layer; set before each chunk. */
  const outputs = strides.map(() => 0);
  let scratchUsed = scratch;
  const scratchOutputs = strides.map((stride) => {
    const at = scratchUsed;
    scratchUsed += layout.evaluatedPerTask * stride * 4;
    return at;
  });

  function forward(indices: number, count: number, out: readonly number[]): void {
    for (let layer = 0; layer <= last; layer++) {
      const [w, stride, to] = [weights[layer]!, strides[layer]!, out[layer]!];
      if (layer > 0) {
        kernels.dense_forward(
          out[layer - 1]!,
          strides[layer - 1]! * 4,
          0,
          count,
          widths[layer]!,
          w,
          stride,
          1,
          biases[layer]!,
          to,
        );
      } else if (images.kind === 'sparse-u8') {
        const { rowStarts, columns, values } = images;
        kernels.sparse_forward(rowStarts, columns, values, indices, count, w, stride, scaling.factor, initial, to);
      } else {
        kernels.dense_forward(
          images.values,
          images.inputs * 4,
          indices,
          count,
          images.inputs,
          w,
          stride,
          scaling.factor,
          initial,
          to,
        );
      }
      if (layer < last) kernels.activate(codes[layer]!, to, count * stride);
    }
  }

  /** Logits to deltas, with each sample's loss and whether it is wrong. */
  function losses(logits: number, from: number, indices: number, count: number): void {
    const [lossesAt, wrongAt] = [base + layout.losses + from * 8, base + layout.wrong + from];
    const stride = strides[last]!;
    if (network.output === 'softmax')
      kernels.softmax_loss(logits, stride, widths[last + 1]!, count, labels, indices, lossesAt, wrongAt);
    else kernels.logistic_loss(logits, stride, count, labels, indices, lossesAt, wrongAt);
  }

  /** Forward, loss and back for the samples `from` … `from + count` of the batch. Uses only weights of before the step. */
  function trainChunk(from: number, count: number): void {
    const indices = base + layout.batch + from * 4;
    for (let layer = 0; layer <= last; layer++)
      outputs[layer] = base + layout.activations[layer]! + from * strides[layer]! * 4;
    forward(indices, count, outputs);
    losses(outputs[last]!, from, indices, count);
    for (let layer = last - 1; layer >= 0; layer--) {
      const [stride, above] = [strides[layer]!, strides[layer + 1]!];
      const next = base + layout.deltas[layer + 1]! + from * above * 4;
      const delta = base + layout.deltas[layer]! + from * stride * 4;
      kernels.dense_backward(codes[layer]!, next, above, weights[layer + 1]!, count, outputs[layer]!, stride, delta);
    }
  }

  function evaluateChunk(from: number, count: number, wantsProbabilities: boolean): void {
    const indices = base + layout.samples + from * 4;
    const stride = strides[last]!;
    if (wantsProbabilities) scratchOutputs[last] = base + layout.probabilities + from * stride * 4;
    else scratchOutputs[last] = scratchUsed - layout.evaluatedPerTask * stride * 4;
    forward(indices, count, scratchOutputs);
    const logits = scratchOutputs[last]!;
    if (!wantsProbabilities) losses(logits, from, indices, count);
    else if (network.output === 'softmax') kernels.softmax_probabilities(logits, stride, widths[last + 1]!, count);
    else kernels.logistic_probabilities(logits, stride, count);
  }

  function sortBlock(block: number): void {
    if (images.kind !== 'sparse-u8') return;
    const from = block * blockSamples;
    const count = Math.min(blockSamples, phase[phaseField.count]! - from);
    const { rowStarts, columns, values, inputs } = images;
    const starts = base + layout.starts + block * layout.startsBytes;
    const entries = base + layout.entries + entriesFrom[block]! * 4;
    kernels.column_sort(rowStarts, columns, values, base + layout.batch + from * 4, count, inputs, starts, entries);
  }

  /** target = (add ? target : 0) + scale · the gradient's sum over one block of samples. */
  function addBlock({ layer, from, rows }: RowTask, block: number, scale: number, add: boolean, target: number): void {
    const stride = strides[layer]!;
    const first = block * blockSamples;
    const count = Math.min(blockSamples, phase[phaseField.count]! - first);
    const deltas = base + layout.deltas[layer]! + first * stride * 4;
    if (layer > 0) {
      const below = strides[layer - 1]! * 4;
      const inputs = base + layout.activations[layer - 1]! + first * below + from * 4;
      kernels.dense_gradient(inputs, below, 0, count, rows, deltas, stride, scale, add, target);
    } else if (images.kind === 'sparse-u8') {
      const starts = base + layout.starts + block * layout.startsBytes + from * 4;
      const entries = base + layout.entries + entriesFrom[block]! * 4;
      const whole = count * stride * 4 <= nearCache;
      kernels.sparse_gradient(starts, entries, rows, deltas, stride, scale, add, whole, target);
    } else {
      const indices = base + layout.batch + first * 4;
      const inputs = images.values + from * 4;
      kernels.dense_gradient(inputs, images.inputs * 4, indices, count, rows, deltas, stride, scale, add, target);
    }
  }

  /** Gradient of some rows of W, and their update at once. */
  function rowTask(task: RowTask): void {
    const { layer, from, rows } = task;
    const count = phase[phaseField.count]!;
    const stride = strides[layer]!;
    const scale = (layer === 0 ? scaling.factor : 1) / count;
    if (updater.isDirect(layer)) {
      addBlock(task, 0, -phase[phaseField.rate]! * scale, true, weights[layer]! + from * stride * 4);
      return;
    }
    const only = phase[phaseField.gradientsOnly] === 1;
    const target = only ? weightGradients[layer]! + from * stride * 4 : scratch;
    for (let block = 0; block * blockSamples < count; block++) addBlock(task, block, scale, block > 0, target);
    if (layer === 0 && shifted) kernels.add_to_rows(target, rows, stride, scaling.offset, biasGradients[0]!);
    if (!only) updater.update(updater.weights[layer]!, from, rows, target);
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

  function biasTask(layer: number): void {
    if (!shifted) biasGradient(layer);
    if (phase[phaseField.gradientsOnly] !== 1) updater.update(updater.biases[layer]!, 0, 1, biasGradients[layer]!);
  }

  function samplesTask(task: number): { from: number; count: number } {
    const chunk = phase[phaseField.chunk]!;
    return { from: task * chunk, count: Math.min(chunk, phase[phaseField.count]! - task * chunk) };
  }

  return {
    prepareInitial() {
      if (shifted) sumRows(weights[0]!, widths[0]!, strides[0]!, scaling.offset, biases[0]!, initial);
    },
    get updatesDirectly() {
      return strides.every((_, layer) => updater.isDirect(layer));
    },
    run(task) {
      const option = phase[phaseField.option]!;
      switch (phase[phaseField.kind]) {
        case phaseKind.train: {
          if (task < option) return sortBlock(task);
          const { from, count } = samplesTask(task - option);
          return trainChunk(from, count);
        }
        case phaseKind.biasGradients:
          return biasGradient(task);
        case phaseKind.rows: {
          const tasks = option === 1 ? layout.layerTasks : layout.rowTasks;
          return task < tasks.length ? rowTask(tasks[task]!) : biasTask(task - tasks.length);
        }
        default: {
          const { from, count } = samplesTask(task);
          return evaluateChunk(from, count, phase[phaseField.kind] === phaseKind.probabilities);
        }
      }
    },
  };
}
