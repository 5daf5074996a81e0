/**
 * Images in the shared memory: placed once by the owner, used by all runs and threads.
 */

import type { ImageStore } from '../spec.ts';
import type { Allocator } from './allocator.ts';

/** Where the images lie, as byte offsets. Structured-cloneable. `block` is what the owner frees in the end. */
export type PlacedImages =
  | {
      readonly kind: 'sparse-u8';
      readonly count: number;
      readonly inputs: number;
      readonly nonZeros: number;
      readonly block: number;
      readonly rowStarts: number; // u32 (count + 1)
      readonly columns: number; // u16 (nonZeros)
      readonly values: number; // u8 (nonZeros)
    }
  | {
      readonly kind: 'dense-f32';
      readonly count: number;
      readonly inputs: number;
      readonly block: number;
      readonly values: number; // f32 (count, inputs)
    };

/** Copies a store into the memory. Throws the allocator's RangeError when it does not fit. */
export function placeImages(memory: WebAssembly.Memory, allocator: Allocator, store: ImageStore): PlacedImages {
  const { count, inputs } = store;
  if (store.kind === 'dense-f32') {
    const block = allocator.allocate(store.values.byteLength);
    new Float32Array(memory.buffer, block, store.values.length).set(store.values);
    return { kind: store.kind, count, inputs, block, values: block };
  }
  const nonZeros = store.values.length;
  const block = allocator.allocate(store.rowStarts.byteLength + store.columns.byteLength + nonZeros);
  const columns = block + store.rowStarts.byteLength;
  const values = columns + store.columns.byteLength;
  new Uint32Array(memory.buffer, block, store.rowStarts.length).set(store.rowStarts);
  new Uint16Array(memory.buffer, columns, nonZeros).set(store.columns);
  new Uint8Array(memory.buffer, values, nonZeros).set(store.values);
  return { kind: store.kind, count, inputs, nonZeros, block, rowStarts: block, columns, values };
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
