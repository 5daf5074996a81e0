/**
 * The last stage of the data pipeline: what is added to and multiplied with the raw values. Pure.
 *
 * | scaling | 8-bit pixels p | real-valued data x |
 * |---|---|---|
 * | unit | p / 255, in [0, 1] | x as it is: generated data are in their natural unit already |
 * | symmetric | 2p / 255 − 1, in [−1, 1] | 2x − 1 |
 * | none | p | x |
 * | standardize | (p − mean) / SD | (x − mean) / SD |
 *
 * Mean and SD (ddof 0) are taken in float64 over all inputs of the used training images, without those set aside for
 * validation; per feature for data whose features are unlike one another. An SD of 0 counts as 1.
 */

import type { ImageStore, Scaling } from '../../engine/spec.ts';
import type { ScalingName } from '../../shared/experiment.ts';
import { denseImage } from './sparse.ts';

export interface ScaledImages {
  readonly images: ImageStore;
  readonly scaling: Scaling;
}

/** What becomes of raw values: `factor · x + offset` for all of them, or `(x − mean) / deviation` feature by feature. */
export type InputScaling =
  | ({ readonly kind: 'affine' } & Scaling)
  | { readonly kind: 'features'; readonly means: Float64Array; readonly deviations: Float64Array };

/**
 * What a scaling does to the raw values of these images.
 * @param train indices of the training images that are used
 */
export function inputScaling(
  images: ImageStore,
  name: ScalingName,
  train: Uint32Array,
  featurewise: boolean,
): InputScaling {
  const full = images.kind === 'sparse-u8' ? 255 : 1;
  switch (name) {
    case 'none':
      return { kind: 'affine', factor: 1, offset: 0 };
    case 'unit':
      return { kind: 'affine', factor: 1 / full, offset: 0 };
    case 'symmetric':
      return { kind: 'affine', factor: 2 / full, offset: -1 };
    case 'standardize':
      return featurewise
        ? featureMoments(images, train)
        : { kind: 'affine', ...standardizing(momentsOf(images, train)) };
  }
}

/**
 * The images with the scaling to apply on use. Only `standardize` of featurewise data, which is no single affine map,
 * makes a scaled copy.
 * @param train indices of the training images that are used
 */
export function scaleImages(
  images: ImageStore,
  name: ScalingName,
  train: Uint32Array,
  featurewise: boolean,
): ScaledImages {
  const scaling = inputScaling(images, name, train, featurewise);
  if (scaling.kind === 'features')
    return { images: standardizeFeatures(images, scaling), scaling: { factor: 1, offset: 0 } };
  return { images, scaling: { factor: scaling.factor, offset: scaling.offset } };
}

interface Moments {
  readonly mean: number;
  /** Standard deviation, ddof 0. */
  readonly deviation: number;
}

function standardizing({ mean, deviation }: Moments): Scaling {
  const factor = 1 / (deviation || 1);
  return { factor, offset: -mean * factor };
}

/** Mean and SD over every input of the given images. */
function momentsOf(images: ImageStore, rows: Uint32Array): Moments {
  return images.kind === 'sparse-u8' ? pixelMoments(images, rows) : realMoments(images, rows);
}

/** Pixels are integers: their sums are exact, and one pass over the non-zeros will do. */
function pixelMoments(images: Extract<ImageStore, { kind: 'sparse-u8' }>, rows: Uint32Array): Moments {
  const n = rows.length * images.inputs;
  let sum = 0;
  let squares = 0;
  for (const row of rows)
    for (let i = images.rowStarts[row]!; i < images.rowStarts[row + 1]!; i++) {
      const value = images.values[i]!;
      sum += value;
      squares += value * value;
    }
  const mean = sum / n;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / n - mean * mean)) };
}

/**
 * Two passes: the difference of two large sums would lose the digits of a small spread. Both count from the first value,
 * so that constant data have a deviation of exactly 0.
 */
function realMoments(images: Extract<ImageStore, { kind: 'dense-f32' }>, rows: Uint32Array): Moments {
  const { inputs, values } = images;
  const n = rows.length * inputs;
  const origin = values[rows[0]! * inputs]!;
  let sum = 0;
  for (const row of rows) for (let i = row * inputs; i < (row + 1) * inputs; i++) sum += values[i]! - origin;
  const mean = origin + sum / n;
  let squares = 0;
  for (const row of rows) for (let i = row * inputs; i < (row + 1) * inputs; i++) squares += (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / n) };
}

/** Mean and SD of each feature over the given images; an SD of 0 counts as 1. */
function featureMoments(images: ImageStore, rows: Uint32Array): Extract<InputScaling, { kind: 'features' }> {
  const values = denseRows(images);
  const moments = Array.from({ length: images.inputs }, (_, feature) => {
    const column = Float32Array.from({ length: images.count }, (_, i) => values[i * images.inputs + feature]!);
    return realMoments({ kind: 'dense-f32', count: images.count, inputs: 1, values: column }, rows);
  });
  return {
    kind: 'features',
    means: Float64Array.from(moments, ({ mean }) => mean),
    deviations: Float64Array.from(moments, ({ deviation }) => deviation || 1),
  };
}

/** A copy of all images in which every feature of the training rows has mean 0 and SD 1 (or 0, where it is constant). */
function standardizeFeatures(
  images: ImageStore,
  { means, deviations }: Extract<InputScaling, { kind: 'features' }>,
): ImageStore {
  const { count, inputs } = images;
  const values = denseRows(images);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - means[i % inputs]!) / deviations[i % inputs]!;
  return { kind: 'dense-f32', count, inputs, values };
}

/** A copy of all raw values (count, inputs). */
function denseRows(images: ImageStore): Float32Array {
  const { count, inputs } = images;
  const values = new Float32Array(count * inputs);
  const row = new Float32Array(inputs);
  for (let i = 0; i < count; i++) values.set(denseImage(images, i, row), i * inputs);
  return values;
}
