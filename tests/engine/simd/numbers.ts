/** Sizes and numbers that the tests of the kernels take. */

import { randomStream } from '../../../src/engine/random.ts';

/** On either side of what tiles take. */
export const sizes = [1, 3, 4, 5, 15, 16, 17, 31, 48, 49, 100];

export function normals(count: number, seed: number): Float32Array {
  const { normal } = randomStream(seed, 'data');
  return Float32Array.from({ length: count }, () => normal());
}

/** Small whole numbers, most of them 0, as pixels. */
export function pixels(count: number, seed: number): Float32Array {
  const random = randomStream(seed, 'data');
  return Float32Array.from({ length: count }, () => (random.uniform() < 0.3 ? 1 + random.below(255) : 0));
}
