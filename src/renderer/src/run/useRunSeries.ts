/**
 * The series of one run, kept up to date: what is missing is pulled after the run's events, as often as charts may be
 * redrawn, and once more whenever events may have been missed. The data stays in flat arrays; only its arrival is reactive.
 */

import { useThrottleFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Evaluation } from '../../../engine/spec.ts';
import type { RunSeries } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import { GrowableSeries } from '../charts/growable.ts';
import { useActivity } from '../stores/activity.ts';
import { useClient, useResync, useWorkbenchEvent } from '../stores/client.ts';

/** Everything known so far; a new object on every arrival. */
export interface SeriesSoFar {
  readonly batchLoss: Float32Array; // (steps) before update i + 1
  readonly batchError: Float32Array; // (steps)
  readonly evaluations: readonly Evaluation[];
}

export interface UseRunSeries {
  readonly series: Readonly<ShallowRef<SeriesSoFar>>;
  /** Why the last pull failed; null when it did not. */
  readonly problem: Readonly<ShallowRef<string | null>>;
  /** False until the first answer. */
  readonly loaded: Readonly<ShallowRef<boolean>>;
}

const nothing: SeriesSoFar = { batchLoss: new Float32Array(), batchError: new Float32Array(), evaluations: [] };

/** @param runId changing it starts from nothing */
export function useRunSeries(runId: () => string): UseRunSeries {
  const { api } = useClient();
  const series = shallowRef(nothing);
  const problem = shallowRef<string | null>(null);
  const loaded = shallowRef(false);
  let batchLoss = new GrowableSeries();
  let batchError = new GrowableSeries();
  let evaluations: Evaluation[] = [];
  let pulling: Promise<void> | null = null;
  let isStale = false;

  /** One pull at a time; what is asked for meanwhile becomes one more. */
  function pull(): Promise<void> {
    isStale = true;
    return (pulling ??= pullAll().finally(() => (pulling = null)));
  }

  async function pullAll(): Promise<void> {
    while (isStale) {
      isStale = false;
      const id = runId();
      try {
        const more = await api.getSeries({ id, fromStep: batchLoss.length, fromEvaluation: evaluations.length });
        if (id !== runId()) continue;
        append(more);
        problem.value = null;
        loaded.value = true;
      } catch (error) {
        if (id === runId()) problem.value = messageOf(error);
      }
    }
  }

  function append(more: RunSeries): void {
    const isNews =
      !loaded.value ||
      more.batchLoss.length > 0 ||
      more.evaluations.length > 0 ||
      more.fromStep < batchLoss.length ||
      more.fromEvaluation < evaluations.length;
    if (!isNews) return;
    for (const values of [batchLoss, batchError]) values.truncate(more.fromStep);
    batchLoss.append(more.batchLoss);
    batchError.append(more.batchError);
    evaluations = [...evaluations.slice(0, more.fromEvaluation), ...more.evaluations];
    series.value = { batchLoss: batchLoss.view(), batchError: batchError.view(), evaluations };
  }

  function startOver(): void {
    [batchLoss, batchError, evaluations] = [new GrowableSeries(), new GrowableSeries(), []];
    series.value = nothing;
    problem.value = null;
    loaded.value = false;
    void pull();
  }

  const activity = useActivity();
  const pullSoon = useThrottleFn(pull, () => activity.redrawInterval, true, true);
  useWorkbenchEvent('runs', (runs) => {
    if (runs.some(({ id }) => id === runId())) void pullSoon();
  });
  useResync(() => void pull());
  watch(runId, startOver, { immediate: true });
  return { series, problem, loaded };
}
