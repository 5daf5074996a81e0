/**
 * Which runs are selected: a set of their ids, so that it outlives live changes, searches and sorts. An experiment is
 * selected when all its runs are. Pure.
 */

import type { ExperimentSummary } from '../../../shared/contract.ts';
import type { Row } from './rows.ts';
import type { Target } from './target.ts';

export type Selection = ReadonlySet<string>;

/** Whether all, some or none of the runs that a row stands for are selected. */
export function selectedShare(selection: Selection, row: Row): 'all' | 'some' | 'none' {
  const ids = idsOf(row);
  const count = ids.reduce((sum, id) => sum + Number(selection.has(id)), 0);
  if (count === 0) return 'none';
  return count === ids.length ? 'all' : 'some';
}

/** Selects the row's runs, or none of them where all were selected. */
export function toggled(selection: Selection, row: Row): Selection {
  const isOn = selectedShare(selection, row) === 'all';
  return changed(selection, idsOf(row), !isOn);
}

/** Adds everything from one row to another. The row of an open experiment stands only for the runs within the range. */
export function withRange(selection: Selection, rows: readonly Row[], from: number, to: number): Selection {
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return changed(
    selection,
    range.flatMap((row) => (row.kind !== 'run' && row.open && range.length > 1 ? [] : idsOf(row))),
    true,
  );
}

/** Everything that is shown, or nothing where all of it was selected. */
export function allToggled(selection: Selection, rows: readonly Row[]): Selection {
  const isOn = rows.every((row) => selectedShare(selection, row) === 'all');
  return changed(selection, rows.flatMap(idsOf), !isOn);
}

/** What the selection stands for; ids of runs that are no longer there are passed over. */
export function selectedTarget(selection: Selection, experiments: readonly ExperimentSummary[]): Target {
  if (selection.size === 0) return { experiments: [], runs: [] };
  const touched = experiments.filter(({ runs }) => runs.some(({ id }) => selection.has(id)));
  const isWhole = ({ runs }: ExperimentSummary): boolean => runs.every(({ id }) => selection.has(id));
  return {
    experiments: touched.filter(isWhole),
    runs: touched
      .filter((experiment) => !isWhole(experiment))
      .flatMap((experiment) =>
        experiment.runs.filter(({ id }) => selection.has(id)).map((run) => ({ experiment, run })),
      ),
  };
}

const idsOf = (row: Row): string[] => (row.kind === 'run' ? [row.run.id] : row.runs.map(({ id }) => id));

function changed(selection: Selection, ids: readonly string[], on: boolean): Selection {
  const next = new Set(selection);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
