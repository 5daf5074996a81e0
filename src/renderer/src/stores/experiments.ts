/**
 * The experiments and the summaries of their runs, as the service last told them. Plain objects behind a shallow ref:
 * a change replaces the run, its experiment and the list, so that whatever did not change keeps its identity.
 */

import { useThrottleFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ExperimentInput } from '../../../shared/experiment.ts';
import type { ExperimentSummary, Labels, RunCommand, RunSummary } from '../../../shared/contract.ts';
import { useActivity } from './activity.ts';
import { useClient, useResync, useWorkbenchEvent } from './client.ts';
import { isInterrupted, resumeCalls } from './commands.ts';
import { useLoader } from './loading.ts';

export const useExperiments = defineStore('experiments', () => {
  const client = useClient();
  const list = shallowRef<readonly ExperimentSummary[]>([]);
  /** Changes of runs that come while the list is under way, since it may have been put together before them. */
  let meanwhile: RunSummary[] | null = null;
  const { state, load } = useLoader(async () => {
    const changes: RunSummary[] = (meanwhile = []);
    try {
      list.value = patchRuns(await client.api.listExperiments({}), changes);
    } finally {
      meanwhile = null;
    }
  });

  let waiting: RunSummary[] = [];
  function applyWaiting(): void {
    list.value = patchRuns(list.value, waiting);
    waiting = [];
  }

  const applyNextFrame = (): void => void requestAnimationFrame(applyWaiting);
  const activity = useActivity();
  const applySoon = useThrottleFn(applyNextFrame, () => activity.redrawInterval, true, true);
  useWorkbenchEvent('experiments', () => void load());
  useWorkbenchEvent('runs', (runs) => {
    waiting.push(...runs);
    meanwhile?.push(...runs);
    // How far runs are is shown as often as charts may be redrawn; what begins or ends, in the next frame.
    if (changesStatus(list.value, runs)) applyNextFrame();
    else void applySoon();
  });
  useResync(() => void load());
  void load();

  async function remove(id: string): Promise<void> {
    await client.api.deleteExperiment({ id });
    list.value = list.value.filter((experiment) => experiment.id !== id);
  }

  /** An experiment that loses its last run is gone with it. */
  async function removeRun(id: string): Promise<void> {
    await client.api.deleteRun({ id });
    list.value = withoutRun(list.value, id);
  }

  /** For every experiment in which something is training, waiting or paused. */
  async function commandAll(command: RunCommand): Promise<void> {
    const open = list.value.filter((experiment) => experiment.runs.some(isOpen));
    await Promise.all(open.map(({ id }) => client.api.commandExperiment({ id, command })));
  }

  /** Goes on with every run that was cut off; what someone paused stays paused. */
  async function resumeInterrupted(): Promise<void> {
    const { experiments, runs } = resumeCalls(list.value);
    await Promise.all([
      ...experiments.map((id) => client.api.commandExperiment({ id, command: 'resume' })),
      ...runs.map((id) => client.api.commandRun({ id, command: 'resume' })),
    ]);
  }

  /** Writes down that the test figures of these experiments were asked for; the first date stays. */
  async function revealTests(ids: readonly string[]): Promise<void> {
    const testRevealedAt = Date.now();
    await Promise.all(ids.map((id) => client.api.labelExperiment({ id, labels: { testRevealedAt } })));
    await load();
  }

  /** Starts an experiment and answers with it once it is in the list. */
  async function start(experiment: ExperimentInput): Promise<ExperimentSummary> {
    const started = await client.api.startExperiment({ experiment });
    await load();
    return started;
  }

  return {
    list,
    state,
    load,
    runCount: computed(() => list.value.reduce((sum, experiment) => sum + experiment.runs.length, 0)),
    interruptedCount: computed(() => list.value.reduce((sum, { runs }) => sum + runs.filter(isInterrupted).length, 0)),
    remove,
    removeRun,
    restoreRun: (id: string): Promise<void> => client.api.restoreRun({ id }),
    commandAll,
    resumeInterrupted,
    start,
    revealTests,
    label: (id: string, labels: Labels): Promise<void> => client.api.labelExperiment({ id, labels }),
    restore: (id: string): Promise<void> => client.api.restoreExperiment({ id }),
    rename: (id: string, name: string): Promise<void> => client.api.renameExperiment({ id, name }),
    commandRun: (id: string, command: RunCommand): Promise<void> => client.api.commandRun({ id, command }),
    commandExperiment: (id: string, command: RunCommand): Promise<void> =>
      client.api.commandExperiment({ id, command }),
  };
});

/** The list with the changed runs in place of the old ones. Runs of experiments that are not listed are left out. */
export function patchRuns(
  experiments: readonly ExperimentSummary[],
  changed: readonly RunSummary[],
): readonly ExperimentSummary[] {
  if (changed.length === 0) return experiments;
  const latest = new Map(changed.map((run) => [run.id, run]));
  const touched = new Set(changed.map((run) => run.experimentId));
  return experiments.map((experiment) =>
    touched.has(experiment.id)
      ? { ...experiment, runs: experiment.runs.map((run) => latest.get(run.id) ?? run) }
      : experiment,
  );
}

/** Whether a run that is listed has another status now. */
function changesStatus(experiments: readonly ExperimentSummary[], changed: readonly RunSummary[]): boolean {
  return changed.some(({ id, experimentId, status }) => {
    const runs = experiments.find((experiment) => experiment.id === experimentId)?.runs ?? [];
    return runs.some((run) => run.id === id && run.status !== status);
  });
}

/** The list without a run, and without its experiment where it has no other. */
export function withoutRun(experiments: readonly ExperimentSummary[], runId: string): readonly ExperimentSummary[] {
  return experiments.flatMap((experiment) => {
    const runs = experiment.runs.filter(({ id }) => id !== runId);
    if (runs.length === experiment.runs.length) return [experiment];
    return runs.length > 0 ? [{ ...experiment, runs }] : [];
  });
}

/** Whether the run can still go on without being started again. */
export const isOpen = (run: RunSummary): boolean =>
  run.status === 'queued' || run.status === 'running' || run.status === 'paused';
