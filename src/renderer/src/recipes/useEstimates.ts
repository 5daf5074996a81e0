/**
 * How long each recipe will take on this machine: planned one after the other while someone looks at them, since a plan
 * reads the images. Only those whose data is there; what cannot be planned has no estimate.
 */

import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Recipe } from '../../../shared/contract.ts';
import { useClient } from '../stores/client.ts';

/** Seconds by the recipe's name; null where the speed was not measured or the plan failed, absent while not known. */
export type Estimates = ReadonlyMap<string, number | null>;

export function useEstimates(recipes: () => readonly Recipe[]): Readonly<ShallowRef<Estimates>> {
  const { api } = useClient();
  const estimates = shallowRef<Estimates>(new Map());
  let isOver = false;
  let isPlanning = false;
  onScopeDispose(() => (isOver = true));

  async function plan(): Promise<void> {
    if (isPlanning) return;
    isPlanning = true;
    for (;;) {
      const next = recipes().find(({ name }) => !estimates.value.has(name));
      if (!next || isOver) break;
      const seconds = await api.planExperiment({ experiment: next.experiment }).then(
        (result) => (result.ok ? result.plan.seconds : null),
        () => null,
      );
      estimates.value = new Map(estimates.value).set(next.name, seconds);
    }
    isPlanning = false;
  }

  watch(recipes, () => void plan(), { immediate: true });
  return estimates;
}
