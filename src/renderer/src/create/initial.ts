/** What the form starts from: a recipe, an experiment that was run before, or a small network on whatever data there is. */

import type { ExperimentSummary, Recipe } from '../../../shared/contract.ts';
import { experimentSchema } from '../../../shared/experiment.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { divergenceSaid } from './divergence.ts';

export interface Initial {
  readonly experiment: Experiment;
  /** Said beside the title: `from recipe VU learning rates`. */
  readonly origin: string;
  /** What went wrong with what it starts from, so that it is not started again unchanged. */
  readonly warning?: string | null;
}

export interface Sources {
  readonly recipes: readonly Recipe[];
  readonly experiments: readonly ExperimentSummary[];
  /** What another screen proposes. */
  readonly draft?: () => Initial | null;
}

/** Null where the query names something that is not there; `missing` in the caller's hands says so. */
export function initialFor(
  query: { recipe?: string; from?: string; draft?: string },
  { recipes, experiments, draft }: Sources,
): Initial | null {
  if (query.recipe !== undefined) {
    const recipe = recipes.find(({ name }) => name === query.recipe);
    return recipe ? { experiment: recipe.experiment, origin: `from recipe ${recipe.experiment.about?.title ?? recipe.name}` } : null; // prettier-ignore
  }
  if (query.from !== undefined) {
    const found = experiments.find(({ id }) => id === query.from);
    return found
      ? { experiment: found.experiment, origin: `from ${found.name}`, warning: divergenceSaid(found) }
      : null;
  }
  if (query.draft !== undefined) return draft?.() ?? null;
  return { experiment: blankExperiment(), origin: '' };
}

/** Built-in data, so that Start works on a machine that has nothing else; trains in seconds. */
export function blankExperiment(): Experiment {
  return experimentSchema.parse({
    version: 1,
    dataset: { source: 'synthetic-digits', validationSize: 2000 },
    network: { hidden: [{ units: 64, activation: 'relu' }], output: 'softmax', init: { scheme: 'he' } },
    training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 100, epochs: 5 },
  });
}
