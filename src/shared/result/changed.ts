/**
 * Which settings of a stored experiment differ from those its expectations were written for. The store keeps what was run,
 * not what it was made from: a built-in recipe with the same expectations tells what they belong to.
 */

import type { DatasetUse, Recipe } from '../contract.ts';
import type { Experiment } from '../experiment.ts';
import { changedSettings } from '../override.ts';
import { keyOf } from '../stats/settings.ts';

/**
 * @param used the data that runs of the experiment used
 * @returns paths as `restsOn` takes them; empty where no recipe is known, since the file's own settings are then the ones meant
 */
export function changedFrom(experiment: Experiment, recipes: readonly Recipe[], used: readonly DatasetUse[]): string[] {
  const recipe = recipes.find((one) => isSource(one, experiment));
  const changed = recipe ? changedSettings(recipe.experiment, experiment) : [];
  return [...changed, ...replacedSource(experiment, used)];
}

/** Renamed it still knows its course and title; a file that only borrows the name has other expectations. */
function isSource({ name, experiment }: Recipe, { name: given, about, expects }: Experiment): boolean {
  return keyOf(experiment.expects) === keyOf(expects) && (name === given || keyOf(experiment.about) === keyOf(about));
}

/** Files in the place of generated data are other data, which only their own id tells. */
function replacedSource(
  { dataset: { source, randomInputs }, sweep }: Experiment,
  used: readonly DatasetUse[],
): string[] {
  const isSwept = Object.keys(sweep).some((path) => path.startsWith('dataset'));
  const isReplaced = !randomInputs && !isSwept && used.some(({ id }) => id !== source);
  return isReplaced ? ['dataset.source'] : [];
}
