/** What every run ended with, and what follows: final values, the figure against the swept setting, comparisons. Pure. */

import { compareGroups, compareWithBaseline } from '../../../shared/stats/compare.ts';
import type { ComparedMetric, Comparison } from '../../../shared/stats/compare.ts';
import type { Band } from '../../../shared/stats/bands.ts';
import { pairKeys } from '../../../shared/stats/grouping.ts';
import type { Outcome, OutcomeGroup } from '../../../shared/stats/pairing.ts';
import { summarize } from '../../../shared/stats/summary.ts';
import type { Summary } from '../../../shared/stats/summary.ts';
import { sweepCurve } from '../../../shared/stats/sweepCurve.ts';
import type { SweepCurve } from '../../../shared/stats/sweepCurve.ts';
import type { CompareGroup } from './groups.ts';
import type { GroupLine } from './groupLines.ts';

/** A group with the figure each of its runs ended with. */
export interface GroupOutcome extends OutcomeGroup {
  readonly key: string;
  readonly group: CompareGroup;
  /** Of the finished members. */
  readonly final: Summary;
  readonly diverged: number;
}

/**
 * @param lines the groups, hidden ones too: hiding changes the picture, never a figure
 */
export function groupOutcomes(lines: readonly GroupLine[]): GroupOutcome[] {
  const paths = Object.keys(lines[0]?.group.values ?? {});
  const keys = pairKeys(lines.flatMap(({ group }) => group.runs), paths); // prettier-ignore
  return lines.map(({ group, curve }) => {
    const values = new Map(curve.members.map(({ id, values: all }) => [id, all.at(-1) ?? null]));
    const outcomes = group.runs.map(({ id, seed, summary }): Outcome => ({
      id,
      seed,
      pairKey: keys.get(id),
      status: summary.status,
      value: values.get(id) ?? null,
    }));
    const finished = outcomes.filter(({ status }) => status === 'finished').map(({ value }) => value);
    const diverged = outcomes.filter(({ status }) => status === 'diverged').length;
    return { key: group.key, label: group.label, group, outcomes, final: summarize(finished), diverged };
  });
}

/** The group that differences are taken from: the one the view names, or else the first. */
export const baselineOf = (groups: readonly GroupOutcome[], key: string | null): GroupOutcome | undefined =>
  groups.find((group) => group.key === key) ?? groups[0];

/** Final values against the first setting grouped by. Null where there is nothing to place side by side. */
export function finalCurve(groups: readonly GroupOutcome[], band: Band): SweepCurve | null {
  const path = Object.keys(groups[0]?.group.values ?? {})[0];
  if (path === undefined || groups.length < 2) return null;
  const swept = groups.map(({ key, label, group, outcomes }) => ({
    key,
    label,
    setting: group.values[path],
    outcomes,
  }));
  return sweepCurve(path, swept, band === 'none' ? 'sd' : band);
}

/** Every other group against the baseline, in the order of the groups. */
export function differences(
  groups: readonly GroupOutcome[],
  baseline: GroupOutcome | undefined,
  metric: ComparedMetric,
): Comparison[] {
  return baseline && groups.length > 1 ? compareWithBaseline(groups, baseline, metric) : [];
}

/**
 * The best group against the baseline; against the second best where the baseline is the best.
 * @param listed the differences to the baseline
 */
export function headline(
  groups: readonly GroupOutcome[],
  baseline: GroupOutcome | undefined,
  metric: ComparedMetric,
  listed: readonly Comparison[],
): Comparison | null {
  const ranked = groups
    .filter(({ final }) => final.mean !== null)
    .sort((a, b) => (metric.better === 'lower' ? 1 : -1) * (a.final.mean! - b.final.mean!));
  const [best, second] = ranked;
  if (!best || !baseline) return null;
  const other = best === baseline ? second : baseline;
  if (!other) return null;
  // With several groups the p-value is the one that the list of differences shows, corrected together.
  const found = listed.find(({ a, b }) => a === best.label && b === other.label);
  return found ?? compareGroups(best, other, metric);
}
