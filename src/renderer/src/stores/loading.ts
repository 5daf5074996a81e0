/** How far something asked of the service has come, as one union, and a composable that asks. */

import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { messageOf } from '../../../shared/errors.ts';

export type Loading =
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed'; readonly message: string };

export interface Loader {
  readonly state: ShallowRef<Loading>;
  /** Asks again. While an answer is under way a second request waits for it and then asks once more. */
  load(): Promise<void>;
}

/**
 * @param ask fetches and stores; what it rejects with becomes the `failed` state's sentence
 * A failure after a success keeps what is shown: the state turns to `failed` only when there is nothing to show.
 */
export function useLoader(ask: () => Promise<void>): Loader {
  const state = shallowRef<Loading>({ status: 'loading' });
  let running: Promise<void> | null = null;
  let again = false;

  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await ask();
      } while (again);
      state.value = { status: 'ready' };
    } catch (error) {
      if (state.value.status !== 'ready') state.value = { status: 'failed', message: messageOf(error) };
    } finally {
      running = null;
    }
  }

  function load(): Promise<void> {
    if (running) again = true;
    running ??= run();
    return running;
  }

  return { state, load };
}
