/**
 * The state of the table: search, sort, what is open, selected and archived, and which row is active. What the rows are follows
 * from it (rows.ts); live changes touch none of it.
 */

import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { ExperimentSummary } from '../../../shared/contract.ts';
import { z } from '../../../shared/zod.ts';
import { remembered } from '../stores/remembered.ts';
import { columnOf } from './columns.ts';
import type { ColumnKey, Sort } from './columns.ts';
import { makeGroupedRows } from './groupedRows.ts';
import { makeRows } from './rows.ts';
import type { Row } from './rows.ts';
import { parseSearch } from './search.ts';
import { useColumns } from './useColumns.ts';
import type { Columns } from './useColumns.ts';
import { useSelection } from './useSelection.ts';
import type { TableSelection } from './useSelection.ts';

export interface Table {
  readonly search: Ref<string>;
  readonly sort: ShallowRef<Sort | null>;
  readonly rows: ComputedRef<Row[]>;
  readonly selection: TableSelection;
  readonly columns: Columns;
  /** Path of the setting that gathers runs across experiments; null lists the experiments. @default null */
  readonly groupBy: ShallowRef<string | null>;
  /** Whether archived experiments are listed among the others. @default false */
  readonly showArchived: Ref<boolean>;
  /** How many experiments there are to list, searched or not. */
  readonly listed: ComputedRef<number>;
  /** The id of the row that the keyboard acts on. */
  readonly activeId: Ref<string | null>;
  /** Its position; -1 where there is none. */
  readonly activeIndex: ComputedRef<number>;
  activate(index: number): void;
  /** Of an experiment or a group. */
  setOpen(rowId: string, open: boolean): void;
  /** A click on a head: its own first direction, then the other, then unsorted. */
  sortBy(key: ColumnKey): void;
}

export function useTable(experiments: () => readonly ExperimentSummary[]): Table {
  const search = ref('');
  const columns = useColumns();
  const showArchived = ref(false);
  const groupBy = remembered('backprop.groupBy', z.string().nullable(), null);
  const list = computed(() => experiments().filter(({ archived }) => showArchived.value || !archived));
  const sort = shallowRef<Sort | null>(null);
  const activeId = ref<string | null>(null);
  const terms = computed(() => parseSearch(search.value));
  const chosen = shallowRef<ReadonlyMap<string, boolean>>(new Map());
  // What is opened or closed among the results of a search is forgotten with the search.
  const chosenInSearch = shallowRef<ReadonlyMap<string, boolean>>(new Map());
  const chosenNow = computed(() => (terms.value.length > 0 ? chosenInSearch : chosen));
  watch(terms, () => void (chosenInSearch.value = new Map()));

  // A search opens what it finds; without one, the newest experiment and those under way stand open until closed.
  const newest = computed(() => list.value[0]?.id);
  const isOpen = (experiment: ExperimentSummary): boolean =>
    chosenNow.value.value.get(experiment.id) ??
    (terms.value.length > 0 ||
      (experiment.id === newest.value && experiment.runs.length > 1) ||
      isUnderWay(experiment));

  // A column that is no longer shown sorts nothing.
  const sortNow = computed(() => (sort.value && columns.shown.value.has.has(sort.value.key) ? sort.value : null));
  // Groups are an overview: closed until opened, or until a search asks what is in them.
  const isGroupOpen = (id: string): boolean => chosenNow.value.value.get(id) ?? terms.value.length > 0;
  const rows = computed(() => {
    const input = { experiments: list.value, terms: terms.value, sort: sortNow.value };
    return groupBy.value === null
      ? makeRows({ ...input, isOpen })
      : makeGroupedRows({ ...input, path: groupBy.value, isOpen: isGroupOpen });
  });
  const selection = useSelection(
    () => rows.value,
    () => list.value,
  );
  const activeIndex = computed(() => rows.value.findIndex((row) => row.id === activeId.value));

  function activate(index: number): void {
    const row = rows.value[Math.min(Math.max(index, 0), rows.value.length - 1)];
    activeId.value = row?.id ?? null;
  }

  function setOpen(rowId: string, open: boolean): void {
    const active = rows.value[activeIndex.value];
    if (!open && active?.kind === 'run' && active.parentId === rowId) activeId.value = rowId;
    chosenNow.value.value = new Map(chosenNow.value.value).set(rowId, open);
  }

  function sortBy(key: ColumnKey): void {
    const first = columnOf(key)?.first ?? 'ascending';
    const other = first === 'ascending' ? 'descending' : 'ascending';
    if (sort.value?.key !== key) sort.value = { key, direction: first };
    else sort.value = sort.value.direction === first ? { key, direction: other } : null;
  }

  const listed = computed(() => list.value.length);
  return {
    search,
    columns,
    sort,
    rows,
    selection,
    groupBy,
    showArchived,
    listed,
    activeId,
    activeIndex,
    activate,
    setOpen,
    sortBy,
  };
}

const isUnderWay = (experiment: ExperimentSummary): boolean =>
  experiment.runs.length > 1 && experiment.runs.some((run) => run.status === 'running');
