/**
 * `npm run reproduce`: runs every recipe on real data, at least three seeds each, through the command line, and prints what
 * was published beside what came out. Exit status 1 when a value was not reproduced, 2 when something is missing.
 *
 *   --data DIR      holds mnist/ (or MNIST.zip) and notMNIST.npz. Default: BACKPROP_TEST_DATA, else ../shared/datasets
 *   --only NAME     one recipe (repeatable)
 *   --json FILE     keeps the documents of all recipes
 *   --write FILE    puts the table between the marker comments of a Markdown file
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { listRecipes } from '../src/main/recipes.ts';
import { messageOf } from '../src/shared/errors.ts';
import { formatDuration, plural } from '../src/shared/format.ts';
import type { Recipe } from '../src/shared/contract.ts';
import type { ExperimentDocument } from '../src/shared/result/document.ts';
import { ensureBuilt, root } from './lib/build.ts';
import { kernels, main } from './lib/parts.ts';
import { isReproduced, reproductionTable, withTable, type Reproduced } from './reproduce/table.ts';

const fewestSeeds = 3;
/** Where the images of a source lie in the folder of the data, the first that is there. */
const places: Readonly<Record<string, readonly string[]>> = {
  mnist: ['mnist', 'MNIST.zip'],
  notmnist: ['notMNIST.npz', 'notmnist'],
};

try {
  process.exitCode = (await reproduce()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}

async function reproduce(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env['BACKPROP_TEST_DATA'] ?? join(root, '../shared/datasets') },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      write: { type: 'string' },
    },
  });
  const recipes = chosen(await listRecipes(join(root, 'resources/recipes')), values.only);
  // Before hours of training and not after: is everything there?
  const commands = recipes.map((recipe) => ({ recipe, args: argumentsOf(recipe, resolve(values.data)) }));
  const page = values.write === undefined ? null : readFileSync(values.write, 'utf8');
  if (page !== null) withTable(page, '', values.write!);

  await ensureBuilt([kernels, main]);
  const workspace = mkdtempSync(join(tmpdir(), 'backprop-reproduce-'));
  const done: Reproduced[] = [];
  try {
    for (const { recipe, args } of commands) {
      const one = await run(recipe.name, [...args, '--workspace', workspace]);
      console.error(`${recipe.name}: ${isReproduced(one) ? 'as expected' : 'NOT reproduced'}, ${formatDuration(one.seconds)}`); // prettier-ignore
      done.push(one);
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }

  const table = reproductionTable(done);
  const seconds = done.reduce((sum, one) => sum + one.seconds, 0);
  console.log(`${table}\n${plural(done.length, 'recipe')} in ${formatDuration(seconds)}.`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(done, null, 2)}\n`);
  if (page !== null) writeFileSync(values.write!, withTable(page, table, values.write!));
  return done.every(isReproduced);
}

function chosen(recipes: readonly Recipe[], only: readonly string[]): readonly Recipe[] {
  const unknown = only.find((name) => !recipes.some((recipe) => recipe.name === name));
  if (unknown !== undefined)
    throw new Error(`reproduce: --only ${unknown}: there are ${recipes.map(({ name }) => name).join(', ')}`);
  return only.length > 0 ? recipes.filter(({ name }) => only.includes(name)) : recipes;
}

function argumentsOf({ name, experiment }: Recipe, folder: string): string[] {
  const { source } = experiment.dataset;
  const repeats = experiment.repeats < fewestSeeds ? ['--repeats', String(fewestSeeds)] : [];
  const candidates = places[source];
  if (!candidates) return [name, ...repeats];
  const data = candidates.map((place) => join(folder, place)).find((path) => existsSync(path));
  if (data === undefined)
    throw new Error(`reproduce: ${name} needs ${candidates.join(' or ')} in ${folder}; name another folder with --data`); // prettier-ignore
  return [name, ...repeats, '--data', data];
}

async function run(name: string, args: readonly string[]): Promise<Reproduced> {
  const started = performance.now();
  const command = [join(root, 'out/main/cli.js'), 'run', ...args, '--json', '--quiet'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = await text(child.stdout);
  if (printed === '') throw new Error(`reproduce: ${name} was not run; the message above says why`);
  return { name, seconds: (performance.now() - started) / 1000, document: JSON.parse(printed) as ExperimentDocument };
}
