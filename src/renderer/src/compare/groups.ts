/** Chosen runs as groups with a colour each, and the ways in which they can be grouped. Pure. */

import type { RunColor } from '../../../shared/colors.ts';
import { runColor } from '../../../shared/colors.ts';
import { settingName } from '../../../shared/names.ts';
import { groupAxes, groupBy } from '../../../shared/stats/grouping.ts';
import type { RunGroup } from '../../../shared/stats/grouping.ts';
import { differingSettings } from '../../../shared/stats/settings.ts';
import type { ChosenRun } from './chosen.ts';
import type { CompareView } from './view.ts';

export interface CompareGroup extends RunGroup<ChosenRun> {
  readonly color: RunColor;
  readonly hidden: boolean;
}

/** Settings in which the runs differ, their seeds apart. The experiment's name counts only where nothing else differs. */
export function differing(runs: readonly ChosenRun[]): string[] {
  const paths = differingSettings(runs.map(({ settings }) => settings));
  const settings = paths.filter((path) => path !== 'experiment');
  return settings.length > 0 ? settings : paths;
}

export interface Grouping {
  readonly paths: readonly string[];
  /** `learning rate × batch size`. */
  readonly label: string;
}

/** Everything that differs together, then each by itself, the experiment, the seed, and all runs as one group. */
export function groupings(runs: readonly ChosenRun[]): Grouping[] {
  const paths = differing(runs);
  const single = [...new Set([...paths, ...differingSettings(runs.map(({ settings }) => settings))])];
  const named = (each: readonly string[]): Grouping => ({ paths: each, label: each.map(settingName).join(' × ') });
  return [
    ...(paths.length > 1 ? [named(paths)] : []),
    ...single.map((path) => named([path])),
    named(['seed']),
    { paths: [], label: 'nothing: all runs' },
  ];
}

/**
 * @param siblings the runs that colours are given to: all that can be chosen, so that colours stay while runs come and go
 */
export function groupRuns(
  runs: readonly ChosenRun[],
  siblings: readonly ChosenRun[],
  { groupBy: paths, hidden }: Pick<CompareView, 'groupBy' | 'hidden'>,
): CompareGroup[] {
  const by = paths ?? differing(runs);
  const axes = groupAxes(groupBy(siblings, by));
  return groupBy(runs, by).map((group) => ({
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
