/**
 * The batch of a step in the block: its image indices, and where each block of samples has its sorted pixels.
 */

import type { NetworkLayout } from './layout.ts';
import type { ImageStore } from '../spec.ts';

export interface BatchLoader {
  /**
   * Writes the indices of a batch.
   * @returns blocks of samples whose pixels must be sorted: none when the batch is the one sorted last
   * @throws RangeError for a batch that is empty, too large, names an image that is not there, or has more non-zero
   *   pixels than the layout provides for
   */
  load(batch: Uint32Array): number;
  /** To be called once the blocks are sorted. */
  sorted(): void;
}

export function createBatchLoader(
  { buffer }: WebAssembly.Memory,
  layout: NetworkLayout,
  base: number,
  images: ImageStore,
): BatchLoader {
  const { maxBatch, batchNonZeros } = layout.shape;
  const { blockSamples } = layout;
  const indices = new Uint32Array(buffer, base + layout.batch, maxBatch);
  const entriesFrom = new Uint32Array(buffer, base + layout.entriesFrom, Math.ceil(maxBatch / blockSamples) + 1);
  let loaded = 0;
  let isSorted = false;

  function isLoaded(batch: Uint32Array): boolean {
    if (batch.length !== loaded) return false;
    for (let i = 0; i < loaded; i++) if (batch[i] !== indices[i]) return false;
    return true;
  }

  function placeEntries(rowStarts: Uint32Array): number {
    let nonZeros = 0;
    let block = 0;
    for (let i = 0; i < loaded; i++) {
      if (i % blockSamples === 0) entriesFrom[block++] = nonZeros;
      const image = indices[i]!;
      nonZeros += rowStarts[image + 1]! - rowStarts[image]!;
    }
    if (nonZeros > batchNonZeros)
      throw new RangeError(`network: the batch has ${nonZeros} non-zero inputs, the layout holds ${batchNonZeros}`);
    return block;
  }

  return {
    load(batch) {
      if (batch.length < 1 || batch.length > maxBatch)
        throw new RangeError(`network: step: given a batch of ${batch.length}, expected 1..${maxBatch}`);
      if (isLoaded(batch) && isSorted) return 0;
      isSorted = false;
      checkImages(batch, images.count);
      indices.set(batch);
      loaded = batch.length;
      return images.kind === 'sparse-u8' && !layout.shape.unpacksImages ? placeEntries(images.rowStarts) : 0;
    },
    sorted() {
      isSorted = true;
    },
  };
}

/** The kernels check nothing: an index beyond the store would read other memory. */
export function checkImages(indices: Uint32Array, count: number): void {
  for (let i = 0; i < indices.length; i++)
    if (indices[i]! >= count) throw new RangeError(`network: image ${indices[i]} was given, there are ${count}`);
}
