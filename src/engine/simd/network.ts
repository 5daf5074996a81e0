/**
 * A network whose tensors lie in the shared memory, as its leader sees it: it cuts each step into phases, does their
 * tasks with whoever has joined, and sums the losses in sample order.
 */

import type { FloatArray, Network, NetworkPlan, StepResult } from '../backend.ts';
import { clipProbability } from '../losses.ts';
import type { Score } from '../spec.ts';
import { tensorTable } from '../tensors.ts';
import { checkImages, createBatchLoader } from './batch.ts';
import { phaseField, viewControl } from './control.ts';
import { viewData } from './data.ts';
import type { PlacedImages } from './images.ts';
import { instantiate, type LoadedKernels } from './kernels.ts';
import type { NetworkLayout } from './layout.ts';
import { createPace } from './pace.ts';
import { createProgram, phaseKind } from './program.ts';
import { createSteps, type Phase } from './steps.ts';
import { createLeader } from './team.ts';
import { readTensor, tensorOf, writeTensor } from './tensors.ts';

export interface PlacedRun {
  readonly memory: WebAssembly.Memory;
  readonly layout: NetworkLayout;
  /** Byte offset of the run's block, which `initializeRun` has filled. */
  readonly base: number;
  readonly images: PlacedImages;
}

/** Multiply-adds below which a phase is done sooner alone than together. */
const worthSharing = 250_000;

/**
 * Opens a placed run for training. One thread leads a run; others join it with `joinTeam`.
 * `dispose` sends the others away; the owner frees the block once they have returned.
 * @param now a clock, milliseconds: steps are then shared only while that is faster. @default none: all that are large enough
 */
export function openNetwork(
  loaded: LoadedKernels,
  { memory, layout, base, images }: PlacedRun,
  now?: () => number,
): Network {
  const { shape, strides } = layout;
  const data = viewData(memory, layout, base, images);
  const plan: NetworkPlan = { network: shape.network, optimizer: shape.optimizer, maxBatch: shape.maxBatch, data };
  const control = viewControl(memory, base + layout.control, shape.maxThreads);
  const { phase } = control;
  const kernels = instantiate(loaded.module, memory);
  const program = createProgram({ kernels, wide: loaded.wide ?? false, memory, layout, base, images, thread: 0 });
  const leader = createLeader(control);
  const batches = createBatchLoader(memory, layout, base, data.images);
  const mostSamples = Math.max(shape.maxBatch, layout.evaluated);
  const losses = new Float64Array(memory.buffer, base + layout.losses, mostSamples);
  const wrong = new Uint8Array(memory.buffer, base + layout.wrong, mostSamples);
  const samplesView = new Uint32Array(memory.buffer, base + layout.samples, layout.evaluated);
  const macsPerSample = multiplyAdds(layout, images);
  // Batches of many blocks are always worth sharing, and their steps too long to try.
  const pace = now && shape.maxBatch <= layout.blockSamples ? createPace(now) : undefined;

  const steps = createSteps(layout, phase, program, runPhase);

  function isWorthSharing(samples: number): boolean {
    return leader.hasFollowers() && samples * macsPerSample > worthSharing;
  }

  function runPhase({ kind, count, chunk, tasks, option = 0, shared, owned = 0 }: Phase): void {
    phase[phaseField.kind] = kind;
    phase[phaseField.count] = count;
    phase[phaseField.chunk] = chunk;
    phase[phaseField.tasks] = tasks;
    phase[phaseField.option] = option;
    phase[phaseField.owned] = owned;
    leader.phase(tasks, owned, shared, program.run);
  }

  /** Forward and back over a batch, then gradients or updates; returns loss and error of before. */
  function train(batch: Uint32Array, rate: number, stepNumber: number, gradientsOnly: boolean): StepResult {
    const count = batch.length;
    const turns = batches.load(batch);
    const couldShare = isWorthSharing(count);
    // Steps of the same size can be compared: the last of an epoch, often smaller, is not timed.
    const timed = couldShare && count === shape.maxBatch ? pace : undefined;
    const shared = timed?.begin() ?? couldShare;
    phase[phaseField.rate] = rate;
    phase[phaseField.stepNumber] = stepNumber;
    phase[phaseField.gradientsOnly] = gradientsOnly ? 1 : 0;
    phase[phaseField.batch] = count;
    phase[phaseField.first] = 0;
    program.prepareInitial();
    if (steps.run(count, turns, shared)) batches.turned();
    timed?.end();
    return { loss: totalLoss(count) / count, error: totalWrong(count) / count };
  }

  /** Runs a phase over samples, as many at once as the block holds; `done` sees each part. */
  function overSamples(kind: number, samples: Uint32Array, done: (from: number, count: number) => void): void {
    checkImages(samples, images.count);
    program.prepareInitial();
    for (let from = 0; from < samples.length; from += layout.evaluated) {
      const count = Math.min(layout.evaluated, samples.length - from);
      samplesView.set(samples.subarray(from, from + count));
      const chunk = layout.evaluatedPerTask;
      runPhase({ kind, count, chunk, tasks: Math.ceil(count / chunk), shared: isWorthSharing(count) });
      done(from, count);
    }
  }

  function totalLoss(count: number): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += losses[i]!;
    return total;
  }

  function totalWrong(count: number): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += wrong[i]!;
    return total;
  }

  return {
    variant: loaded.variant,
    plan,
    read: (name) => readTensor(memory, base, tensorOf(layout, 'read', name)),
    write: (name, values) => writeTensor(memory, base, tensorOf(layout, 'write', name), values),
    step: (batch, rate, stepNumber) => train(batch, rate, stepNumber, false),
    evaluate(samples): Score {
      let [loss, mistakes] = [0, 0];
      overSamples(phaseKind.evaluate, samples, (_, count) => {
        loss += totalLoss(count);
        mistakes += totalWrong(count);
      });
      return { loss: loss / samples.length, error: mistakes / samples.length };
    },
    probabilities(samples): Float64Array {
      const { classes } = shape.network;
      const stride = strides.at(-1)!;
      const all = new Float64Array(samples.length * classes);
      const rows = new Float32Array(memory.buffer, base + layout.probabilities, layout.evaluated * stride);
      overSamples(phaseKind.probabilities, samples, (from, count) => {
        for (let s = 0; s < count; s++)
          for (let c = 0; c < classes; c++) all[(from + s) * classes + c] = clipProbability(rows[s * stride + c]!);
      });
      return all;
    },
    activations(samples, layer): Float32Array {
      checkImages(samples, images.count);
      if (!(layer in strides)) throw new RangeError(`network: layer ${layer} was given, there are ${strides.length}`);
      program.prepareInitial();
      const [units, stride] = [layout.widths[layer + 1]!, strides[layer]!];
      const all = new Float32Array(samples.length * units);
      for (let from = 0; from < samples.length; from += layout.evaluatedPerTask) {
        const count = Math.min(layout.evaluatedPerTask, samples.length - from);
        samplesView.set(samples.subarray(from, from + count));
        const rows = new Float32Array(memory.buffer, program.outputs(count)[layer], count * stride);
        for (let s = 0; s < count; s++) all.set(rows.subarray(s * stride, s * stride + units), (from + s) * units);
      }
      return all;
    },
    gradients(batch) {
      const { loss } = train(batch, 0, 1, true);
      const gradients = tensorTable(shape.network).map(({ name }): [string, FloatArray] => [
        name,
        readTensor(memory, base, tensorOf(layout, 'read', `${name}.gradient`)),
      ]);
      return { loss, gradients: new Map(gradients) };
    },
    dispose: () => leader.close(),
  };
}

/** Multiply-adds of a forward pass of one sample. */
function multiplyAdds({ strides, widths }: NetworkLayout, images: PlacedImages): number {
  const inputs = images.kind === 'sparse-u8' ? images.nonZeros / Math.max(1, images.count) : images.inputs;
  return strides.reduce((sum, stride, layer) => sum + (layer === 0 ? inputs : widths[layer]!) * stride, 0);
}
