/**
 * The settings of runs side by side: every single setting of a run by its path, those in which chosen runs differ, and
 * the difference of two experiments.
 */

import type { Overrides } from '../contract.ts';
import type { Experiment } from '../experiment.ts';
import { parseExperiment } from '../parse.ts';
import { setPath } from '../set-path.ts';

/** Path → value, down to single values; lists count as one value, but a list of layers also has its parts by index. */
export type Settings = ReadonlyMap<string, unknown>;

/** Parts of an experiment that say nothing about how one run was trained. */
const notSettings = ['version', 'name', 'about', 'repeats', 'sweep', 'expects'];

/**
 * The complete settings of one run: the experiment with the run's overrides, defaults of the chosen types included.
 * Runs of one configuration have the same, so ask once for each; validation takes a fraction of a millisecond.
 */
export function runExperiment(experiment: Experiment, overrides: Overrides): Experiment {
  let input: unknown = { ...experiment, sweep: {}, expects: [] };
  // A whole object goes in before a setting inside it, as when the sweep was expanded.
  for (const [path, value] of Object.entries(overrides).sort(([a], [b]) => a.length - b.length)) {
    const set = setPath(input, path, value);
    if (set.ok) input = set.value;
  }
  const parsed = parseExperiment(input);
  // Stored overrides were valid when the run was planned; a file of a newer version is shown as far as it is known.
  return parsed.ok ? parsed.experiment : experiment;
}

/** @param experiment complete, of one run: see `runExperiment` */
export function settingsOf(experiment: Experiment): Settings {
  const settings = Object.entries(experiment).filter(([key]) => !notSettings.includes(key));
  return new Map(settings.flatMap(([key, value]) => entriesOf(value, key)));
}

/** A value, and what it consists of where it has parts with names. */
function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return [[path, value], ...value.flatMap((one, i) => (isObject(one) ? entriesOf(one, `${path}.${i}`) : []))]; // prettier-ignore
  if (!isObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => entriesOf(child, `${path}.${key}`));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Two settings are the same when they are written the same. */
export const keyOf = (value: unknown): string => JSON.stringify(value) ?? 'absent';

/**
 * The paths in which runs differ, in the order of the experiment file: what a legend has to name. A list of layers that
 * is equally long everywhere is told apart by its parts, else as a whole. Settings that exist only because of another
 * one's choice (the momentum of `type: momentum`) count only where they differ among the runs that have them.
 *
 * @param ignored paths that do not matter. @default the seed
 */
export function differingSettings(runs: readonly Settings[], ignored: readonly string[] = ['seed']): string[] {
  const paths = [...new Set(runs.flatMap((settings) => [...settings.keys()]))];
  const order = new Map(paths.map((path, i) => [path, i]));
  const differs = (path: string, among = runs): boolean => new Set(among.map((one) => keyOf(one.get(path)))).size > 1;
  const sameLength = (path: string): boolean => new Set(runs.map((one) => lengthAt(one, path))).size === 1;
  return paths
    .filter((path) => {
      if (ignored.includes(path) || !differs(path)) return false;
      if (runs.some((one) => one.has(`${path}.0.units`))) return !sameLength(path);
      const list = /^(.*)\.\d+\.[^.]+$/.exec(path)?.[1];
      if (list !== undefined) return sameLength(list);
      const choice = choicePath(path);
      const depends = choice !== path && differs(choice) && runs.some((one) => !one.has(path));
      return !depends || differs(path, runs.filter((one) => one.has(path))); // prettier-ignore
    })
    .sort((a, b) => order.get(a)! - order.get(b)!);
}

function lengthAt(settings: Settings, path: string): number {
  const list = settings.get(path);
  return Array.isArray(list) ? list.length : -1;
}

/** The setting that decides which settings exist beside this one. */
function choicePath(path: string): string {
  const parent = path.slice(0, path.lastIndexOf('.'));
  return parent === 'network.init' ? `${parent}.scheme` : `${parent}.type`;
}

export interface SettingDifference {
  readonly path: string;
  /** Undefined where this side does not have the setting. */
  readonly a: unknown;
  readonly b: unknown;
}

/** What two experiments (or runs) set differently, the seed included. */
export function configDiff(a: Experiment, b: Experiment): SettingDifference[] {
  const [left, right] = [settingsOf(a), settingsOf(b)];
  return differingSettings([left, right], []).map((path) => ({ path, a: left.get(path), b: right.get(path) }));
}
