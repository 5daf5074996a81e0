/**
 * Everything about one run but its series: loaded once, kept up to date by the run's events, asked for again at its end. How
 * far the run is changes what is shown as often as charts may be redrawn, a new status at once.
 */

import { useThrottleFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { RunCommand, RunDetail, RunSummary } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import { useActivity } from '../stores/activity.ts';
import { useClient, useResync, useWorkbenchEvent } from '../stores/client.ts';

export type RunState =
  | { readonly state: 'loading' }
  | { readonly state: 'unavailable'; readonly message: string }
  | { readonly state: 'ready'; readonly run: RunDetail };

export interface UseRun {
  readonly current: Readonly<ShallowRef<RunState>>;
  /** Why the last command was refused; null when it was not. */
  readonly refused: Readonly<ShallowRef<string | null>>;
  readonly command: (command: RunCommand) => Promise<void>;
}

export function useRun(runId: () => string): UseRun {
  const { api } = useClient();
  const current = shallowRef<RunState>({ state: 'loading' });
  const refused = shallowRef<string | null>(null);

  async function load(): Promise<void> {
    const id = runId();
    try {
      const run = await api.getRun({ id });
      if (id !== runId()) return;
      heard = null;
      current.value = { state: 'ready', run };
    } catch (error) {
      // What is on screen stays there: a line that broke for a moment must not take the page away.
      if (id === runId() && current.value.state !== 'ready')
        current.value = { state: 'unavailable', message: messageOf(error) };
    }
  }

  /** The summary heard last, where it is not shown yet. */
  let heard: RunSummary | null = null;
  function show(): void {
    const { value } = current;
    if (heard && value.state === 'ready' && heard.id === value.run.id) {
      // What a run was started with never changes; that it stays the same object spares whoever derives from it the work.
      const run = { ...value.run, ...heard, overrides: value.run.overrides };
      current.value = { state: 'ready', run };
    }
    heard = null;
  }

  const activity = useActivity();
  const showSoon = useThrottleFn(show, () => activity.redrawInterval, true, true);
  useWorkbenchEvent('runs', (runs) => {
    const summary = runs.find(({ id }) => id === runId());
    if (!summary) return;
    const before = current.value;
    if (before.state !== 'ready') return void load();
    heard = summary;
    if (summary.status === before.run.status) return void showSoon();
    show();
    // Scores and times come with the detail only.
    void load();
  });
  useWorkbenchEvent('experiments', () => void load());
  useResync(() => void load());
  watch(
    runId,
    () => {
      current.value = { state: 'loading' };
      refused.value = null;
      void load();
    },
    { immediate: true },
  );

  async function command(given: RunCommand): Promise<void> {
    try {
      await api.commandRun({ id: runId(), command: given });
      refused.value = null;
    } catch (error) {
      refused.value = messageOf(error);
    }
  }
  return { current, refused, command };
}
