/** The last thing a question was answered with, which stays on screen until the next answer is there. */

import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Answer } from './useAnswer.ts';

/** Null before the first answer, and where nothing is asked any more; a failure leaves nothing standing. */
export function useLast<Value>(answer: Readonly<ShallowRef<Answer<Value>>>): Readonly<ShallowRef<Value | null>> {
  const last = shallowRef<Value | null>(null);
  watch(
    answer,
    (now) => {
      if (now.status === 'ready') last.value = now.value;
      else if (now.status !== 'loading') last.value = null;
    },
    { immediate: true, flush: 'sync' },
  );
  return last;
}
