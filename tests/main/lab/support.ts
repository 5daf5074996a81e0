/** The calls of the Lab over a service of its own. */

import type { LabApi } from '../../../src/shared/contract.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { labCalls } from '../../../src/main/service/lab.ts';
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
