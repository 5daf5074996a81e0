/**
 * What the dense products need beside their operands, and when `dense_forward` packs the weights of a tile (see
 * assembly/packed.ts). Packed or not, the sums are the same.
 */

/** Floats per row of W from which on packing is faster: four rows to a page and fewer. */
const leastStride = 256;
/** How many samples have to share what was packed. */
const leastSamples = 32;
/** Floats of a row of the widest tile. */
const tileFloats = 48;

/** @param samples of the product. @default any number */
export function packs(stride: number, samples = leastSamples): boolean {
  return stride >= leastStride && samples >= leastSamples;
}

/** Floats of scratch memory to pack into. @param rows of W */
export function packedFloats(rows: number): number {
  return rows * tileFloats;
}

/** Scratch memory that `dense_backward` needs, by the stride of the layer above. */
export function backwardFloats(stride: number): number {
  return Math.max((stride + 1) * 48, 17 * 384);
}
