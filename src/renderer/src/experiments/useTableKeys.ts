/** The keyboard of the table: moving, selecting, opening, closing, and acting on the selection or else the active row. */

import { experimentOf, isSingle, targetOf } from './target.ts';
import type { Target } from './target.ts';
import type { Actions } from './useActions.ts';
import type { Table } from './useTable.ts';

const page = 15;

/** @param openMenu opens the menu of the active row */
export function useTableKeys(table: Table, actions: Actions, openMenu: () => void): (event: KeyboardEvent) => void {
  const { selection } = table;
  const move = (by: number) => (): void => table.activate(table.activeIndex.value + by);
  const active = () => table.rows.value[table.activeIndex.value];

  function openOrEnter(): void {
    const row = active();
    if (!row || row.kind === 'run') return;
    if (row.open) move(1)();
    else table.setOpen(row.id, true);
  }

  function closeOrLeave(): void {
    const row = active();
    if (!row) return;
    if (row.kind === 'run') table.activeId.value = row.parentId;
    else table.setOpen(row.id, false);
  }

  function enter(): void {
    const row = active();
    if (!row) return;
    if (row.kind === 'run' || isSingle(row)) actions.open(row);
    else table.setOpen(row.id, !row.open);
  }

  const withRow = (act: (row: NonNullable<ReturnType<typeof active>>) => void) => (): void => {
    const row = active();
    if (row) act(row);
  };
  const withTarget = (act: (target: Target) => void) => (): void => {
    const row = active();
    if (!selection.isEmpty.value) act(selection.target.value);
    else if (row) act(targetOf(row));
  };
  /** Selects from the active row on while it moves. */
  const extend = (by: number) => (): void => {
    withRow(selection.extend)();
    move(by)();
    withRow(selection.extend)();
  };

  const keys: Record<string, () => void> = {
    ArrowDown: move(1),
    ArrowUp: move(-1),
    PageDown: move(page),
    PageUp: move(-page),
    Home: () => table.activate(0),
    End: () => table.activate(table.rows.value.length - 1),
    ArrowRight: openOrEnter,
    ArrowLeft: closeOrLeave,
    Enter: enter,
    Escape: selection.clear,
    ' ': withRow(selection.toggle),
    p: withTarget(actions.togglePause),
    t: withRow((row) => void (actions.labelling.value = experimentOf(row))),
    F2: withRow((row) => void (actions.renaming.value = experimentOf(row))),
    Delete: withTarget(actions.requestDelete),
    ContextMenu: openMenu,
  };
  const withShift: Record<string, () => void> = {
    ...keys,
    ArrowDown: extend(1),
    ArrowUp: extend(-1),
    ' ': withRow(selection.extend),
    F10: openMenu,
  };
  const withControl: Record<string, () => void> = {
    a: selection.toggleAll,
    Enter: withTarget((target) => actions.canCompare && actions.compare(target)),
    ' ': withRow(selection.toggle),
  };

  return (event) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const map = event.ctrlKey || event.metaKey ? withControl : event.shiftKey ? withShift : keys;
    const act = map[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
