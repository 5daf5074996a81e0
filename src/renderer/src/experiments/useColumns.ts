/** Which columns the table shows: chosen by the person, kept by this window. */

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { z } from '../../../shared/zod.ts';
import { remembered } from '../stores/remembered.ts';
import { gridTemplate, shownColumns } from './columns.ts';
import type { Column, ColumnChoice } from './columns.ts';

export interface ShownColumns {
  readonly list: readonly Column[];
  readonly has: ReadonlySet<string>;
  /** Paths of the settings that have a column of their own. */
  readonly settings: readonly string[];
  /** The grid that head and rows share, in wide and in narrow windows. */
  readonly style: Readonly<Record<string, string>>;
}

export interface Columns {
  readonly shown: ComputedRef<ShownColumns>;
  /** Shows or hides one of the table's own columns. */
  show(key: string, isShown: boolean): void;
  /** Gives a setting a column of its own, or takes it away. */
  showSetting(path: string, isShown: boolean): void;
}

const schema = z.object({ hidden: z.array(z.string()), settings: z.array(z.string()) });
const usual: ColumnChoice = { hidden: [], settings: [] };

export function useColumns(): Columns {
  const choice = remembered<ColumnChoice>('backprop.columns', schema, usual);
  const shown = computed((): ShownColumns => {
    const list = shownColumns(choice.value);
    const style = { '--runs-wide': gridTemplate(list, false), '--runs-narrow': gridTemplate(list, true) };
    return { list, has: new Set(list.map(({ key }) => key)), settings: choice.value.settings, style };
  });
  const without = (list: readonly string[], one: string): string[] => list.filter((each) => each !== one);

  return {
    shown,
    show(key, isShown) {
      const hidden = without(choice.value.hidden, key);
      choice.value = { ...choice.value, hidden: isShown ? hidden : [...hidden, key] };
    },
    showSetting(path, isShown) {
      const settings = without(choice.value.settings, path);
      choice.value = { ...choice.value, settings: isShown ? [...settings, path] : settings };
    },
  };
}
