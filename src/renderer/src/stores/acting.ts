/** Tells the service that somebody acts in this window, so that training leaves the machine room to answer. */

import { useEventListener, useThrottleFn } from '@vueuse/core';
import { useClient } from './client.ts';

/** Milliseconds between two messages; the service takes one act for longer than this. */
export const tellEvery = 150;

/** The last is the browser's own way back and forth. */
const acts = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'popstate'] as const;

/** Listens while the component or store that asks for it lives. @param isTraining while false there is nothing to tell */
export function useActing(isTraining: () => boolean): void {
  const client = useClient();
  // What is lost with a broken connection needs no telling: nothing is waited for.
  const tell = useThrottleFn(() => client.api.act({}).catch(() => undefined), tellEvery);
  useEventListener(window, [...acts], () => void (isTraining() && tell()), { capture: true, passive: true });
}
