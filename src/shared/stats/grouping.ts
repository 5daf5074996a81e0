/**
 * Runs put into groups by any of their settings, in an order that does not depend on which run came first: numbers
 * ascending, anything else in the order of its first appearance.
 */

import { settingShort, settingValue } from '../names.ts';
import { differingSettings, keyOf } from './settings.ts';
import type { Settings } from './settings.ts';

export interface GroupableRun {
  readonly id: string;
  readonly seed: number;
  readonly settings: Settings;
}

export interface RunGroup<Run> {
  /** The values as text: the same for the same settings in every view and after a restart. */
  readonly key: string;
  /** `lr 0.03 · batch 16`; `all runs` when grouped by nothing. */
  readonly label: string;
  /** The path grouped by → the value of this group; undefined where its runs do not have the setting. */
  readonly values: Readonly<Record<string, unknown>>;
  /** In the order in which they were given. */
  readonly runs: readonly Run[];
}

/** @param paths settings to group by, the first one deciding the order first; none puts all runs into one group */
export function groupBy<Run extends GroupableRun>(runs: readonly Run[], paths: readonly string[]): RunGroup<Run>[] {
  const valuesOf = (run: Run): unknown[] => paths.map((path) => run.settings.get(path));
  const members = Map.groupBy(runs, (run) => JSON.stringify(valuesOf(run).map(keyOf)));
  const ranks = paths.map((path) => ranksOf(runs.map((run) => run.settings.get(path))));
  const groups = [...members.values()].map((group) => ({ group, values: valuesOf(group[0]!) }));
  const rank = (values: readonly unknown[], i: number): number => ranks[i]!.get(keyOf(values[i]))!;
  groups.sort((a, b) => paths.reduce((order, _, i) => order || rank(a.values, i) - rank(b.values, i), 0));
  return groups.map(({ group, values }) => ({
    key: JSON.stringify(Object.fromEntries(paths.map((path, i) => [path, values[i] ?? null]))),
    label: paths.map((path, i) => `${settingShort(path)} ${valueLabel(values[i])}`).join(' · ') || 'all runs',
    values: Object.fromEntries(paths.map((path, i) => [path, values[i]])),
    runs: group,
  }));
}

const valueLabel = (value: unknown): string => (value === undefined ? 'not set' : settingValue(value));

/** The place of every distinct value: numbers ascending, then the others as they came, what is missing last. */
function ranksOf(values: readonly unknown[]): Map<string, number> {
  const distinct = [...new Map(values.map((value) => [keyOf(value), value]))];
  const kind = (value: unknown): number => (typeof value === 'number' ? 0 : value === undefined ? 2 : 1);
  distinct.sort(([, a], [, b]) => kind(a) - kind(b) || (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
  return new Map(distinct.map(([key], i) => [key, i]));
}

/**
 * The groups' settings as axes, path to distinct values in the order of the groups, for `runColor(axes, group.values)`.
 * A path with a single value is no axis. To keep colours while groups come and go, make the axes from all runs that
 * can be chosen, not from those that are.
 */
export function groupAxes(groups: readonly RunGroup<unknown>[]): Record<string, unknown[]> {
  const paths = Object.keys(groups[0]?.values ?? {});
  const distinct = (path: string): unknown[] => [
    ...new Map(groups.map(({ values }) => [keyOf(values[path]), values[path]])).values(),
  ];
  return Object.fromEntries(
    paths.map((path) => [path, distinct(path)] as const).filter(([, values]) => values.length > 1),
  );
}

/** Whether the groups have an order that colours may show: all values of the first setting that differs are numbers. */
export function isOrdered(groups: readonly RunGroup<unknown>[]): boolean {
  const first = Object.values(groupAxes(groups))[0];
  return first !== undefined && first.every((value) => typeof value === 'number');
}

/**
 * What must agree for two runs of different groups to be compared as a pair: the seed, and every setting that varies
 * inside the groups without being grouped by.
 *
 * @param paths what the runs are grouped by
 */
export function pairKeys(runs: readonly GroupableRun[], paths: readonly string[]): Map<string, string> {
  const inside = groupBy(runs, paths).flatMap((group) => differingSettings(group.runs.map((run) => run.settings)));
  const varying = [...new Set(inside)].sort();
  const keyOfRun = ({ seed, settings }: GroupableRun): string =>
    JSON.stringify([seed, ...varying.map((path) => keyOf(settings.get(path)))]);
  return new Map(runs.map((run) => [run.id, keyOfRun(run)]));
}
