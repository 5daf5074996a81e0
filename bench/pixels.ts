/** Random images of MNIST's size, and their columns of pixels in the memory, for measuring kernels without data. */

import { randomStream } from '../src/engine/random.ts';
import type { Allocator } from '../src/engine/simd/allocator.ts';
import type { PlacedImages } from '../src/engine/simd/images.ts';
import type { Kernels } from '../src/engine/simd/kernels.ts';
import type { ImageStore } from '../src/engine/spec.ts';

export const inputs = 784;

export type Pixels = Extract<ImageStore, { kind: 'sparse-u8' }>;
export type PlacedPixels = Extract<PlacedImages, { kind: 'sparse-u8' }>;

export function digits(count: number): Pixels {
  const chance = Float64Array.from({ length: inputs }, (_, pixel) => {
    const [y, x] = [Math.floor(pixel / 28) - 13.5, (pixel % 28) - 13.5];
    return 0.75 * Math.exp(-(x * x + y * y) / 70);
  });
  return pixelImages(count, (pixel) => chance[pixel]!);
}

/** @param chance of a pixel not to be zero */
export function pixelImages(count: number, chance: (pixel: number) => number): Pixels {
  const random = randomStream(1, 'data');
  const rowStarts = new Uint32Array(count + 1);
  const columns: number[] = [];
  for (let image = 0; image < count; image++) {
    for (let pixel = 0; pixel < inputs; pixel++) if (random.uniform() < chance(pixel)) columns.push(pixel);
    rowStarts[image + 1] = columns.length;
  }
  const values = Uint8Array.from(columns, () => 1 + random.below(255));
  return { kind: 'sparse-u8', count, inputs, rowStarts, columns: Uint16Array.from(columns), values };
}

/** Samples of a word of the columns of pixels, and the part of `sparse_forward` that makes both halves' sums. */
export const wordSamples = 64;
export const bothHalves = 2;

export function placeColumns(allocator: Allocator, batch: number) {
  const words = Math.ceil(batch / wordSamples);
  const values = allocator.allocate(words * inputs * wordSamples);
  return { words, values, masks: allocator.allocate(words * inputs * 8) };
}

export function makeColumns(
  kernels: Kernels,
  { rowStarts, columns, values }: PlacedPixels,
  indices: number,
  batch: number,
  byPixels: ReturnType<typeof placeColumns>,
): void {
  // prettier-ignore
  kernels.pixel_columns(rowStarts, rowStarts + 4, columns, values, indices, batch,
    0, inputs, inputs, wordSamples, byPixels.values, byPixels.masks);
}
