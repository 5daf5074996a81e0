/** The calls of the Lab over a service of its own, and students' files for it. */

import type { LabApi, LabFile } from '../../../src/shared/contract.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { readProblem } from '../../../src/main/export/batch.ts';
import { decodeNpz, encodeNpz, type NamedArrays } from '../../../src/main/export/npz.ts';
import { labCalls } from '../../../src/main/service/lab.ts';
import { studentSolution, type Mistakes } from '../../support/student.ts';
import { laboratory, type Laboratory } from '../analysis/support.ts';

export interface LabService extends Laboratory {
  readonly lab: LabApi;
}

export async function labService(): Promise<LabService> {
  const service = await laboratory();
  return { ...service, lab: labCalls(service.core) };
}

/** 784-6-10 on noise, which needs no files. */
export const onNoise: ExperimentInput = {
  version: 1,
  name: 'on noise',
  dataset: { source: 'noise' },
  network: { hidden: [{ units: 6, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, epochs: 2 },
};

export const npz = (name: string, arrays: NamedArrays): LabFile => ({ name, bytes: encodeNpz(arrays) });

/** What a student adds to a batch, in float64 as `numpy.savez` would hold it. */
export function solved(batch: LabFile, mistakes: Mistakes = {}): NamedArrays {
  const arrays = decodeNpz(batch.bytes, batch.name);
  const own = [...studentSolution(readProblem(arrays, null, batch.name), mistakes)].map(
    ([name, { shape, values }]) => [name, { shape, values: Float64Array.from(values) }] as const,
  );
  return new Map([...arrays, ...own]);
}
