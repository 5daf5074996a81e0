/** Sentences of a row: what an experiment is, and what its colours and errors are called. Pure. */

import type { ExperimentSummary, Recipe, RunSummary } from '../../../shared/contract.ts';
import { formatError } from '../../../shared/format.ts';
import { settingValue } from '../../../shared/names.ts';

const activations = { sigmoid: 'sigmoid', relu: 'ReLU', tanh: 'tanh', identity: 'linear' } as const;

/** A recipe's experiment goes by the recipe's title, until someone gives it a name of their own. */
export function titleOf({ name, experiment }: ExperimentSummary, recipes: readonly Recipe[]): string {
  return recipes.some((recipe) => recipe.name === name) ? (experiment.about?.title ?? name) : name;
}

/** What all runs of the experiment share: `784-300-10 · sigmoid · batch 16 · MNIST`. Swept settings are left out. */
export function experimentSaid(summary: ExperimentSummary): string {
  const { network, training, sweep } = summary.experiment;
  const isSwept = (start: string): boolean => Object.keys(sweep).some((path) => path.startsWith(start));
  const kinds = [...new Set(network.hidden.map((layer) => activations[layer.activation]))];
  const parts = [summary.architecture];
  if (!isSwept('network.hidden')) parts.push(kinds.join(', '));
  if (!isSwept('training.batchSize'))
    parts.push(training.batchSize === 'full' ? 'full batch' : `batch ${settingValue(training.batchSize)}`);
  parts.push(summary.datasetName);
  return parts.filter(Boolean).join(' · ');
}

/** The values of the swept settings: `0.03`, or `0.03 · 16` where several are swept. */
export const swept = (run: RunSummary): string =>
  Object.entries(run.overrides)
    .filter(([path]) => path !== 'seed')
    .map(([, value]) => settingValue(value))
    .join(' · ');

export const splitNames = { validation: 'validation', test: 'test', train: 'training' } as const;

/** What a screen reader hears instead of the sparkline. */
export function sparklineSaid(run: RunSummary): string {
  if (run.spark.length === 0) return 'no error measured yet';
  const [from, to] = [run.spark[0], run.spark.at(-1)];
  return `${splitNames[run.rankedBy]} error from ${formatError(from)} to ${formatError(to)}`;
}
