/** The network that an exercise is about: the form's state and what it says, read. */

import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useRecipes } from '../../stores/recipes.ts';
import { firstChoice, readChoice, type NetworkChoice, type ReadChoice } from './choice.ts';

export interface NetworkChoosing {
  readonly choice: Ref<NetworkChoice>;
  readonly read: ComputedRef<ReadChoice>;
  /** The problem beside its field; null where everything can be read. */
  readonly problem: ComputedRef<Extract<ReadChoice, { ok: false }> | null>;
}

export function useNetworkChoice(): NetworkChoosing {
  const recipes = useRecipes();
  const choice = ref(firstChoice());
  const read = computed(() => readChoice(choice.value, recipes.list));
  return { choice, read, problem: computed(() => (read.value.ok ? null : read.value)) };
}
