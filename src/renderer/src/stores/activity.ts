/** What the machine is doing, for the status line. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Activity } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const now = shallowRef<Activity | null>(null);
  const show = (activity: Activity): void => void (now.value = activity);

  const { load } = useLoader(async () => show(await client.api.getActivity({})));
  useWorkbenchEvent('activity', show);
  useResync(() => void load());
  void load();
  return { now };
});
