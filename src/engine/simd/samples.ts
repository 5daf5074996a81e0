/**
 * The work on ranges of samples: forward, losses, and back to the deltas of every layer.
 */

import { phaseField } from './control.ts';
import { createDenseInputs } from './denseInputs.ts';
import { activationCode } from './kernels.ts';
import { packs } from './packing.ts';
import type { HalfTask } from './layout.ts';
import type { Addresses, ThreadContext } from './thread.ts';

export interface SampleWork {
  /** Forward, loss and back for some of the phase's samples. Uses only the weights of before the step. */
  train(from: number, count: number): void;
  /** A part of the first layer's sums for the first samples of the batch. For sparse images. */
  half(task: HalfTask, count: number): void;
  /** What `train` does once all parts of the first layer's sums are there. */
  deeper(from: number, count: number): void;
  /** Forward for samples of an evaluation, then losses or probabilities. At most `layout.evaluatedPerTask` of them. */
  evaluate(from: number, count: number, wantsProbabilities: boolean): void;
  /**
   * Forward for the first samples of an evaluation, at most `layout.evaluatedPerTask`.
   * @returns where each layer's outputs lie in this thread's scratch memory, until its next task
   */
  outputs(count: number): readonly number[];
}

/** Which part of the first layer's sums `sparse_forward` makes: of one half of the pixels, or of both. */
const bothHalves = 2;

export function createSampleWork(context: ThreadContext, addresses: Addresses): SampleWork {
  const { kernels, wide, layout, base, images } = context;
  const { phase, weights, biases, initial, scratch, lanes, packed } = addresses;
  const { shape, widths, strides } = layout;
  const { network, scaling } = shape;
  const last = strides.length - 1;
  const dense = createDenseInputs(context, addresses);
  const codes = network.hidden.map((layer) => activationCode[layer.activation]);
  const labels = base + layout.labels;
  /** Where a chunk's outputs go, layer by layer; set before each chunk. */
  const outputs = strides.map(() => 0);
  let scratchUsed = addresses.scratch;
  const scratchOutputs = strides.map((stride) => {
    const at = scratchUsed;
    scratchUsed += layout.evaluatedPerTask * stride * 4;
    return at;
  });

  function forward(indices: number, count: number, out: readonly number[], first = 0): void {
    for (let layer = first; layer <= last; layer++) {
      const [w, stride, to] = [weights[layer]!, strides[layer]!, out[layer]!];
      if (layer > 0) {
        kernels.dense_forward(
          out[layer - 1]!,
          strides[layer - 1]! * 4,
          0,
          count,
          widths[layer]!,
          widths[layer]!,
          w,
          stride,
          1,
          biases[layer]!,
          0,
          to,
          wide,
          packs(stride, count) ? packed : 0,
        );
      } else if (images.kind === 'sparse-u8' && !shape.unpacks.forward) {
        const { rowStarts, middles, columns, values } = images;
        // prettier-ignore
        kernels.sparse_forward(rowStarts, middles, columns, values, indices, count, bothHalves,
          w, stride, scaling.factor, initial, to, wide, stride);
      } else {
        dense.forward(indices, count, to);
      }
      activate(layer, to, count);
    }
  }

  function activate(layer: number, outputs: number, count: number): void {
    if (layer < last) kernels.activate(codes[layer]!, outputs, count * strides[layer]!);
  }

  /** Logits to deltas, with each sample's loss and whether it is wrong. @param from of the batch or the evaluation */
  function losses(logits: number, from: number, indices: number, count: number): void {
    const [lossesAt, wrongAt] = [base + layout.losses + from * 8, base + layout.wrong + from];
    const stride = strides[last]!;
    if (network.output === 'softmax')
      kernels.softmax_loss(logits, stride, widths[last + 1]!, count, labels, indices, lossesAt, wrongAt, lanes);
    else kernels.logistic_loss(logits, stride, count, labels, indices, lossesAt, wrongAt);
  }

  /** The second half's sums wait where the deltas will be, since another thread may be adding up the first half's. */
  function half({ half, firstUnit, units }: HalfTask, count: number): void {
    if (images.kind !== 'sparse-u8') return;
    const { rowStarts, middles, columns, values } = images;
    const stride = strides[0]!;
    const out = base + (half === 0 ? layout.activations : layout.deltas)[0]! + firstUnit * 4;
    // prettier-ignore
    kernels.sparse_forward(rowStarts, middles, columns, values, base + layout.batch, count, half,
      weights[0]! + firstUnit * 4, stride, scaling.factor, initial + firstUnit * 4, out, wide, units);
  }

  /** Adds the second half's sums to the first half's, as `sparse_forward` does with both. */
  function joinHalves(from: number, count: number): void {
    const skipped = from * strides[0]! * 4;
    const [sums, second] = [base + layout.activations[0]! + skipped, base + layout.deltas[0]! + skipped];
    kernels.add_scaled(sums, second, count * strides[0]!, scaling.factor);
  }

  /** Forward from layer `first` on, loss and back for the samples `from` … `from + count` of the phase. */
  function train(from: number, count: number, first = 0): void {
    const inBatch = phase[phaseField.first]! + from;
    const indices = base + layout.batch + inBatch * 4;
    for (let layer = 0; layer <= last; layer++)
      outputs[layer] = base + layout.activations[layer]! + from * strides[layer]! * 4;
    if (first > 0) activate(0, outputs[0]!, count);
    forward(indices, count, outputs, first);
    losses(outputs[last]!, inBatch, indices, count);
    // Decided by the whole batch, so that every thread adds in the same order.
    const backwardScratch = phase[phaseField.batch] === 1 ? 0 : scratch;
    for (let layer = last - 1; layer >= 0; layer--) {
      const [stride, above] = [strides[layer]!, strides[layer + 1]!];
      const next = base + layout.deltas[layer + 1]! + from * above * 4;
      const delta = base + layout.deltas[layer]! + from * stride * 4;
      const [w, units, h] = [weights[layer + 1]!, widths[layer + 2]!, outputs[layer]!];
      // prettier-ignore
      kernels.dense_backward(codes[layer]!, next, above, units, w, count, h, stride, delta, backwardScratch, wide);
    }
  }

  function evaluate(from: number, count: number, wantsProbabilities: boolean): void {
    const indices = base + layout.samples + from * 4;
    const stride = strides[last]!;
    if (wantsProbabilities) scratchOutputs[last] = base + layout.probabilities + from * stride * 4;
    else scratchOutputs[last] = scratchUsed - layout.evaluatedPerTask * stride * 4;
    forward(indices, count, scratchOutputs);
    const logits = scratchOutputs[last];
    if (!wantsProbabilities) losses(logits, from, indices, count);
    else if (network.output === 'softmax')
      kernels.softmax_probabilities(logits, stride, widths[last + 1]!, count, lanes);
    else kernels.logistic_probabilities(logits, stride, count);
  }

  function outputsOf(count: number): readonly number[] {
    scratchOutputs[last] = scratchUsed - layout.evaluatedPerTask * strides[last]! * 4;
    forward(base + layout.samples, count, scratchOutputs);
    return scratchOutputs;
  }

  return {
    train: (from, count) => train(from, count),
    half,
    deeper(from, count) {
      joinHalves(from, count);
      train(from, count, 1);
    },
    evaluate,
    outputs: outputsOf,
  };
}
