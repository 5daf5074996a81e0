/** A student's NPZ: the batch as it was handed out, with what their program computed. */

import { readProblem } from '../../src/main/export/batch.ts';
import { decodeNpz, encodeNpz, type NamedArrays } from '../../src/main/export/npz.ts';
import type { LabFile } from '../../src/shared/contract.ts';
import { studentSolution, type Mistakes } from './student.ts';

export const npz = (name: string, arrays: NamedArrays): LabFile => ({ name, bytes: encodeNpz(arrays) });

/** What a student adds to a batch, in float64 as `numpy.savez` would hold it. */
export function solved(batch: LabFile, mistakes: Mistakes = {}): NamedArrays {
  const arrays = decodeNpz(batch.bytes, batch.name);
  const own = [...studentSolution(readProblem(arrays, null, batch.name), mistakes)].map(
    ([name, { shape, values }]) => [name, { shape, values: Float64Array.from(values) }] as const,
  );
  return new Map([...arrays, ...own]);
}
