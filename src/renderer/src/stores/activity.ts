/** What the machine is doing, for the status line. */

import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Activity } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const now = shallowRef<Activity | null>(null);
  /** When everything was last seen written to the workspace. */
  const lastSavedAt = ref<number | null>(null);

  function show(activity: Activity): void {
    now.value = activity;
    lastSavedAt.value = activity.savedAt ?? lastSavedAt.value;
  }

  const { load } = useLoader(async () => show(await client.api.getActivity({})));
  useWorkbenchEvent('activity', show);
  useResync(() => void load());
  void load();
  return { now, lastSavedAt };
});
