/** What the machine is doing, for the status line. */

import { useIdle } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Activity } from '../../../shared/contract.ts';
import { useActing } from './acting.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

/**
 * Milliseconds between two redraws of live charts. Drawing takes a core from training, so it yields when all train, and
 * more so while nobody touches mouse or keyboard.
 */
export const redrawIntervals = { free: 250, busy: 1000, watched: 2000 } as const;
/** Milliseconds without mouse or keyboard after which charts are only watched. */
const untouchedAfter = 2000;

export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const now = shallowRef<Activity | null>(null);
  const show = (activity: Activity): void => void (now.value = activity);

  const { load } = useLoader(async () => show(await client.api.getActivity({})));
  useWorkbenchEvent('activity', show);
  useResync(() => void load());
  void load();
  useActing(() => now.value !== null && now.value.busy > 0);
  const { idle } = useIdle(untouchedAfter);
  const redrawInterval = computed(() => {
    const allTrain = now.value !== null && now.value.busy >= now.value.workers;
    if (!allTrain) return redrawIntervals.free;
    return idle.value ? redrawIntervals.watched : redrawIntervals.busy;
  });
  return { now, redrawInterval };
});
