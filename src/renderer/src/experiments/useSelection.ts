/** The selection of the table and how the pointer and the keyboard change it. */

import { computed, shallowRef } from 'vue';
import type { ComputedRef } from 'vue';
import type { ExperimentSummary } from '../../../shared/contract.ts';
import type { Row } from './rows.ts';
import { allToggled, selectedShare, selectedTarget, toggled, withRange } from './selection.ts';
import type { Selection } from './selection.ts';
import type { Target } from './target.ts';

export interface TableSelection {
  /** What is selected of what there is. */
  readonly target: ComputedRef<Target>;
  readonly isEmpty: ComputedRef<boolean>;
  share(row: Row): 'all' | 'some' | 'none';
  toggle(row: Row): void;
  /** Adds the rows from the last one toggled to this one. */
  extend(row: Row): void;
  toggleAll(): void;
  clear(): void;
}

export function useSelection(
  rows: () => readonly Row[],
  experiments: () => readonly ExperimentSummary[],
): TableSelection {
  const selection = shallowRef<Selection>(new Set());
  let anchor: string | null = null;
  const target = computed(() => selectedTarget(selection.value, experiments()));
  const indexOf = (id: string): number => rows().findIndex((row) => row.id === id);

  function toggle(row: Row): void {
    anchor = row.id;
    selection.value = toggled(selection.value, row);
  }

  function extend(row: Row): void {
    const from = anchor === null ? -1 : indexOf(anchor);
    anchor ??= row.id;
    const to = indexOf(row.id);
    selection.value = withRange(selection.value, rows(), from < 0 ? to : from, to);
  }

  return {
    target,
    isEmpty: computed(() => target.value.experiments.length + target.value.runs.length === 0),
    share: (row) => selectedShare(selection.value, row),
    toggle,
    extend,
    toggleAll: () => void (selection.value = allToggled(selection.value, rows())),
    clear: () => {
      anchor = null;
      selection.value = new Set();
    },
  };
}
