/** From the command's argument and options to a complete experiment: file or recipe, then what the options change. */

import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path';
import type { SpecIssue } from '../../shared/contract.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { applyOverrides, changedSettings, parseOverride, type Override } from '../../shared/override.ts';
import { issuesError, parseExperiment, parseJson } from '../../shared/parse.ts';
import { isGenerated } from '../datasets/generated.ts';
import { readRecipe } from '../recipes.ts';
import type { CliHost } from './host.ts';
import type { ExperimentOptions } from './options.ts';

export interface ChosenExperiment {
  readonly experiment: Experiment;
  /** Settings that the options changed relative to the file. */
  readonly changed: readonly string[];
}

/** @throws UserError that names the file and everything that is wrong with it */
export async function chooseExperiment(
  source: string,
  options: ExperimentOptions,
  host: CliHost,
): Promise<ChosenExperiment> {
  const file = await readSource(source, host);
  const fail = (issue: SpecIssue): never => {
    throw issuesError(source, [issue]);
  };
  const json = parseJson(file.text);
  if (!json.ok) return fail(json.issue);

  const overrides = overridesOf(options, host);
  const set = applyOverrides(withPath(json.value, file.folder), overrides);
  if (!set.ok) return fail(set.issue);
  const parsed = parseExperiment(set.value, { name: file.name });
  if (!parsed.ok) throw issuesError(source, parsed.issues);
  const before = parseExperiment(json.value, { name: file.name });
  const changed = before.ok
    ? changedSettings(before.experiment, parsed.experiment)
    : overrides.map((override) => override.path);
  return { experiment: parsed.experiment, changed: [...changed, ...replacedSource(parsed.experiment)] };
}

/** Files in the place of generated data are other data; elsewhere a path only says where the data lies. */
function replacedSource({ dataset: { source, path, randomInputs } }: Experiment): string[] {
  return path !== undefined && isGenerated(source) && !randomInputs ? ['dataset.source'] : [];
}

interface SourceFile {
  readonly text: string;
  readonly name: string;
  /** Where its relative paths count from. */
  readonly folder: string;
}

/** A file where there is one of that name, else a recipe. */
async function readSource(source: string, host: CliHost): Promise<SourceFile> {
  const path = resolve(host.folder, source);
  const isFile = await stat(path).then((entry) => !entry.isDirectory(), () => false); // prettier-ignore
  if (!isFile && !/[./\\]/.test(source))
    return { text: await readRecipe(host.recipes, source), name: source, folder: host.folder };
  try {
    return { text: await readFile(path, 'utf8'), name: basename(path, extname(path)), folder: dirname(path) };
  } catch (error) {
    const message = `${source}: cannot be read (${messageOf(error)}), expected an experiment file or the name of a recipe.`;
    throw new UserError('not-found', message, { cause: error });
  }
}

/** `--seed`, `--repeats` and `--data` are short for `--set`; `--data` wins over everything. */
function overridesOf({ set, seed, repeats, data }: ExperimentOptions, host: CliHost): Override[] {
  const overrides = set.map((text) => {
    const parsed = parseOverride(text);
    if (!parsed.ok) throw new UserError('invalid-input', `--set: ${parsed.issue.message}.`);
    return parsed.override;
  });
  if (seed !== undefined) overrides.push({ path: 'seed', value: seed });
  if (repeats !== undefined) overrides.push({ path: 'repeats', value: repeats });
  if (data !== undefined) overrides.push({ path: 'dataset.path', value: data });
  return overrides.map((override) =>
    override.path === 'dataset.path' && typeof override.value === 'string'
      ? { ...override, value: resolve(host.folder, override.value) }
      : override,
  );
}

/** A path in a file counts from that file's folder, so that it means the same wherever the command is started. */
function withPath(input: unknown, folder: string): unknown {
  if (typeof input !== 'object' || input === null || !('dataset' in input)) return input;
  const { dataset } = input;
  if (typeof dataset !== 'object' || dataset === null || !('path' in dataset)) return input;
  const { path } = dataset;
  if (typeof path !== 'string' || path === '' || isAbsolute(path)) return input;
  return { ...input, dataset: { ...dataset, path: resolve(folder, path) } };
}
