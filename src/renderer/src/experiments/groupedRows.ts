/** The rows of the table when it is grouped by a setting: a row for each value, below it its runs. Pure. */

import { settingName, settingValue } from '../../../shared/names.ts';
import { columnOf } from './columns.ts';
import type { Sort } from './columns.ts';
import { compare } from './rows.ts';
import type { GroupRow, Row, RowsInput, RunRow } from './rows.ts';
import { settingAt } from './runSettings.ts';
import { isFound } from './search.ts';
import type { Member } from './target.ts';

export interface GroupedInput extends Pick<RowsInput, 'experiments' | 'terms' | 'sort'> {
  /** The setting to group by: `training.optimizer.learningRate`, or `seed`. */
  readonly path: string;
  isOpen(groupId: string): boolean;
}

interface Group {
  readonly value: unknown;
  readonly members: Member[];
}

/** Groups in the order of their values, runs without the setting last; by their first runs under a sort. */
export function makeGroupedRows({ experiments, terms, sort, path, isOpen }: GroupedInput): Row[] {
  const groups = new Map<string, Group>();
  for (const experiment of experiments)
    for (const run of experiment.runs) {
      if (!isFound(terms, experiment, run)) continue;
      const value = settingAt(experiment, run, path);
      const key = JSON.stringify(value) ?? 'none';
      const group = groups.get(key) ?? { value, members: [] };
      group.members.push({ experiment, run });
      groups.set(key, group);
    }
  const inOrder = [...groups].sort(([, a], [, b]) => byValue(a.value, b.value));
  if (sort) {
    for (const [, { members }] of inOrder) members.sort(membersBy(sort));
    inOrder.sort(([, a], [, b]) => firstsBy(sort, a, b));
  }
  return inOrder.flatMap(([key, { value, members }]): Row[] => {
    const id = `group:${path}:${key}`;
    const open = isOpen(id);
    const runs = members.map(({ run }) => run);
    const row: GroupRow = { kind: 'group', id, label: labelOf(path, value), open, runs, members };
    if (!open) return [row];
    return [row, ...members.map((one): RunRow => ({ kind: 'run', id: one.run.id, ...one, parentId: id }))];
  });
}

const labelOf = (path: string, value: unknown): string =>
  value === undefined ? `no ${settingName(path)}` : `${settingName(path)} ${settingValue(value)}`;

function byValue(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return typeof a === 'number' && typeof b === 'number' ? a - b : settingValue(a).localeCompare(settingValue(b));
}

const membersBy =
  (sort: Sort) =>
  (a: Member, b: Member): number =>
    compare(sort, a.experiment, b.experiment)(a.run, b.run);

function firstsBy(sort: Sort, a: Group, b: Group): number {
  const [first, second] = [a.members[0], b.members[0]];
  return columnOf(sort.key) && first && second ? membersBy(sort)(first, second) : 0;
}
