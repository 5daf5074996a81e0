/** The chosen curves of other programs as lines of the Compare screen. */

import { computed, type ComputedRef } from 'vue';
import type { GroupLine } from '../groupLines.ts';
import { externalGroup, externalLine, type ExternalLook } from './externalRun.ts';
import { useExternalRuns } from './externalRuns.ts';
import type { CompareGroup } from '../groups.ts';

export interface ExternalLines {
  /** Every chosen curve, for the legend. */
  readonly groups: ComputedRef<readonly CompareGroup[]>;
  /** Those that have values of the metric and are not hidden. */
  readonly shown: ComputedRef<readonly GroupLine[]>;
}

/** @param ids of the curves that the view shows */
export function useExternalLines(ids: () => readonly string[], look: () => ExternalLook): ExternalLines {
  const store = useExternalRuns();
  const chosen = computed(() => store.list.filter(({ id }) => ids().includes(id)));
  return {
    groups: computed(() => chosen.value.map((run, index) => externalGroup(run, index, look().hidden))),
    shown: computed(() =>
      chosen.value.flatMap((run, index) => {
        const line = externalLine(run, index, look());
        return line && !line.group.hidden ? [line] : [];
      }),
    ),
  };
}
