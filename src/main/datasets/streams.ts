/** Which stream of `dataset.seed` serves what, so that no two uses share random numbers. */

import { randomStream } from '../../engine/random.ts';
import type { Random } from '../../engine/random.ts';

/** Synthetic digits take one stream per image, from `digits` on; it must stay the last. */
const streams = { permutation: 0, randomInputs: 1, ellipse: 2, noise: 3, digits: 16 } as const;

/**
 * @param seed `dataset.seed`
 * @param index tells apart the images of `digits`
 */
export function dataStream(seed: number, use: keyof typeof streams, index = 0): Random {
  return randomStream(seed, 'data', streams[use] + index);
}

/** The one fixed permutation of 0..count−1 that belongs to a seed (Fisher and Yates). */
export function permutation(count: number, seed: number): Uint32Array {
  const random = dataStream(seed, 'permutation');
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const value = order[chosen]!;
    order[chosen] = order[last]!;
    order[last] = value;
  }
  return order;
}

/** Float32 numbers uniform in [0, 1): a rounding up to 1 is drawn as the largest number below it. */
export function uniformValues(count: number, random: Random): Float32Array {
  const belowOne = 1 - 2 ** -24;
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = Math.min(random.uniform(), belowOne);
  return values;
}
