/**
 * The part of the contract that looks into trained networks: predictions, weights, activations, nearest images. Everything
 * is computed on demand from kept weights, in a worker thread of its own, and cached there.
 *
 * A position counts the images of a split as the run used them, from 0; a number (`#4823`) counts the images of the
 * dataset's training or test part as they lie in its files, from 0, so that it means the same image in every run.
 *
 * Calls with a `lane` replace one another: a new call ends the one of the same lane that still computes, which then rejects
 * with `cancelled`. Without a lane a call runs to its end.
 */

import type { NetworkSpec } from '../../engine/spec.ts';
import type { Json } from '../model.ts';
import { z } from '../zod.ts';

export type SplitName = 'train' | 'validation' | 'test';

/** Weights that were kept, and thus a stop of the epoch slider. */
export interface Checkpoint {
  readonly step: number;
  /** Whole epochs where training stood at the end of one, a fraction elsewhere. */
  readonly epoch: number;
}

/** Which weights: of a run, as they were after a step. */
export interface WeightsAt {
  readonly id: string;
  /** A step of `listCheckpoints`; null takes the latest, of a run that trains the ones it has right now. */
  readonly step: number | null;
}

/** N images of a split, K classes. Rows are in order of position. */
export interface Predictions {
  readonly step: number;
  readonly split: SplitName;
  /** Null where the images are none (2-D points, CSV data). */
  readonly shape: readonly [height: number, width: number] | null;
  /** Raw values, before scaling, that 0 and 255 of `getImages` stand for. */
  readonly range: readonly [black: number, white: number];
  readonly classNames: readonly string[];
  readonly labels: Uint16Array; // (N)
  readonly numbers: Uint32Array; // (N)
  /** Clipped to [1e-15, 1 − 1e-15]; two columns for the sigmoid output. */
  readonly probabilities: Float32Array; // (N, K)
  /** Cross-entropy in nats. */
  readonly losses: Float32Array; // (N)
}

/** What several runs said of the same images. */
export interface PredictedByRuns {
  readonly classNames: readonly string[];
  readonly labels: Uint16Array; // (N)
  readonly numbers: Uint32Array; // (N)
  /** One for each run asked for, in order. */
  readonly predicted: readonly Uint16Array[]; // (N)
}

/** Images to show: of a run's split, with exactly the inputs it had before scaling, or of a dataset's part. */
export type ImageSource =
  | { readonly kind: 'run'; readonly id: string; readonly split: SplitName }
  | { readonly kind: 'dataset'; readonly id: string; readonly part: 'train' | 'test' };

export interface ImagePixels {
  readonly height: number;
  readonly width: number;
  /** 0 is the smallest value of the dataset, 255 its largest; 8-bit images are as they are. */
  readonly pixels: Uint8Array; // (images, height · width)
}

/** One layer's output for one image. */
export interface LayerActivation {
  /** `h1`, `h2`, …, and `logits` last. */
  readonly name: string;
  readonly values: Float32Array; // (units)
}

export interface Examined {
  readonly probabilities: Float32Array; // (classes)
  readonly layers: readonly LayerActivation[];
}

/** What to examine: an image of a split, or pixels as a person drew them (raw values before scaling). */
export type ImageInput = { readonly split: SplitName; readonly position: number } | { readonly pixels: Float32Array }; // (inputs)

export interface Neighbour {
  readonly position: number;
  readonly number: number;
  readonly label: number;
  /** Euclidean, in scaled inputs or in the last hidden layer's outputs. */
  readonly distance: number;
}

/** One image over the checkpoints of its run. */
export interface ImageMoment extends Checkpoint {
  readonly predicted: number;
  /** Of the true class. */
  readonly probability: number;
  readonly loss: number;
}

/** How a layer fares at one checkpoint, over up to 1,000 training images. */
export interface LayerHealth {
  /** From 1, as in `W1`; the output layer, last, has the name of the output as its activation. */
  readonly layer: number;
  readonly activation: string;
  readonly units: number;
  /** Units whose output is 0 for every image (ReLU), or within 0.01 of its bounds for every image (sigmoid, tanh). */
  readonly deadUnits: number;
  readonly meanActivation: number;
  /** Fraction of outputs that are exactly 0. */
  readonly zeros: number;
  /** Frobenius norms of the weights and of their gradient of the mean loss. */
  readonly weightNorm: number;
  readonly gradientNorm: number;
}

export interface HealthMoment extends Checkpoint {
  readonly layers: readonly LayerHealth[];
}

/** Values of a 2-D network at the centres of size × size cells that fill the bounds, rows from the top. */
export interface DecisionGrid {
  readonly step: number;
  readonly bounds: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  readonly size: number;
  /** Probability of every class in every cell. */
  readonly probabilities: Float32Array; // (size, size, classes)
}

export interface WeightTensor {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array; // (rows, columns)
}

/** A network with all that it takes to run images through it elsewhere. */
export interface NetworkAt {
  readonly step: number;
  readonly network: NetworkSpec;
  /** What becomes of an input's raw value x: factor · x + offset. */
  readonly factors: Float64Array; // (inputs)
  readonly offsets: Float64Array; // (inputs)
  /** All of them, in the order of the engine's table. */
  readonly tensors: readonly WeightTensor[];
}

/** A tag a person gave to images, by number within a part of the dataset. */
export interface ImageTag {
  readonly tag: string;
  readonly part: 'train' | 'test';
  readonly number: number;
}

export interface Drawing {
  readonly id: string;
  readonly createdAt: number;
  /** What the person says it is; null where they did not. */
  readonly label: number | null;
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array; // (height · width)
  /** The strokes, as the pad keeps them. */
  readonly strokes: Json;
}

type Lane = { readonly lane?: string | undefined };

export interface AnalysisApi {
  /** Steps whose weights are kept, ascending; the last is where the run stands. Empty before the first. */
  listCheckpoints(input: { id: string }): Promise<Checkpoint[]>;
  /** @param input.isAhead lets everything else come first, until `hurryPredictions`. @default false */
  getPredictions(input: WeightsAt & Lane & { split: SplitName; isAhead?: boolean | undefined }): Promise<Predictions>;
  /** Predictions that are being computed ahead are wanted now. */
  hurryPredictions(input: WeightsAt & { split: SplitName }): Promise<void>;
  /** Refused where the runs did not use the same images. */
  getPredicted(input: Lane & { runs: readonly WeightsAt[]; split: SplitName }): Promise<PredictedByRuns>;
  /** At most 4,096 images a call, in the order asked for. */
  getImages(input: { source: ImageSource; positions: Uint32Array }): Promise<ImagePixels>;
  /** A tensor by its name (`W1`, `b1`, …). */
  getWeights(input: WeightsAt & { tensor: string }): Promise<WeightTensor>;
  /** Null where it has more than 2 million parameters, which are too many to be sent about. */
  getNetwork(input: WeightsAt): Promise<NetworkAt | null>;
  /** What each of the runs makes of one image, layer by layer. */
  examineImage(input: Lane & { runs: readonly WeightsAt[]; image: ImageInput }): Promise<Examined[]>;
  /** The nearest training images, nearest first, the image itself left out. */
  getNeighbours(
    input: WeightsAt & Lane & { image: ImageInput; space: 'inputs' | 'hidden'; count: number },
  ): Promise<Neighbour[]>;
  getImageHistory(input: Lane & { id: string; split: SplitName; position: number }): Promise<ImageMoment[]>;
  getLayerHealth(input: Lane & { id: string }): Promise<HealthMoment[]>;
  /** Of a network with two inputs. The bounds are the data's unless given. */
  getDecisionGrid(
    input: WeightsAt & Lane & { size: number; bounds?: DecisionGrid['bounds'] | undefined },
  ): Promise<DecisionGrid>;

  listImageTags(input: { sha256: string }): Promise<ImageTag[]>;
  tagImages(input: {
    sha256: string;
    part: 'train' | 'test';
    numbers: readonly number[];
    tag: string;
    on: boolean;
  }): Promise<void>;

  /** Latest first. */
  listDrawings(input: Record<string, never>): Promise<Drawing[]>;
  saveDrawing(input: Omit<Drawing, 'id' | 'createdAt'>): Promise<Drawing>;
  removeDrawing(input: { id: string }): Promise<void>;
}

const id = z.string().min(1).max(100);
const step = z.int().min(0).nullable();
const split = z.enum(['train', 'validation', 'test']);
const part = z.enum(['train', 'test']);
const lane = z.string().max(100).optional();
const weightsAt = z.strictObject({ id, step });
const runs = z.array(weightsAt).min(1).max(1000);
const position = z.int().min(0);
const range = z.tuple([z.number(), z.number()]).refine(([from, to]) => from < to);
const tag = z.string().trim().min(1).max(50);
const image = z.union([
  z.strictObject({ split, position }),
  z.strictObject({ pixels: z.instanceof(Float32Array).refine((pixels) => pixels.length <= 65_536) }),
]);

export const analysisSchemas = {
  listCheckpoints: z.strictObject({ id }),
  getPredictions: weightsAt.extend({ split, isAhead: z.boolean().optional(), lane }),
  hurryPredictions: weightsAt.extend({ split }),
  getPredicted: z.strictObject({ runs, split, lane }),
  getImages: z.strictObject({
    source: z.union([
      z.strictObject({ kind: z.literal('run'), id, split }),
      z.strictObject({ kind: z.literal('dataset'), id, part }),
    ]),
    positions: z.instanceof(Uint32Array).refine((positions) => positions.length <= 4096),
  }),
  getWeights: weightsAt.extend({ tensor: z.string().regex(/^[Wb]\d{1,3}$/) }),
  getNetwork: weightsAt,
  examineImage: z.strictObject({ runs: z.array(weightsAt).min(1).max(50), image, lane }),
  getNeighbours: weightsAt.extend({ image, space: z.enum(['inputs', 'hidden']), count: z.int().min(1).max(100), lane }),
  getImageHistory: z.strictObject({ id, split, position, lane }),
  getLayerHealth: z.strictObject({ id, lane }),
  getDecisionGrid: weightsAt.extend({
    size: z.int().min(2).max(400),
    bounds: z.strictObject({ x: range, y: range }).optional(),
    lane,
  }),
  listImageTags: z.strictObject({ sha256: z.string().max(100) }),
  tagImages: z.strictObject({
    sha256: z.string().max(100),
    part,
    numbers: z.array(z.int().min(0)).max(100_000),
    tag,
    on: z.boolean(),
  }),
  listDrawings: z.strictObject({}),
  saveDrawing: z.strictObject({
    label: z.int().min(0).max(65_535).nullable(),
    height: z.int().min(1).max(256),
    width: z.int().min(1).max(256),
    pixels: z.instanceof(Uint8Array),
    strokes: z.json(),
  }),
  removeDrawing: z.strictObject({ id }),
} satisfies { [Name in keyof AnalysisApi]: z.ZodType<Parameters<AnalysisApi[Name]>[0]> };
