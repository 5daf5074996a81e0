/**
 * Asks V8 to make one instruction on eight lanes of two neighbouring ones on four, where the processor has such
 * instructions. Kernels then run up to twice as fast and compute the same bits: every lane is the same sum in the same
 * order. See docs/decisions/0011-wide-vectors.md.
 */

import { setFlagsFromString } from 'node:v8';

/** The first version whose compiler does this for all that the kernels use; older ones lack the flag or parts of it. */
const firstVersion = 13;

/**
 * To be called before the kernels are compiled; counts for the whole process.
 * @returns whether V8 was asked. It was not where it is too old or the processor is no x64.
 */
export function allowWideVectors(): boolean {
  const [version] = process.versions.v8.split('.').map(Number);
  if (process.arch !== 'x64' || version! < firstVersion) return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}
