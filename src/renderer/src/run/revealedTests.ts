/**
 * Whether the test figures of an experiment were asked for: remembered until the window is closed, because whoever has
 * seen those of one run has seen them, and forgotten then, so that the next session starts honest.
 */

import { useSessionStorage } from '@vueuse/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';

export interface RevealedTests {
  readonly isRevealed: ComputedRef<boolean>;
  reveal(): void;
}

/** @param experimentId undefined while the experiment is not known: nothing is revealed then */
export function useRevealedTests(experimentId: () => string | undefined): RevealedTests {
  const revealed = useSessionStorage<string[]>('revealed-tests', []);
  const isRevealed = computed(() => {
    const id = experimentId();
    return id !== undefined && revealed.value.includes(id);
  });
  const reveal = (): void => {
    const id = experimentId();
    if (id !== undefined && !revealed.value.includes(id)) revealed.value = [...revealed.value, id];
  };
  return { isRevealed, reveal };
}
