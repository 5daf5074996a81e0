/** The dataset library. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DatasetEntry } from '../../../shared/contract.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { useLoader } from './loading.ts';

export const useDatasets = defineStore('datasets', () => {
  const client = useClient();
  const list = shallowRef<readonly DatasetEntry[]>([]);
  const { state, load } = useLoader(async () => {
    list.value = await client.api.listDatasets({});
  });
  useWorkbenchEvent('datasets', () => void load());
  useResync(() => void load());
  void load();

  /** Takes an entry out of the library; `restore` brings it back. */
  const remove = (id: string): Promise<void> => client.api.removeDataset({ id });
  const restore = (id: string): Promise<void> => client.api.restoreDataset({ id });
  const rename = (id: string, name: string): Promise<void> => client.api.renameDataset({ id, name });
  const find = (id: string): DatasetEntry | undefined => list.value.find((entry) => entry.id === id);
  return { list, state, load, find, remove, restore, rename };
});
