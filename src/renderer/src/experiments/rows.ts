/**
 * The rows of the table: experiments, and below each open one its runs; searched, sorted, in order. Pure: what is drawn
 * follows from the list, the search, the sort and which experiments are open.
 */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import { columnOf } from './columns.ts';
import type { Sort } from './columns.ts';
import { isFound } from './search.ts';
import type { Term } from './search.ts';

export interface ExperimentRow {
  readonly kind: 'experiment';
  readonly id: string;
  readonly experiment: ExperimentSummary;
  readonly open: boolean;
  /** The runs that were found, in order; all of them without a search. */
  readonly runs: readonly RunSummary[];
}

export interface RunRow {
  readonly kind: 'run';
  readonly id: string;
  readonly experiment: ExperimentSummary;
  readonly run: RunSummary;
  /** The row that it stands below. */
  readonly parentId: string;
}

/** Runs that share a value of the setting that the table is grouped by. */
export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  /** `learning rate 0.03` */
  readonly label: string;
  readonly open: boolean;
  readonly runs: readonly RunSummary[];
  /** The same runs, each with its experiment. */
  readonly members: readonly { readonly experiment: ExperimentSummary; readonly run: RunSummary }[];
}

export type Row = ExperimentRow | GroupRow | RunRow;

export interface RowsInput {
  readonly experiments: readonly ExperimentSummary[];
  readonly terms: readonly Term[];
  /** Null: experiments newest first, runs in the order of the experiment. */
  readonly sort: Sort | null;
  isOpen(experiment: ExperimentSummary): boolean;
}

export function makeRows({ experiments, terms, sort, isOpen }: RowsInput): Row[] {
  const found = experiments
    .map((experiment) => ({ experiment, runs: experiment.runs.filter((run) => isFound(terms, experiment, run)) }))
    .filter(({ runs }) => runs.length > 0);
  if (sort) {
    for (const group of found) group.runs = [...group.runs].sort(compare(sort, group.experiment));
    found.sort((a, b) => compareGroups(sort, a, b));
  }
  return found.flatMap(({ experiment, runs }): Row[] => {
    const open = isOpen(experiment);
    const row: ExperimentRow = { kind: 'experiment', id: experiment.id, experiment, open, runs };
    if (!open) return [row];
    return [row, ...runs.map((run): RunRow => ({ kind: 'run', id: run.id, experiment, run, parentId: experiment.id }))];
  });
}

/**
 * Of runs of one experiment, or of the first of one and the second of another.
 * Unknown values come last whichever way the column is sorted.
 */
export function compare(
  sort: Sort,
  experiment: ExperimentSummary,
  other = experiment,
): (a: RunSummary, b: RunSummary) => number {
  const column = columnOf(sort.key);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [column?.sortValue(a, experiment) ?? null, column?.sortValue(b, other) ?? null];
    if (x === y) return a.index - b.index;
    if (x === null) return 1;
    if (y === null) return -1;
    return typeof x === 'number' && typeof y === 'number' ? sign * (x - y) : sign * String(x).localeCompare(String(y));
  };
}

interface Group {
  readonly experiment: ExperimentSummary;
  readonly runs: readonly RunSummary[];
}

/** By name where the run column is sorted, else by the first run of each in that order. */
function compareGroups(sort: Sort, a: Group, b: Group): number {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  if (sort.key === 'run') return sign * a.experiment.name.localeCompare(b.experiment.name);
  const [first, second] = [a.runs[0], b.runs[0]];
  return first && second
    ? compare(sort, a.experiment, b.experiment)(first, second) || b.experiment.createdAt - a.experiment.createdAt
    : 0;
}
