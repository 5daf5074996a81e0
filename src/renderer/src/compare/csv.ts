/**
 * What is shown, as CSV (RFC 4180): one row for each position, and for every group its centre, mean, SD, SEM, interval,
 * extremes and n, then each of its members. Full data, never what was reduced for drawing. An empty cell is a position
 * that a run does not have; `NaN`, `inf` and `-inf` are what was measured.
 */

import { csvText } from '../../../shared/csv.ts';
import type { GroupStatistics, MemberCurve } from '../../../shared/stats/aggregate.ts';
import { studentT } from '../../../shared/stats/summary.ts';
import type { GroupLine } from './groupLines.ts';

interface Column {
  readonly head: string;
  readonly values: ReadonlyMap<number, number>;
}

/** @param axisName head of the first column; its positions are those of all groups and members together */
export function compareCsv(lines: readonly GroupLine[], axisName: string): string {
  const columns = lines.flatMap(groupColumns);
  const positions = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const head = [axisName, ...columns.map((column) => column.head)];
  const rows = positions.map((position) => [position, ...columns.map(({ values }) => values.get(position))]);
  return csvText([head, ...rows]);
}

function groupColumns({ group, curve }: GroupLine): Column[] {
  const members = curve.members.map((member) => memberColumn(group.label, member));
  return curve.statistics ? [...statisticColumns(group.label, curve.statistics), ...members] : members;
}

function statisticColumns(label: string, statistics: GroupStatistics): Column[] {
  const { x, n, centre, mean, sd, min, max } = statistics;
  const sem = sd.map((value, i) => value / Math.sqrt(n[i]!));
  const quantiles: number[] = [];
  const half = sem.map((value, i) => (n[i]! < 2 ? NaN : value * (quantiles[n[i]!] ??= studentT(n[i]! - 1))));
  const column = (name: string, values: ArrayLike<number>): Column => ({
    head: `${label} ${name}`,
    // A statistic that does not exist is an empty cell, not a NaN that was measured.
    values: new Map(Array.from(x, (at, i) => [at, values[i]!] as const).filter(([, value]) => !Number.isNaN(value))),
  });
  return [
    column('centre', centre),
    column('mean', mean),
    column('SD', sd),
    column('SEM', sem),
    column('95 % CI low', mean.map((value, i) => value - half[i]!)), // prettier-ignore
    column('95 % CI high', mean.map((value, i) => value + half[i]!)), // prettier-ignore
    column('min', min),
    column('max', max),
    column('n', n),
  ];
}

const memberColumn = (label: string, { name, id, x, values }: MemberCurve): Column => ({
  head: name.startsWith(label) ? `${name} (${id})` : `${label} · ${name} (${id})`,
  values: new Map(Array.from(x, (at, i) => [at, values[i]!] as const)),
});
