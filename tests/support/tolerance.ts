/** Comparison of tensors: |given − expected| ≤ absolute + relative · |expected|, and as a whole by norm. */

import { expect } from 'vitest';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Fails with the tensor's name, the index and both values at the entry that strays furthest. */
export function expectClose(
  name: string,
  given: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance,
): void {
  expect(given.length, `${name}: length`).toBe(expected.length);
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(given[i]! - expected[i]!);
    const excess = distance - (absolute + relative * Math.abs(expected[i]!));
    // Written so that NaN is an excess too.
    if (excess <= worstExcess) continue;
    worst = i;
    worstExcess = Number.isNaN(excess) ? Infinity : excess;
  }
  if (worst >= 0) expect.fail(`${name}[${worst}]: given ${given[worst]}, expected ${expected[worst]}`);
}

/** ‖given − expected‖ / ‖expected‖, or the plain norm of the difference where the expected tensor is zero. */
export function relativeNorm(given: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (given[i]! - expected[i]!) ** 2;
    norm += expected[i]! ** 2;
  }
  return Math.sqrt(difference) / (norm > 0 ? Math.sqrt(norm) : 1);
}
