/**
 * The batch of a step in the block: its image indices, and whether its columns of pixels are made.
 */

import type { NetworkLayout } from './layout.ts';
import type { ImageStore } from '../spec.ts';

export interface BatchLoader {
  /**
   * Writes the indices of a batch.
   * @returns whether columns of pixels must be made: not when the batch is the one of before
   * @throws RangeError for a batch that is empty, too large, or names an image that is not there
   */
  load(batch: Uint32Array): boolean;
  /** To be called once the columns of its blocks are made. */
  turned(): void;
}

export function createBatchLoader(
  { buffer }: WebAssembly.Memory,
  layout: NetworkLayout,
  base: number,
  images: ImageStore,
): BatchLoader {
  const { maxBatch, unpacks } = layout.shape;
  const usesColumns = images.kind === 'sparse-u8' && !unpacks.gradient;
  const indices = new Uint32Array(buffer, base + layout.batch, maxBatch);
  let loaded = 0;
  let isTurned = false;

  function isLoaded(batch: Uint32Array): boolean {
    if (batch.length !== loaded) return false;
    for (let i = 0; i < loaded; i++) if (batch[i] !== indices[i]) return false;
    return true;
  }

  return {
    load(batch) {
      if (batch.length < 1 || batch.length > maxBatch)
        throw new RangeError(`network: step: given a batch of ${batch.length}, expected 1..${maxBatch}`);
      if (isLoaded(batch) && isTurned) return false;
      isTurned = false;
      checkImages(batch, images.count);
      indices.set(batch);
      loaded = batch.length;
      return usesColumns;
    },
    turned() {
      isTurned = true;
    },
  };
}

/** The kernels check nothing: an index beyond the store would read other memory. */
export function checkImages(indices: Uint32Array, count: number): void {
  for (let i = 0; i < indices.length; i++)
    if (indices[i]! >= count) throw new RangeError(`network: image ${indices[i]} was given, there are ${count}`);
}
