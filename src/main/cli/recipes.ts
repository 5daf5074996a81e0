/** `recipes [name]`: lists the built-in recipes, name first; with a name prints its file. */

import type { Command } from 'commander';
import { listRecipes, readRecipe } from '../recipes.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';

export function addRecipes(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  program
    .command('recipes')
    .argument('[name]', 'prints the file of this recipe')
    .description('list the built-in recipes')
    .action(async (name: string | undefined) => {
      host.stdout.write(name === undefined ? await recipeList(host.recipes) : await readRecipe(host.recipes, name));
      done(exit.done);
    });
}

async function recipeList(folder: string): Promise<string> {
  const recipes = await listRecipes(folder);
  const width = Math.max(...recipes.map(({ name }) => name.length));
  const lines = recipes.map(({ name, experiment: { about } }) =>
    `${name.padEnd(width)}  ${about ? `${about.title} (${about.course})` : ''}`.trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
