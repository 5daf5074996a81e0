/**
 * The language of the search box: words and `key:value` terms, all of which must hold. Pure.
 *
 *   mnist            the word in the experiment's name, title, tags, notes, dataset, architecture or the run's name
 *   tag:week3        an experiment with a tag that begins so
 *   notes:"hinton"   what its notes say; a plain word looks there too
 *   status:finished  the run's state; `status:done` and the like are not known and find nothing
 *   lr:0.03          a setting by its short name, long name or path; numbers compare as numbers (0.030 is 0.03)
 *   name:"two words" quotes hold words together
 *   -status:failed   a term with a minus must not hold
 *
 * A term whose value is still to be typed (`lr:`) is passed over.
 */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import { runName, settingName, settingShort, settingValue } from '../../../shared/names.ts';
import { settingsOf } from './runSettings.ts';

export interface Term {
  /** Null for a plain word. */
  readonly key: string | null;
  readonly value: string;
  readonly not: boolean;
}

export function parseSearch(text: string): Term[] {
  const found = text.toLowerCase().matchAll(/(-?)(?:([\p{L}\d._]+):)?(?:"([^"]*)"?|(\S+))/gu);
  return [...found]
    .map(([, minus, key, quoted, plain]) => ({ key: key ?? null, value: quoted ?? plain ?? '', not: minus === '-' }))
    .filter(({ key, value }) => value !== '' && !(key === null && value.endsWith(':')));
}

/** Whether the run of the experiment is found. No terms find everything. */
export function isFound(terms: readonly Term[], experiment: ExperimentSummary, run: RunSummary): boolean {
  return terms.every((term) => holds(term, experiment, run) !== term.not);
}

function holds({ key, value }: Term, experiment: ExperimentSummary, run: RunSummary): boolean {
  if (key === null) return textOf(experiment, run).includes(value);
  if (key === 'status') return run.status.startsWith(value);
  if (key === 'seed') return run.seed === Number(value);
  if (key === 'name') return namesOf(experiment).toLowerCase().includes(value);
  if (key === 'tag' || key === 'tags') return experiment.tags.some((tag) => tag.toLowerCase().startsWith(value));
  if (key === 'notes' || key === 'note') return experiment.notes.toLowerCase().includes(value);
  if (key === 'dataset' || key === 'data') {
    const { source } = experiment.experiment.dataset;
    return source.toLowerCase().includes(value) || experiment.datasetName.toLowerCase().includes(value);
  }
  return settingsOf(experiment, run).some(([path, given]) => isNamed(path, key) && isValue(given, value));
}

const textOf = (experiment: ExperimentSummary, run: RunSummary): string =>
  [
    namesOf(experiment),
    experiment.datasetName,
    experiment.architecture,
    ...experiment.tags,
    experiment.notes,
    runName(run),
    run.status,
  ]
    .join(' ')
    .toLowerCase();

/** The name and, where it came from a recipe, the recipe's title. */
const namesOf = ({ name, experiment }: ExperimentSummary): string => [name, experiment.about?.title ?? ''].join(' ');

const isNamed = (path: string, key: string): boolean => namesFor(path).includes(key);

/** What a setting may be called before the colon; kept, since every run asks for the same few dozen. */
const namesByPath = new Map<string, readonly string[]>();
function namesFor(path: string): readonly string[] {
  const known = namesByPath.get(path);
  if (known) return known;
  const names = [path, path.split('.').at(-1) ?? path, settingShort(path), settingName(path).replaceAll(' ', '')];
  const lower = names.map((name) => name.toLowerCase());
  namesByPath.set(path, lower);
  return lower;
}

/** A choice is found by its name (`opt:adam`, `scaling:"raw`) and by what the file says (`scaling:none`). */
const isValue = (given: unknown, value: string): boolean =>
  typeof given === 'number'
    ? given === Number(value)
    : [settingValue(given), String(given)].some((text) => text.toLowerCase().startsWith(value));
