/** The curves of other programs that this window knows, kept between sessions. */

import { defineStore } from 'pinia';
import { computed } from 'vue';
import { UserError } from '../../../../shared/errors.ts';
import { z } from '../../../../shared/zod.ts';
import { remembered } from '../../stores/remembered.ts';
import { externalFromCsv, externalRun, type ExternalRun } from './externalRun.ts';

export const useExternalRuns = defineStore('external runs', () => {
  const kept = remembered('backprop.external-runs', z.array(externalRun), []);

  /** @throws UserError where the browser has no room for them */
  function keep(runs: readonly ExternalRun[]): void {
    const before = kept.value;
    try {
      kept.value = [...runs];
    } catch (error) {
      kept.value = before;
      throw new UserError(
        'invalid-input',
        'The curve does not fit beside those that are kept already; remove some of them, or leave out every other row.',
        { cause: error },
      );
    }
  }

  return {
    list: computed(() => kept.value),
    /** @throws UserError for a file that is no curve */
    async add(file: File): Promise<ExternalRun> {
      const run = externalFromCsv(file.name, await file.text(), crypto.randomUUID());
      keep([...kept.value, run]);
      return run;
    },
    remove: (id: string): void => keep(kept.value.filter((run) => run.id !== id)),
    /** Takes over the curves of a saved view that are not here yet. */
    adopt: (runs: readonly ExternalRun[]): void =>
      keep([...kept.value, ...runs.filter(({ id }) => !kept.value.some((run) => run.id === id))]),
  };
});

const inView = z.object({ externalRuns: z.array(externalRun) });

/** The curves that a saved view carries; none where it has none that can be read. */
export function externalOf(view: unknown): readonly ExternalRun[] {
  const read = inView.safeParse(view);
  return read.success ? read.data.externalRuns : [];
}
