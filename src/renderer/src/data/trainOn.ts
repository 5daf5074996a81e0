/** A first experiment on a dataset: the form's own beginning, with as many validation images as the data can spare. Pure. */

import type { DatasetEntry } from '../../../shared/contract.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { blankExperiment } from '../create/initial.ts';

/** One in six is held out, as MNIST's usual 10,000 of 60,000, and at most that many. */
export function experimentOn({ id, facts }: Pick<DatasetEntry, 'id' | 'facts'>): Experiment {
  const blank = blankExperiment();
  const validationSize = Math.min(10_000, Math.floor((facts?.train ?? 0) / 6));
  return { ...blank, dataset: { ...blank.dataset, source: id, validationSize } };
}
