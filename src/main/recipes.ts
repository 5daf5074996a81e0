/** The built-in recipes: experiment files with the course they come from and the values that it publishes. */

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../shared/contract.ts';
import { UserError } from '../shared/errors.ts';
import { isSlip, nearest } from '../shared/nearest.ts';
import { issuesError, parseExperimentText } from '../shared/parse.ts';

/** The one for whoever opens the program for the first time. */
const first = 'first-steps';

/** Names of the recipes in a folder, alphabetically, but the one to start with first. */
export async function recipeNames(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  return names.sort((a, b) => Number(b === first) - Number(a === first) || a.localeCompare(b, 'en'));
}

/**
 * A recipe's file as it is, comments of the course included.
 * @throws UserError that names the nearest recipe when there is none of this name
 */
export async function readRecipe(folder: string, name: string): Promise<string> {
  const names = await recipeNames(folder);
  if (names.includes(name)) return readFile(join(folder, `${name}.json`), 'utf8');
  const near = nearest(name, names);
  const hint = near && isSlip(name, near.distance) ? `did you mean ${near.name}?` : `there are ${names.join(', ')}.`;
  throw new UserError('not-found', `recipe ${name}: there is none of this name; ${hint}`);
}

/** Every recipe, complete. */
export async function listRecipes(folder: string): Promise<Recipe[]> {
  const names = await recipeNames(folder);
  return Promise.all(
    names.map(async (name) => {
      const parsed = parseExperimentText(await readRecipe(folder, name), { name });
      if (!parsed.ok) throw issuesError(`recipe ${name}`, parsed.issues);
      return { name, experiment: parsed.experiment };
    }),
  );
}
