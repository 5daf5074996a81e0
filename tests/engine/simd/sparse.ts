/** Sparse images and their columns of pixels in a bench's memory, for tests of the kernels that use them. */

import { placeImages, type PlacedImages } from '../../../src/engine/simd/images.ts';
import { imageStore } from '../../support/images.ts';
import type { Bench } from './builds.ts';

export type PlacedPixels = Extract<PlacedImages, { kind: 'sparse-u8' }>;

/** @param values (count, inputs) whole numbers 0..255 */
export function placePixels({ memory, allocator }: Bench, inputs: number, values: ArrayLike<number>): PlacedPixels {
  const placed = placeImages(memory, allocator, imageStore('sparse-u8', inputs, values));
  if (placed.kind !== 'sparse-u8') throw new Error('expected sparse images');
  return placed;
}

/** Copies whole numbers 0..255 into the memory as bytes; returns where they lie. */
export function bytesOf({ memory, allocator }: Bench, values: ArrayLike<number>): number {
  const at = allocator.allocate(values.length);
  new Uint8Array(memory.buffer, at, values.length).set(values);
  return at;
}

export interface Columns {
  readonly values: number; // u8 (words, inputs, samples)
  readonly masks: number; // u64 (words, inputs)
  readonly words: number;
  readonly samples: number;
}

/**
 * The columns of pixels of some images, made at once or half by half, in memory that held something else before.
 * @param samples of a word. @default 64
 */
export function makeColumns(
  { kernels, memory, allocator }: Bench,
  { rowStarts, middles, columns, values, inputs, half }: PlacedPixels,
  indices: number,
  count: number,
  { samples = 64, byHalves = false }: { samples?: number; byHalves?: boolean } = {},
): Columns {
  const words = Math.max(1, Math.ceil(count / samples));
  const made = {
    values: allocator.allocate(words * inputs * samples),
    masks: allocator.allocate(words * inputs * 8),
    words,
    samples,
  };
  new Uint8Array(memory.buffer, made.values, words * inputs * samples).fill(count > 0 ? 9 : 0);
  new Uint8Array(memory.buffer, made.masks, words * inputs * 8).fill(count > 0 ? 9 : 0);
  const all = [rowStarts, rowStarts + 4, 0, inputs] as const;
  const halves = [[rowStarts, middles, 0, half] as const, [middles, rowStarts + 4, half, inputs] as const];
  for (const [starts, ends, from, to] of byHalves ? halves : [all])
    // prettier-ignore
    kernels.pixel_columns(starts, ends, columns, values, indices, count, from, to, inputs, samples, made.values, made.masks);
  return made;
}
