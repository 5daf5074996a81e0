/** Runs of the workspace for a select, the newest experiment first. */

import { computed, type ComputedRef } from 'vue';
import { runName } from '../../../../shared/names.ts';
import { useExperiments } from '../../stores/experiments.ts';

export interface RunItem {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

export function useRunItems(): ComputedRef<RunItem[]> {
  const experiments = useExperiments();
  return computed(() =>
    experiments.list.flatMap(({ name, runs }) =>
      runs.map((run) => ({ value: run.id, label: `${name} · ${runName(run)}`, description: run.status })),
    ),
  );
}
