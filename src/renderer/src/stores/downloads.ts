/** The downloads under way or failed, as the service last told them. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Download } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

export const useDownloads = defineStore('downloads', () => {
  const client = useClient();
  const list = shallowRef<readonly Download[]>([]);
  const { load } = useLoader(async () => {
    list.value = await client.api.listDownloads({});
  });
  useWorkbenchEvent('downloads', (now) => void (list.value = now));
  useResync(() => void load());
  void load();

  const find = (id: string): Download | undefined => list.value.find((download) => download.id === id);
  const start = (id: string): Promise<void> => client.api.startDownload({ id });
  /** Stops one, or takes a failed one off the list. */
  const cancel = (id: string): Promise<void> => client.api.cancelDownload({ id });
  return { list, find, start, cancel };
});
