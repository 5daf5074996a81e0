/**
 * Samples whose columns of pixels are made together. Larger batches go in blocks of half as many, and gradients add block
 * after block, so that a tile's part of the deltas stays in the nearest cache.
 */
export const mostInOneBlock = 256;
export const blockOfMany = 128;
