/** Chosen runs as groups with a colour each, and the ways in which they can be grouped. Pure. */

import type { RunColor } from '../../../shared/colors.ts';
import { runColor } from '../../../shared/colors.ts';
import { settingName } from '../../../shared/names.ts';
import { groupAxes, groupBy } from '../../../shared/stats/grouping.ts';
import type { RunGroup } from '../../../shared/stats/grouping.ts';
import { differingSettings } from '../../../shared/stats/settings.ts';
import type { ChosenRun } from './chosen.ts';

export interface CompareGroup extends RunGroup<ChosenRun> {
  readonly color: RunColor;
  readonly hidden: boolean;
  /** A curve of another program: no run of ours, and in no statistics. @default false */
  readonly external?: true;
}

/** Settings in which the runs differ, their seeds apart. The experiment's name counts only where nothing else differs. */
export function differing(runs: readonly ChosenRun[]): string[] {
  const paths = differingSettings(runs.map(({ settings }) => settings));
  const settings = paths.filter((path) => path !== 'experiment');
  return settings.length > 0 ? settings : paths;
}

/**
 * The fewest of these settings that tell the same runs apart, so that a legend stays short. Settings that no experiment
 * sweeps are left out first: what was varied on purpose is what a reader looks for.
 */
export function leastSettings(runs: readonly ChosenRun[], paths: readonly string[]): string[] {
  const partition = (by: readonly string[]): number => groupBy(runs, by).length;
  const wanted = partition(paths);
  const isSwept = (path: string): boolean => runs.some(({ summary }) => path in summary.overrides);
  let kept = [...paths];
  for (const path of [...paths].sort((a, b) => Number(isSwept(a)) - Number(isSwept(b)))) {
    const without = kept.filter((one) => one !== path);
    if (without.length > 0 && partition(without) === wanted) kept = without;
  }
  return kept;
}

/** What the runs are grouped by while nobody chose otherwise. */
export const usualGrouping = (runs: readonly ChosenRun[]): string[] => leastSettings(runs, differing(runs));

export interface Grouping {
  readonly paths: readonly string[];
  /** `learning rate × batch size`. */
  readonly label: string;
  /** How many groups it makes, where those are too many to tell apart, so that it is not the first. */
  readonly crowd?: number;
}

/** More groups than these are too many to tell apart by colour and line, in the drawing or in the list. */
export const mostGroups = 24;

/**
 * The usual grouping (or, where that makes too many groups, the first single setting that does not), then each setting that differs, the experiment, the seed, and all runs as one group; this one first
 * where only seeds differ, since their mean and spread are what they were repeated for.
 */
export function groupings(runs: readonly ChosenRun[]): Grouping[] {
  const paths = usualGrouping(runs);
  const single = differingSettings(runs.map(({ settings }) => settings));
  const named = (each: readonly string[]): Grouping => ({ paths: each, label: each.map(settingName).join(' × ') });
  const together: Grouping = { paths: [], label: 'nothing: all runs' };
  if (single.length === 0) return [together, named(['seed'])];
  const settings = single.map((path) => named([path]));
  const all = [...(paths.length > 1 ? [named(paths)] : []), ...settings, named(['seed']), together];
  const [usual] = all;
  const crowd = groupBy(runs, usual!.paths).length;
  const fewer = settings.find((way) => groupBy(runs, way.paths).length <= mostGroups);
  if (crowd <= mostGroups || !fewer) return all;
  return [fewer, { ...usual!, crowd }, ...all.filter((way) => way !== usual && way !== fewer)];
}

/**
 * @param paths what the runs are grouped by
 * @param siblings the runs that colours are given to: all that can be chosen, so that colours stay while runs come and go
 */
export function groupRuns(
  runs: readonly ChosenRun[],
  siblings: readonly ChosenRun[],
  paths: readonly string[],
  hidden: readonly string[],
): CompareGroup[] {
  const axes = groupAxes(groupBy(siblings, paths));
  return groupBy(runs, paths).map((group) => ({
    ...group,
    color: runColor(axes, group.values),
    hidden: hidden.includes(group.key),
  }));
}

/** Hides a group or shows it again. */
export const toggled = (hidden: readonly string[], key: string): string[] =>
  hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key];

/** Shows one group alone; all of them where it was alone already. */
export function soloed(hidden: readonly string[], key: string, keys: readonly string[]): string[] {
  const others = keys.filter((one) => one !== key);
  const isAlone = !hidden.includes(key) && others.every((one) => hidden.includes(one));
  return isAlone ? [] : others;
}
