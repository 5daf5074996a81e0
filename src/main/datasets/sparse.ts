/**
 * 8-bit images as compressed sparse rows (CSR), and single images back as dense pixels.
 *
 * MNIST is 81 % zeros, so this form is both smaller than the pixels and what the first layer computes on.
 */

import type { ImageStore } from '../../engine/spec.ts';

export type SparseStore = Extract<ImageStore, { kind: 'sparse-u8' }>;

/** The most inputs per image: a pixel's index has 16 bits. */
export const maxInputs = 65_536;

/**
 * Builds the store from blocks of whole images, row by row.
 * @param blocks each of a multiple of `inputs` pixels; their images follow one another in the store
 * @throws RangeError where a block does not hold whole images or `inputs` is not 1..65536
 */
export function sparseFromPixels(blocks: readonly Uint8Array[], inputs: number): SparseStore {
  if (!Number.isInteger(inputs) || inputs < 1 || inputs > maxInputs)
    throw new RangeError(`sparseFromPixels: ${inputs} inputs given, 1..${maxInputs} expected`);
  const count = blocks.reduce((sum, block) => sum + block.length, 0) / inputs;
  if (blocks.some((block) => block.length % inputs !== 0))
    throw new RangeError(`sparseFromPixels: blocks of whole images of ${inputs} pixels expected`);

  const rowStarts = new Uint32Array(count + 1);
  let row = 0;
  for (const block of blocks)
    for (let start = 0; start < block.length; start += inputs) {
      let filled = rowStarts[row]!;
      for (let i = start; i < start + inputs; i++) if (block[i] !== 0) filled++;
      rowStarts[++row] = filled;
    }

  const columns = new Uint16Array(rowStarts[count]!);
  const values = new Uint8Array(rowStarts[count]!);
  let next = 0;
  for (const block of blocks)
    for (let start = 0; start < block.length; start += inputs)
      for (let column = 0; column < inputs; column++) {
        const value = block[start + column]!;
        if (value === 0) continue;
        columns[next] = column;
        values[next++] = value;
      }
  return { kind: 'sparse-u8', count, inputs, rowStarts, columns, values };
}

/**
 * One image of either kind of store as raw values before scaling.
 * @param out receives the `inputs` values; a new array by default
 */
export function denseImage(images: ImageStore, index: number, out = new Float32Array(images.inputs)): Float32Array {
  if (!Number.isInteger(index) || index < 0 || index >= images.count)
    throw new RangeError(`denseImage: image ${index} asked for, 0..${images.count - 1} exist`);
  if (images.kind === 'dense-f32') {
    out.set(images.values.subarray(index * images.inputs, (index + 1) * images.inputs));
    return out;
  }
  out.fill(0);
  const { rowStarts, columns, values } = images;
  for (let i = rowStarts[index]!; i < rowStarts[index + 1]!; i++) out[columns[i]!] = values[i]!;
  return out;
}

/** Smallest and largest value among the images `from` (inclusive) to `to` (exclusive). */
export function rangeOf(images: ImageStore, from: number, to: number): [min: number, max: number] {
  const sparse = images.kind === 'sparse-u8';
  const first = sparse ? images.rowStarts[from]! : from * images.inputs;
  const last = sparse ? images.rowStarts[to]! : to * images.inputs;
  let min = sparse && last - first < (to - from) * images.inputs ? 0 : Infinity;
  let max = sparse && min === 0 ? 0 : -Infinity;
  for (let i = first; i < last; i++) {
    const value = images.values[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}
