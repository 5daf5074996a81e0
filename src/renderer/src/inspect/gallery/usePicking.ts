/** Marking images of the gallery with the mouse or the keyboard. */

import { watch } from 'vue';
import type { Inspect } from '../useInspect.ts';
import { toggled, withRange } from './picking.ts';

export interface Picking {
  /** @param range from the last mark on */
  pick(position: number, range: boolean): void;
  /** Marks the whole gallery, or nothing where all of it was marked. */
  pickAll(): void;
}

export function usePicking({ picked, positions, selected }: Inspect): Picking {
  let last: number | null = null;
  watch(picked, (marks) => {
    if (marks.size === 0) last = null;
  });
  return {
    pick(position, range) {
      const from = last ?? selected.value;
      picked.value = range ? withRange(picked.value, positions.value, from, position) : toggled(picked.value, position);
      last = position;
    },
    pickAll() {
      const isAll = picked.value.size >= positions.value.length;
      picked.value = isAll ? new Set() : new Set(positions.value);
    },
  };
}
