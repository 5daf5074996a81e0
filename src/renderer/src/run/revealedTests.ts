/**
 * Whether the test figures of an experiment were asked for. The service keeps the date with the experiment: whoever has
 * seen those of one run has seen them, and a report tells its reader so.
 */

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useNotify } from '../frame/toasts.ts';
import { useExperiments } from '../stores/experiments.ts';

export interface RevealedTests {
  readonly isRevealed: ComputedRef<boolean>;
  reveal(): void;
}

/** @param experimentId undefined while the experiment is not known: nothing is revealed then */
export function useRevealedTests(experimentId: () => string | undefined): RevealedTests {
  const store = useExperiments();
  const notify = useNotify();
  takeOver(store.revealTests);
  const isRevealed = computed(() => {
    const id = experimentId();
    return store.list.some((experiment) => experiment.id === id && experiment.testRevealedAt !== null);
  });
  const reveal = (): void => {
    const id = experimentId();
    if (id !== undefined) void notify.attempt('Revealing the test figures', () => store.revealTests([id]));
  };
  return { isRevealed, reveal };
}

const oldKey = 'revealed-tests';

/** Where the window itself remembered what was revealed, as earlier versions did, that is written down once. */
function takeOver(revealTests: (ids: readonly string[]) => Promise<void>): void {
  const text = sessionStorage.getItem(oldKey);
  if (text === null) return;
  sessionStorage.removeItem(oldKey);
  for (const id of idsIn(text)) revealTests([id]).catch(() => undefined); // deleted since: nobody will look
}

function idsIn(text: string): string[] {
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
