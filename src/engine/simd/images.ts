/**
 * Images in the shared memory: placed once by the owner, used by all runs and threads.
 */

import type { ImageStore } from '../spec.ts';
import { densityOf } from '../work.ts';
import type { Allocator } from './allocator.ts';

type SparseImages = Extract<ImageStore, { kind: 'sparse-u8' }>;

/** Where the images lie, as byte offsets. Structured-cloneable. `block` is what the owner frees in the end. */
export type PlacedImages =
  | {
      readonly kind: 'sparse-u8';
      readonly count: number;
      readonly inputs: number;
      readonly nonZeros: number;
      /** See `firstHalf`. */
      readonly half: number;
      readonly block: number;
      readonly rowStarts: number; // u32 (count + 1)
      readonly middles: number; // u32 (count): where an image's pixels of the second half begin
      readonly columns: number; // u16 (nonZeros)
      readonly values: number; // u8 (nonZeros)
      readonly bytes: number | null; // u8 (count, inputs), where most pixels are not zero
    }
  | {
      readonly kind: 'dense-f32';
      readonly count: number;
      readonly inputs: number;
      readonly block: number;
      readonly values: number; // f32 (count, inputs)
    };

/** From this share of pixels that are not zero on, images lie in the memory as rows of bytes too. */
export const bytesFrom = 0.6;

/** Images that are looked at to find the middle: enough to halve the pixels to within a percent or so. */
const looked = 500;

/**
 * Where the second half of the pixels begins, see assembly/sparse-forward.ts: before it are as many pixels that are not
 * zero as behind, so that two threads that own a half each have the same to do. Depends on the images alone.
 */
export function firstHalf(store: ImageStore): number {
  const { count, inputs } = store;
  if (store.kind === 'dense-f32') return inputs >> 1;
  const found = new Uint32Array(inputs);
  const every = Math.ceil(count / looked);
  let left = 0;
  for (let image = 0; image < count; image += every) {
    const [from, end] = [store.rowStarts[image]!, store.rowStarts[image + 1]!];
    for (let i = from; i < end; i++) found[store.columns[i]!]! += 1;
    left += end - from;
  }
  if (left === 0) return inputs >> 1;
  let column = 0;
  for (let before = 0; before < left; column++) {
    before += found[column]!;
    left -= found[column]!;
  }
  return column;
}

/** Copies a store into the memory. Throws the allocator's RangeError when it does not fit. */
export function placeImages(memory: WebAssembly.Memory, allocator: Allocator, store: ImageStore): PlacedImages {
  const { count, inputs } = store;
  if (store.kind === 'dense-f32') {
    const block = allocator.allocate(store.values.byteLength);
    new Float32Array(memory.buffer, block, store.values.length).set(store.values);
    return { kind: store.kind, count, inputs, block, values: block };
  }
  const nonZeros = store.values.length;
  const tables = store.rowStarts.byteLength + count * 4;
  const lists = tables + store.columns.byteLength + nonZeros;
  const hasBytes = densityOf(store) >= bytesFrom;
  const block = allocator.allocate(lists + (hasBytes ? count * inputs : 0));
  const middles = block + store.rowStarts.byteLength;
  const columns = block + tables;
  const values = columns + store.columns.byteLength;
  new Uint32Array(memory.buffer, block, store.rowStarts.length).set(store.rowStarts);
  const half = firstHalf(store);
  placeMiddles(store, half, new Uint32Array(memory.buffer, middles, count));
  new Uint16Array(memory.buffer, columns, nonZeros).set(store.columns);
  new Uint8Array(memory.buffer, values, nonZeros).set(store.values);
  const bytes = hasBytes ? block + lists : null;
  if (bytes !== null) placeBytes(store, new Uint8Array(memory.buffer, bytes, count * inputs));
  return { kind: store.kind, count, inputs, nonZeros, half, block, rowStarts: block, middles, columns, values, bytes };
}

function placeMiddles({ rowStarts, columns }: SparseImages, half: number, middles: Uint32Array): void {
  for (let image = 0; image < middles.length; image++) {
    let [from, to] = [rowStarts[image]!, rowStarts[image + 1]!];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (columns[middle]! < half) from = middle + 1;
      else to = middle;
    }
    middles[image] = from;
  }
}

/** @param bytes zeroed, as the allocator gives it */
function placeBytes({ count, inputs, rowStarts, columns, values }: SparseImages, bytes: Uint8Array): void {
  for (let image = 0; image < count; image++)
    for (let i = rowStarts[image]!; i < rowStarts[image + 1]!; i++) bytes[image * inputs + columns[i]!] = values[i]!;
}

/** The placed images as a store: views, nothing is copied. */
export function viewImages({ buffer }: WebAssembly.Memory, placed: PlacedImages): ImageStore {
  const { count, inputs } = placed;
  if (placed.kind === 'dense-f32') {
    return { kind: placed.kind, count, inputs, values: new Float32Array(buffer, placed.values, count * inputs) };
  }
  return {
    kind: placed.kind,
    count,
    inputs,
    rowStarts: new Uint32Array(buffer, placed.rowStarts, count + 1),
    columns: new Uint16Array(buffer, placed.columns, placed.nonZeros),
    values: new Uint8Array(buffer, placed.values, placed.nonZeros),
  };
}
