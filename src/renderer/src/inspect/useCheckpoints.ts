/** The kept weights of a run, asked for again whenever the run may have kept more. */

import { useThrottleFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Checkpoint } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import { useClient, useResync, useWorkbenchEvent } from '../stores/client.ts';

export type Checkpoints =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly list: readonly Checkpoint[] };

/** Milliseconds between two questions while a run trains. */
const interval = 1000;

export function useCheckpoints(runId: () => string): Readonly<ShallowRef<Checkpoints>> {
  const { api } = useClient();
  const checkpoints = shallowRef<Checkpoints>({ status: 'loading' });

  async function load(): Promise<void> {
    const id = runId();
    try {
      const list = await api.listCheckpoints({ id });
      if (id === runId() && isNews(checkpoints.value, list)) checkpoints.value = { status: 'ready', list };
    } catch (error) {
      // What is on screen stays there while the line is broken.
      if (id === runId() && checkpoints.value.status !== 'ready')
        checkpoints.value = { status: 'failed', message: messageOf(error) };
    }
  }

  const loadSoon = useThrottleFn(load, interval, true, true);
  useWorkbenchEvent('runs', (runs) => {
    if (runs.some(({ id }) => id === runId())) void loadSoon();
  });
  useResync(() => void load());
  watch(
    runId,
    () => {
      checkpoints.value = { status: 'loading' };
      void load();
    },
    { immediate: true },
  );
  return checkpoints;
}

const isNews = (before: Checkpoints, list: readonly Checkpoint[]): boolean =>
  before.status !== 'ready' ||
  before.list.length !== list.length ||
  before.list.some(({ step }, i) => step !== list[i]?.step);

/** The checkpoint of another run to show beside an epoch of this one: the last kept up to it, else the first. */
export const checkpointAt = (list: readonly Checkpoint[], epoch: number): Checkpoint | undefined =>
  list.findLast((one) => one.epoch <= epoch + 1e-6) ?? list[0];

/** The checkpoints around one, the nearest first, itself left out. */
export function nearest(list: readonly Checkpoint[], to: Checkpoint, count: number): Checkpoint[] {
  const at = list.indexOf(to);
  const distance = (one: Checkpoint): number => Math.abs(list.indexOf(one) - at);
  return list
    .slice(Math.max(0, at - count), at + count + 1)
    .filter((one) => one !== to)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count);
}
