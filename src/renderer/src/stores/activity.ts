/** What the machine is doing, for the status line. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Activity } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const now = shallowRef<Activity | null>(null);
  const { load } = useLoader(async () => {
    now.value = await client.api.getActivity({});
  });
  useWorkbenchEvent('activity', (activity) => void (now.value = activity));
  useResync(() => void load());
  void load();
  return { now };
});
