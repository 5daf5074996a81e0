/** How many images each configuration trains on: what turns steps into epochs and samples. Asked for once each. */

import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useClient, useResync } from '../stores/client.ts';
import type { ChosenRun } from './chosen.ts';

/** @returns images by `configuration`; what the service could not say yet is missing and asked for again on reconnecting */
export function useTrainImages(runs: () => readonly ChosenRun[]): Readonly<ShallowRef<ReadonlyMap<string, number>>> {
  const { api } = useClient();
  const known = shallowRef<ReadonlyMap<string, number>>(new Map());
  const asked = new Set<string>();

  async function ask(configuration: string, id: string): Promise<void> {
    asked.add(configuration);
    try {
      const { dataset } = await api.getRun({ id });
      known.value = new Map(known.value).set(configuration, dataset.train);
    } catch {
      // The series of the same run fail for the same reason, and say so on the screen.
      asked.delete(configuration);
    }
  }
  function askMissing(): void {
    for (const { configuration, id } of runs()) if (!asked.has(configuration)) void ask(configuration, id);
  }
  watch(runs, askMissing, { immediate: true });
  useResync(askMissing);
  return known;
}
