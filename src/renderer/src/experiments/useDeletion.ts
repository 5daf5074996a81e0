/** Deleting experiments and single runs: asks first while some still train, and offers to undo. */

import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { useNotify } from '../frame/toasts.ts';
import { isOpen, useExperiments } from '../stores/experiments.ts';
import { membersOf, targetSaid } from './target.ts';
import type { Target } from './target.ts';

export interface Deletion {
  /** What is to be deleted although some of it still trains; null while nothing is asked. */
  readonly deleting: ShallowRef<Target | null>;
  /** Deletes and offers to undo; asks first while runs are open. */
  requestDelete(target: Target): void;
  remove(target: Target): Promise<void>;
}

/** @param onRemoved called with what was deleted, once it is */
export function useDeletion(onRemoved: () => void = () => undefined): Deletion {
  const store = useExperiments();
  const notify = useNotify();
  const deleting = shallowRef<Target | null>(null);

  /** One after the other; what was deleted can be undone even where the rest failed. */
  async function remove(target: Target): Promise<void> {
    deleting.value = null;
    const experiments: Target['experiments'][number][] = [];
    const runs: Target['runs'][number][] = [];
    await notify.attempt(`Deleting ${targetSaid(target)}`, async () => {
      for (const experiment of target.experiments) {
        await store.remove(experiment.id);
        experiments.push(experiment);
      }
      for (const member of target.runs) {
        await store.removeRun(member.run.id);
        runs.push(member);
      }
    });
    if (experiments.length + runs.length === 0) return;
    onRemoved();
    notify.undoable(`Deleted ${targetSaid({ experiments, runs })}`, () =>
      Promise.all([
        ...experiments.map(({ id }) => store.restore(id)),
        ...runs.map(({ run }) => store.restoreRun(run.id)),
      ]),
    );
  }

  function requestDelete(target: Target): void {
    if (membersOf(target).some(({ run }) => isOpen(run))) deleting.value = target;
    else if (target.experiments.length + target.runs.length > 0) void remove(target);
  }

  return { deleting, requestDelete, remove };
}
