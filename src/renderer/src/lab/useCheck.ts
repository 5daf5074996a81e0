/** A check of the Lab under way: started, told of, cancelled, and ended with its component. */

import { useNow } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { UserError, messageOf } from '../../../shared/errors.ts';
import { useClient, useWorkbenchEvent } from '../stores/client.ts';

export type CheckState<Result> =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly startedAt: number; readonly fraction: number }
  | { readonly status: 'done'; readonly result: Result }
  | { readonly status: 'failed'; readonly message: string };

export interface Check<Result> {
  readonly state: Readonly<ShallowRef<CheckState<Result>>>;
  /** Of the one that runs. */
  readonly seconds: ComputedRef<number>;
  /** Begins; one that still runs is given up. */
  start(ask: (lane: string) => Promise<Result>): Promise<void>;
  cancel(): void;
  /** Forgets the result, which belongs to something else by now. */
  clear(): void;
}

export function useCheck<Result>(): Check<Result> {
  const client = useClient();
  const lane = crypto.randomUUID();
  const state = shallowRef<CheckState<Result>>({ status: 'idle' });
  const now = useNow({ interval: 200 });
  let newest = 0;

  useWorkbenchEvent('lab', ({ lane: of, fraction }) => {
    if (of === lane && state.value.status === 'running') state.value = { ...state.value, fraction };
  });
  const cancel = (): void => void client.api.cancelCheck({ lane }).catch(() => undefined); // it will end by itself
  onScopeDispose(() => {
    if (state.value.status === 'running') cancel();
  });

  async function start(ask: (lane: string) => Promise<Result>): Promise<void> {
    const mine = ++newest;
    const set = (next: CheckState<Result>): void => {
      if (mine === newest) state.value = next;
    };
    set({ status: 'running', startedAt: Date.now(), fraction: 0 });
    try {
      set({ status: 'done', result: await ask(lane) });
    } catch (error) {
      const isCancelled = error instanceof UserError && error.code === 'cancelled';
      set(isCancelled ? { status: 'idle' } : { status: 'failed', message: messageOf(error) });
    }
  }

  const seconds = computed(() =>
    state.value.status === 'running' ? Math.max(0, (now.value.getTime() - state.value.startedAt) / 1000) : 0,
  );
  const clear = (): void => {
    if (state.value.status === 'running') cancel();
    newest++;
    state.value = { status: 'idle' };
  };
  return { state, seconds, start, cancel, clear };
}
