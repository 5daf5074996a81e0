/** Small experiment files for the tests. */

import type { Experiment, ExperimentInput } from '../../src/shared/experiment.ts';
import { issueSentence, parseExperiment } from '../../src/shared/parse.ts';

/** The smallest file that is valid. */
export const minimal: ExperimentInput = {
  version: 1,
  dataset: { source: 'synthetic-digits' },
  network: { output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 } },
};

/** A complete experiment, or a failed test that says why not. */
export function complete(input: unknown): Experiment {
  const parsed = parseExperiment(input);
  if (!parsed.ok) throw new Error(parsed.issues.map(issueSentence).join('\n'));
  return parsed.experiment;
}

/** The sentences for a file that is wrong. */
export function sentences(input: unknown): string[] {
  const parsed = parseExperiment(input);
  return parsed.ok ? [] : parsed.issues.map(issueSentence);
}
