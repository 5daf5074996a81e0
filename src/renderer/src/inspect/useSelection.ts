/**
 * Which image is looked at and which ones are marked. The image stays on screen while the epoch or the run changes, as long as
 * the run has it; another split begins anew.
 */

import { shallowRef, watch } from 'vue';
import type { ShallowRef, WatchSource } from 'vue';
import type { Predictions } from '../../../shared/contract.ts';

export interface ImageSelection {
  readonly selected: ShallowRef<number | null>;
  readonly picked: ShallowRef<ReadonlySet<number>>;
  /** Looks at the image of this number as soon as there are predictions; null for none. */
  seek(image: number | null): void;
}

export function useSelection(
  runId: () => string,
  split: WatchSource,
  predictions: Readonly<ShallowRef<Predictions | null>>,
): ImageSelection {
  const selected = shallowRef<number | null>(null);
  const picked = shallowRef<ReadonlySet<number>>(new Set());
  let numbers: Uint32Array | null = null;
  let sought: number | null = null;

  watch(runId, () => void (picked.value = new Set()));
  watch(split, () => {
    numbers = null;
    selected.value = null;
    picked.value = new Set();
  });
  watch(
    predictions,
    (next) => {
      if (!next) return;
      const [before, position] = [numbers, selected.value];
      numbers = next.numbers;
      if (sought !== null) return look(sought);
      if (!before || position === null || before[position] === next.numbers[position]) return;
      const found = next.numbers.indexOf(before[position] ?? -1);
      selected.value = found < 0 ? null : found;
    },
    { flush: 'sync' },
  );

  function look(image: number): void {
    sought = null;
    const found = numbers?.indexOf(image) ?? -1;
    selected.value = found < 0 ? null : found;
  }

  function seek(image: number | null): void {
    sought = image;
    if (image === null) selected.value = null;
    else if (numbers && predictions.value) look(image);
  }
  return { selected, picked, seek };
}
