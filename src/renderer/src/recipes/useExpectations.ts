/**
 * The outcomes of an experiment's expectations, asked of the service once its runs have ended and again whenever one of them
 * changes its state. Shared by all who show the same experiment.
 */

import { defineStore } from 'pinia';
import { computed, shallowReactive, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { ExperimentSummary } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import type { ExpectationResult } from '../../../shared/result/expectations.ts';
import { useClient } from '../stores/client.ts';

export type Outcomes =
  | { readonly status: 'ready'; readonly results: readonly ExpectationResult[] }
  | { readonly status: 'failed'; readonly message: string };

const useOutcomes = defineStore('expectations', () => {
  const client = useClient();
  const known = shallowReactive(new Map<string, Outcomes>());
  /** The states of the runs when it was last asked, by experiment. */
  const asked = new Map<string, string>();

  async function ask({ id, runs }: ExperimentSummary): Promise<void> {
    const states = runs.map(({ status }) => status).join();
    if (asked.get(id) === states) return;
    asked.set(id, states);
    try {
      known.set(id, { status: 'ready', results: await client.api.getExpectations({ id }) });
    } catch (error) {
      asked.delete(id);
      known.set(id, { status: 'failed', message: messageOf(error) });
    }
  }

  return { known, ask };
});

/** Null while they are not known, and where the experiment expects nothing. */
export function useExpectations(summary: () => ExperimentSummary | undefined): ComputedRef<Outcomes | null> {
  const outcomes = useOutcomes();
  watch(summary, (now) => void (now && now.experiment.expects.length > 0 && outcomes.ask(now)), { immediate: true });
  return computed(() => outcomes.known.get(summary()?.id ?? '') ?? null);
}
