/** The keyboard of the table: moving, opening, closing, and acting on the active row. */

import type { Actions } from './useActions.ts';
import type { Table } from './useTable.ts';

const page = 15;

/** @param openMenu opens the menu of the active row */
export function useTableKeys(table: Table, actions: Actions, openMenu: () => void): (event: KeyboardEvent) => void {
  const move = (by: number) => (): void => table.activate(table.activeIndex.value + by);
  const active = () => table.rows.value[table.activeIndex.value];

  function openOrEnter(): void {
    const row = active();
    if (row?.kind === 'experiment' && !row.open) table.setOpen(row.id, true);
    else if (row?.kind === 'experiment') move(1)();
  }

  function closeOrLeave(): void {
    const row = active();
    if (!row) return;
    if (row.kind === 'experiment') table.setOpen(row.id, false);
    else table.activeId.value = row.experiment.id;
  }

  function enter(): void {
    const row = active();
    if (!row) return;
    if (row.kind === 'run' || row.experiment.runs.length === 1) actions.open(row);
    else table.setOpen(row.id, !row.open);
  }

  const withRow = (act: (row: NonNullable<ReturnType<typeof active>>) => void) => (): void => {
    const row = active();
    if (row) act(row);
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
    ' ': withRow((row) => actions.togglePause(row)),
    F2: withRow((row) => void (actions.renaming.value = row.experiment)),
    Delete: withRow((row) => row.kind === 'experiment' && actions.requestDelete(row.experiment)),
    ContextMenu: openMenu,
  };

  return (event) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.shiftKey && event.key === 'F10' ? openMenu : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
