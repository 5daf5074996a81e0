/**
 * One run that an exercise of the Lab trains: a real experiment of the workspace with the tag `lab`, followed by its
 * summary in the list of experiments.
 */

import { computed, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { RunSummary } from '../../../../shared/contract.ts';
import { messageOf } from '../../../../shared/errors.ts';
import type { ExperimentInput } from '../../../../shared/experiment.ts';
import { isOpen, useExperiments } from '../../stores/experiments.ts';

export const labTag = 'lab';

export interface LabRun {
  /** Null before the first start, and after its experiment was deleted. */
  readonly summary: ComputedRef<RunSummary | null>;
  /** Training, waiting or paused. */
  readonly isTraining: ComputedRef<boolean>;
  readonly isStarting: Readonly<ShallowRef<boolean>>;
  /** Why the last start or stop was refused; null when it was not. */
  readonly problem: Readonly<ShallowRef<string | null>>;
  /** Starts what `prepare` answers with; the run takes the place of the one before. */
  start(prepare: () => Promise<ExperimentInput> | ExperimentInput): Promise<void>;
  stop(): Promise<void>;
}

/** @param id of the run; the exercise keeps it, so that it is there when the exercise is opened again */
export function useLabRun(id: Ref<string | null>): LabRun {
  const experiments = useExperiments();
  const problem = shallowRef<string | null>(null);
  const isStarting = shallowRef(false);
  const summary = computed(() => {
    const wanted = id.value;
    return wanted === null
      ? null
      : (experiments.list.flatMap(({ runs }) => runs).find((run) => run.id === wanted) ?? null);
  });

  async function attempt(act: () => Promise<void>): Promise<void> {
    problem.value = null;
    try {
      await act();
    } catch (error) {
      problem.value = messageOf(error);
    }
  }

  async function start(prepare: () => Promise<ExperimentInput> | ExperimentInput): Promise<void> {
    if (isStarting.value) return;
    isStarting.value = true;
    await attempt(async () => {
      const started = await experiments.start(await prepare());
      id.value = started.runs[0]?.id ?? null;
      await experiments.label(started.id, { tags: [labTag] });
    });
    isStarting.value = false;
  }

  return {
    summary,
    isTraining: computed(() => summary.value !== null && isOpen(summary.value)),
    isStarting,
    problem,
    start,
    stop: () =>
      attempt(async () => {
        if (id.value !== null) await experiments.commandRun(id.value, 'stop');
      }),
  };
}
