/**
 * Where everything of one run lies in its block of shared memory. Pure: the sizes are known before anything is
 * allocated, so that the planner can show them, and the result is plain data that any thread can be given.
 *
 * Offsets are bytes from the start of the block, multiples of 64. Matrices are row-major with rows padded to whole vectors
 * or cache lines (`padded`); padding columns hold zeros and stay zero. Weights also have as many rows as the layer below
 * has padded columns, for the step back through a layer.
 */

import type { SplitName } from '../spec.ts';
import { layerWidths, optimizerSlots, tensorTable } from '../tensors.ts';
import { blockOfMany, mostInOneBlock } from './blocks.ts';
import { controlBytes, mostOwned } from './control.ts';
import { deltaFloats, skipsDeltas, unpackedFloats } from './denseInputs.ts';
import { backwardFloats, packedFloats, packs } from './packing.ts';
import { line, padded } from './rows.ts';
import type { NetworkShape } from './shape.ts';

export type { PlacedImages } from './images.ts';
export { padded } from './rows.ts';
export { shapeOf, type NetworkShape } from './shape.ts';

/** Rows of weights that one task takes, so that the deltas it reads are used often; fewer when rows are very long. */
const taskRows = 64;
const taskFloats = 131_072;
/** Floats of activations and deltas of a part of a large batch: they should stay in the second cache, … */
const partFloats = 393_216;
/** … but a part has so many samples at least: threads wait for each other at its end. */
const leastInPart = 4096;
/** Floats of activations that one evaluation task holds. */
const evaluationFloats = 262_144;
const evaluationIndices = 8192;
/** Cache lines of units that a thread owns at least: one of the widest tiles. */
const leastLines = 6;
const addressSpace = 2 ** 32 - 65_536;

/** A tensor, an optimiser slot or a gradient in the block. */
export interface PlacedTensor {
  /** `W1`, `b1`, `W1.velocity`, `W1.gradient`, … */
  readonly name: string;
  readonly layer: number;
  readonly rows: number;
  readonly columns: number;
  /** Floats per row, a multiple of 4. */
  readonly stride: number;
  readonly offset: number;
}

/** A range of rows of one layer's weights: the unit of work of the gradient. */
export interface RowTask {
  readonly layer: number;
  readonly from: number;
  readonly rows: number;
}

/** Some units of one half of the first layer's weights: what a thread owns. */
export interface HalfTask {
  readonly half: 0 | 1;
  /** First row of W1. */
  readonly from: number;
  readonly rows: number;
  /** First float of each row: where a cache line begins. */
  readonly firstUnit: number;
  /** Floats, a multiple of 4, padding included. */
  readonly units: number;
}

export interface NetworkLayout {
  readonly shape: NetworkShape;
  /** Size of the whole block. */
  readonly bytes: number;
  /** Inputs first, logits last. */
  readonly widths: readonly number[];
  /** Floats per row of each layer's output, `widths[layer + 1]` padded. */
  readonly strides: readonly number[];
  readonly tensors: ReadonlyMap<string, PlacedTensor>;
  readonly control: number;
  readonly labels: number; // u16 (images)
  readonly splits: Readonly<Record<SplitName, number>>; // u32 (images of the split)
  readonly batch: number; // u32 (maxBatch)
  readonly samples: number; // u32 (evaluated): image indices of an evaluation
  /** How many samples an evaluation takes at once. */
  readonly evaluated: number;
  /** How many of them one task takes. */
  readonly evaluatedPerTask: number;
  readonly losses: number; // f64 (max(maxBatch, evaluated))
  readonly wrong: number; // u8 (max(maxBatch, evaluated))
  readonly probabilities: number; // f32 (evaluated, stride of the logits)
  readonly initial: number; // f32 (stride of the first layer): bias + offset · column sums of W1
  /** Samples that go forward and back and into the gradients before others do: all of a batch of one block. */
  readonly partSamples: number;
  readonly activations: readonly number[]; // per layer f32 (partSamples, stride); the logits turn into their deltas
  readonly deltas: readonly number[]; // per layer f32 (partSamples, stride); the last is the last of activations
  /** The batch by pixels, see assembly/columns.ts. */
  readonly columnValues: number; // u8 (blocks, words, inputs, wordSamples)
  readonly columnMasks: number; // u64 (blocks, words, inputs)
  /** Words of samples in a block, and samples in each: 16, 32 or 64. */
  readonly words: number;
  readonly wordSamples: number;
  readonly scratch: number;
  readonly scratchBytes: number; // per thread
  readonly lanesAt: number; // within it: 64 bytes, see assembly/loss.ts
  readonly unpackedAt: number; // within it: f32, inputs as floats, see denseInputs.ts
  readonly packedAt: number; // within it: f32, weights of a tile, see assembly/packed.ts
  readonly deltaColumnsAt: number; // within it: f32 and u64, a block's deltas by units, see denseInputs.ts
  /** Whether the first layer's gradient of a batch of many blocks leaves out the samples in which ReLU is off. */
  readonly leavesOutZeros: boolean;
  /** Samples whose columns of pixels are made together and whose gradient is summed at once. */
  readonly blockSamples: number;
  /** The rows of all layers in tasks: for several threads and batches of one block, … */
  readonly rowTasks: readonly RowTask[];
  /** … one task per layer, for a thread that works alone and updates weights directly, … */
  readonly layerTasks: readonly RowTask[];
  /** … and for batches of many blocks, with several threads and with one. */
  readonly longTasks: readonly RowTask[];
  readonly longestTasks: readonly RowTask[];
  /** The first layer's weights in tasks that belong to threads, … */
  readonly halfTasks: readonly HalfTask[];
  /** … and the rows of the other layers. */
  readonly deeperTasks: readonly RowTask[];
}

/** Reserves byte ranges one after the other. */
function reservations() {
  let end = 0;
  return {
    get bytes() {
      return end;
    },
    take(bytes: number): number {
      const offset = end;
      end += Math.ceil(bytes / 64) * 64;
      return offset;
    },
  };
}

/** @throws RangeError with needed and available bytes when the block exceeds the 4 GiB that kernels can address */
export function layoutNetwork(shape: NetworkShape): NetworkLayout {
  const { network, images, maxBatch, maxThreads, splits } = shape;
  const widths = layerWidths(network);
  const strides = widths.slice(1).map(padded);
  const space = reservations();
  const control = space.take(controlBytes(maxThreads));
  const tensors = placeTensors(shape, space.take);
  const evaluatedPerTask = Math.min(64, Math.max(8, Math.floor(evaluationFloats / sum(strides))));
  const evaluated = Math.min(evaluationIndices, Math.max(evaluatedPerTask, Math.floor(2 ** 20 / strides.at(-1)!)));
  const most = Math.max(maxBatch, evaluated);
  const blockSamples = maxBatch > mostInOneBlock ? blockOfMany : mostInOneBlock;
  const blocks = Math.ceil(maxBatch / blockSamples);
  const wordSamples = wordOf(Math.min(maxBatch, blockSamples));
  const words = Math.ceil(Math.min(maxBatch, blockSamples) / wordSamples);
  const partSamples = maxBatch > blockSamples ? Math.min(maxBatch, partOf(strides)) : maxBatch;
  const activations = strides.map((stride) => space.take(partSamples * stride * 4));
  const deltas = strides.map((stride, layer) =>
    layer === strides.length - 1 ? activations[layer]! : space.take(partSamples * stride * 4),
  );
  const workFloats = Math.max(
    evaluatedPerTask * sum(strides),
    ...strides.slice(1).map(backwardFloats),
    ...strides.map((stride, layer) => rowsPerTask(stride, widths[layer]!) * stride),
  );
  const sparse = images.kind === 'sparse-u8';
  const hasColumns = sparse && !shape.unpacks.gradient;
  const hasFloats = !sparse || shape.unpacks.forward || shape.unpacks.gradient;
  const lanesAt = Math.ceil(workFloats / line) * line;
  const unpackedAt = lanesAt + line;
  const leavesOutZeros = (!sparse || shape.unpacks.gradient) && skipsDeltas(network, maxBatch);
  const packedAt =
    unpackedAt + (hasFloats ? unpackedFloats(images.inputs, Math.min(blockSamples, maxBatch), leavesOutZeros) : 0);
  const packedRows = strides.map((stride, layer) => (packs(stride) && (hasFloats || layer > 0) ? widths[layer]! : 0));
  const deltaColumnsAt = packedAt + packedFloats(Math.max(...packedRows));
  const scratchFloats = deltaColumnsAt + (leavesOutZeros ? deltaFloats : 0);
  const tasks = (most: number) =>
    strides.flatMap((stride, layer) =>
      tasksOf(layer, widths[layer]!, rowsPerTask(stride, Math.min(most, widths[layer]!))),
    );
  // each task of a batch of many blocks reads the deltas of all samples: as few tasks as threads, where they fit
  const sharesOf = (threads: number) =>
    strides.flatMap((stride, layer) => {
      const share = Math.ceil(widths[layer]! / threads / 4) * 4;
      // where zeros are left out, the deltas are turned into columns by each task
      const rows = layer === 0 && leavesOutZeros ? share : rowsPerTask(stride, Math.max(taskRows, share));
      return tasksOf(layer, widths[layer]!, rows);
    });
  const layout: Omit<NetworkLayout, 'bytes'> = {
    shape,
    widths,
    strides,
    tensors,
    control,
    labels: space.take(images.count * 2),
    splits: {
      train: space.take((splits.train ?? 0) * 4),
      validation: space.take((splits.validation ?? 0) * 4),
      test: space.take((splits.test ?? 0) * 4),
    },
    batch: space.take(maxBatch * 4),
    samples: space.take(evaluated * 4),
    evaluated,
    evaluatedPerTask,
    losses: space.take(most * 8),
    wrong: space.take(most),
    probabilities: space.take(evaluated * strides.at(-1)! * 4),
    initial: space.take(strides[0]! * 4),
    partSamples,
    activations,
    deltas,
    columnValues: space.take(hasColumns ? blocks * words * images.inputs * wordSamples : 0),
    columnMasks: space.take(hasColumns ? blocks * words * images.inputs * 8 : 0),
    words,
    wordSamples,
    scratch: space.take(maxThreads * Math.ceil(scratchFloats / 16) * 64),
    scratchBytes: Math.ceil(scratchFloats / 16) * 64,
    lanesAt: lanesAt * 4,
    unpackedAt: unpackedAt * 4,
    packedAt: packedAt * 4,
    deltaColumnsAt: deltaColumnsAt * 4,
    leavesOutZeros,
    blockSamples,
    rowTasks: tasks(taskRows),
    layerTasks: strides.map((_, layer) => ({ layer, from: 0, rows: widths[layer]! })),
    longTasks: sharesOf(maxThreads),
    longestTasks: sharesOf(1),
    halfTasks: halfTasksOf(images, strides[0]!, maxThreads),
    deeperTasks: tasks(taskRows).filter(({ layer }) => layer > 0),
  };
  const { bytes } = space;
  if (bytes > addressSpace) throw tooLarge(bytes);
  return { ...layout, bytes };
}

type Take = (bytes: number) => number;

function placeTensors({ network, optimizer }: NetworkShape, take: Take): ReadonlyMap<string, PlacedTensor> {
  const slots = ['', ...[...optimizerSlots(optimizer), 'gradient'].map((slot) => `.${slot}`)];
  const placed = tensorTable(network).flatMap(({ name, kind, layer, rows, columns }) =>
    slots.map((slot): PlacedTensor => {
      const stride = padded(columns);
      const offset = take((kind === 'bias' ? 1 : padded(rows)) * stride * 4);
      return { name: name + slot, layer, rows, columns, stride, offset };
    }),
  );
  return new Map(placed.map((tensor) => [tensor.name, tensor]));
}

function rowsPerTask(stride: number, most: number): number {
  return Math.max(4, Math.min(most, Math.floor(taskFloats / stride / 4) * 4));
}

function tasksOf(layer: number, rows: number, perTask: number): RowTask[] {
  return Array.from({ length: Math.ceil(rows / perTask) }, (_, task) => {
    const from = task * perTask;
    return { layer, from, rows: Math.min(perTask, rows - from) };
  });
}

/**
 * Whole blocks of the kernel that sums rows, and of columns of pixels; some even where they exceed the cache, so that threads
 * seldom wait for each other.
 */
function partOf(strides: readonly number[]): number {
  return Math.max(leastInPart, Math.floor(partFloats / (2 * sum(strides)) / 256) * 256);
}

/** Samples of a word: no more than the batch needs, since the places of all are cleared. */
function wordOf(samples: number): number {
  return samples > 32 ? 64 : samples > 16 ? 32 : 16;
}

/**
 * Two halves of the rows, and where there are more threads each in equal shares of whole cache lines of units, as long as
 * those are not too narrow.
 */
function halfTasksOf({ inputs, half: middle }: NetworkShape['images'], stride: number, threads: number): HalfTask[] {
  const lines = Math.ceil(stride / line);
  const shares = Math.max(1, Math.min(Math.floor(lines / leastLines), Math.floor(threads / 2), mostOwned / 2));
  return ([0, 1] as const).flatMap((half) =>
    Array.from({ length: shares }, (_, share) => {
      const firstUnit = Math.floor((lines * share) / shares) * line;
      const end = Math.min(stride, Math.floor((lines * (share + 1)) / shares) * line);
      const [from, rows] = half === 0 ? [0, middle] : [middle, inputs - middle];
      return { half, from, rows, firstUnit, units: end - firstUnit };
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function tooLarge(bytes: number): RangeError {
  const [needed, available] = [bytes, addressSpace].map((value) => value.toLocaleString('en'));
  return new RangeError(
    `network: needs ${needed} bytes, the kernels can address ${available}; choose a smaller batch or fewer units`,
  );
}
