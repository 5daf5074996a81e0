/**
 * Which image is looked at and which ones are marked. The image stays on screen while the epoch or the run changes, as long as
 * the run has it; another split or dataset begins anew.
 */

import { shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { Predictions, RunDetail, SplitName } from '../../../shared/contract.ts';

export interface ImageSelection {
  readonly selected: ShallowRef<number | null>;
  readonly picked: ShallowRef<ReadonlySet<number>>;
  /** Looks at the image of this number as soon as there are predictions; null for none. */
  seek(image: number | null): void;
}

interface Followed {
  readonly runId: () => string;
  readonly run: ComputedRef<RunDetail | null>;
  readonly split: ComputedRef<SplitName>;
  readonly predictions: Readonly<ShallowRef<Predictions | null>>;
}

export function useSelection({ runId, run, split, predictions }: Followed): ImageSelection {
  const selected = shallowRef<number | null>(null);
  const picked = shallowRef<ReadonlySet<number>>(new Set());
  let numbers: Uint32Array | null = null;
  let sought: number | null = null;

  watch(runId, () => void (picked.value = new Set()));
  watch(split, forget);
  let dataset: string | null = null;
  watch(run, (next) => {
    if (!next) return;
    // Number 42 of another dataset is another image.
    if (dataset !== null && dataset !== next.dataset.sha256) forget();
    dataset = next.dataset.sha256;
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

  function forget(): void {
    numbers = null;
    selected.value = null;
    picked.value = new Set();
  }

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
