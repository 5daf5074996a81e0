/** The overview of the dataset on screen, asked for anew when its files or its name change. */

import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { DatasetEntry, DatasetOverview } from '../../../shared/contract.ts';
import { useClient } from '../stores/client.ts';
import { useLoader } from '../stores/loading.ts';
import type { Loader } from '../stores/loading.ts';

export interface Overview extends Loader {
  /** Null while there is none. */
  readonly overview: ShallowRef<DatasetOverview | null>;
}

/** @param entry of one dataset; one that has a problem is not asked for */
export function useOverview(entry: () => DatasetEntry): Overview {
  const { api } = useClient();
  const overview = shallowRef<DatasetOverview | null>(null);
  const { state, load } = useLoader(async () => {
    overview.value = await api.getDatasetOverview({ id: entry().id });
  });
  watch(
    () => [entry().problem, entry().path, entry().kind === 'files' ? entry().facts?.sha256 : ''],
    () => void (entry().problem === null && load()),
    { immediate: true },
  );
  return { overview, state, load };
}
