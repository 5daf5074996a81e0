/** The order of an epoch's samples, from the run's seed and the epoch alone: continuing a run needs no other state. */

import { randomStream } from './random.ts';

/**
 * Writes a uniformly random permutation of `samples` to `order` (Fisher and Yates, as Knuth gives it).
 * @param samples image indices, left unchanged
 * @param epoch counts from 0
 * @param order of the same length; filled and returned
 */
export function epochOrder(
  samples: Uint32Array,
  seed: number,
  epoch: number,
  order: Uint32Array = new Uint32Array(samples.length),
): Uint32Array {
  const random = randomStream(seed, 'shuffling', epoch);
  order.set(samples);
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const value = order[chosen]!;
    order[chosen] = order[last]!;
    order[last] = value;
  }
  return order;
}
