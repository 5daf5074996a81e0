/** What narrows the gallery. It stays from run to run, as far as it means the same of the other one: its chips say what did. */

import { shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { Predictions, RunDetail, RunSummary } from '../../../shared/contract.ts';
import { everyMistake } from '../../../shared/analysis/gallery.ts';
import type { GalleryFilter } from '../../../shared/analysis/gallery.ts';
import { carriedOver } from './carryOver.ts';
import type { FilterScope } from './carryOver.ts';

export interface Filter {
  readonly filter: Readonly<ShallowRef<GalleryFilter>>;
  /** Narrows or widens the gallery; what is left out stays as it is. */
  change(filter: Partial<GalleryFilter>): void;
}

/** What the filter follows. */
interface Followed {
  readonly run: ComputedRef<RunDetail | null>;
  readonly predictions: Readonly<ShallowRef<Predictions | null>>;
  /** Runs of the group. */
  readonly seeds: ComputedRef<readonly RunSummary[]>;
  readonly compared: ComputedRef<RunSummary | null>;
}

export function useFilter({ run, predictions, seeds, compared }: Followed): Filter {
  const filter = shallowRef(everyMistake);
  let scope: FilterScope | null = null;

  watch(
    () => [run.value, predictions.value, seeds.value.length, compared.value !== null] as const,
    ([own, shown, count, isCompared]) => {
      // On the way to another run one or the other is not there.
      if (!own || !shown) return;
      const next = { sha256: own.dataset.sha256, classNames: shown.classNames, seeds: count, isCompared };
      if (scope) filter.value = carriedOver(filter.value, scope, next);
      scope = next;
    },
    // No figure is counted with a filter that means another run.
    { flush: 'sync' },
  );
  return { filter, change: (part) => void (filter.value = { ...filter.value, ...part }) };
}
