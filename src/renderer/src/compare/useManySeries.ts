/**
 * The series of many runs, kept up to date: after their events what is missing is pulled, at most four times a second and a
 * few runs at a time. The data stays in flat arrays; only that something arrived is reactive.
 */

import { useThrottleFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { RunSeries } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import { useActivity } from '../stores/activity.ts';
import { useClient, useResync, useWorkbenchEvent } from '../stores/client.ts';
import { SeriesBuffer } from './seriesBuffer.ts';

/** Calls under way at once: enough to keep the service busy, few enough that others get their turn. */
const atOnce = 8;
/** Runs whose arrival is shown together, so that two hundred appear bit by bit; of many more, after the first, a fifth. */
const perRound = 40;
const rounds = 5;

export interface UseManySeries {
  /** What is known, by run; a new map whenever something arrived. Runs without an answer yet are missing. */
  readonly series: Readonly<ShallowRef<ReadonlyMap<string, RunSeries>>>;
  /** Why the last pull failed; null when it did not. */
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** @param ids the runs wanted; those that were wanted before keep what is known of them */
export function useManySeries(ids: () => readonly string[]): UseManySeries {
  const { api } = useClient();
  const series = shallowRef<ReadonlyMap<string, RunSeries>>(new Map());
  const problem = shallowRef<string | null>(null);
  const buffers = new Map<string, SeriesBuffer>();
  const failures = new Map<string, string>();
  const stale = new Set<string>();
  let pulling: Promise<void> | null = null;

  function pull(): Promise<void> {
    return (pulling ??= pullAll().finally(() => (pulling = null)));
  }

  async function pullAll(): Promise<void> {
    while (stale.size > 0) {
      const isFirst = series.value.size === 0;
      const batch = [...stale].slice(0, isFirst ? perRound : Math.max(perRound, Math.ceil(ids().length / rounds)));
      batch.forEach((id) => stale.delete(id));
      let next = 0;
      let isNews = false;
      const worker = async (): Promise<void> => {
        while (next < batch.length) isNews = (await pullOne(batch[next++]!)) || isNews;
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, batch.length) }, worker));
      [problem.value = null] = failures.values();
      if (isNews) publish();
    }
  }

  async function pullOne(id: string): Promise<boolean> {
    const buffer = buffers.get(id) ?? new SeriesBuffer();
    buffers.set(id, buffer);
    try {
      const more = await api.getSeries({ id, ...buffer.missing });
      failures.delete(id);
      return buffer.append(more);
    } catch (error) {
      failures.set(id, messageOf(error));
      return false;
    }
  }

  function publish(): void {
    const known = ids().flatMap((id) => {
      const found = buffers.get(id)?.series;
      return found ? [[id, found] as const] : [];
    });
    series.value = new Map(known);
  }

  function forget(id: string): void {
    buffers.delete(id);
    failures.delete(id);
  }

  const activity = useActivity();
  const pullSoon = useThrottleFn(pull, () => activity.redrawInterval, true, true);
  useWorkbenchEvent('runs', (runs) => {
    const wanted = new Set(ids());
    const changed = runs.filter(({ id }) => wanted.has(id));
    changed.forEach(({ id }) => stale.add(id));
    if (changed.length > 0) void pullSoon();
  });
  useResync(() => {
    ids().forEach((id) => stale.add(id));
    void pull();
  });
  watch(
    () => ids().join(),
    () => {
      const wanted = new Set(ids());
      for (const id of wanted) if (!buffers.has(id)) stale.add(id);
      for (const id of buffers.keys()) if (!wanted.has(id)) forget(id);
      publish();
      void pull();
    },
    { immediate: true },
  );
  return { series, problem };
}
