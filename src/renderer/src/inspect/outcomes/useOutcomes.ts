/** What the outcomes panel shows: the counts of two runs, and the histogram of the group. */

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import {
  errorsOf,
  expectedHistogram,
  outcomeCounts,
  wrongHistogram,
  type OutcomeCounts,
} from '../../../../shared/analysis/outcomes.ts';
import { scored } from '../../../../shared/analysis/predictions.ts';
import { useInspect } from '../useInspect.ts';

export interface GroupCounts {
  /** Images wrong in k runs, for k = 0 … n. */
  readonly histogram: Uint32Array; // (n + 1)
  readonly expected: Float64Array; // (n + 1)
}

export interface Outcomes {
  /** Null while there is nothing to compare with, or not yet. */
  readonly pair: ComputedRef<OutcomeCounts | null>;
  readonly group: ComputedRef<GroupCounts | null>;
}

export function useOutcomes(): Outcomes {
  const { predictions, scores, compared, group } = useInspect();
  group.want();
  const pair = computed(() => {
    const [own, said, theirs] = [predictions.value, scores.value, compared.predictions.value];
    return own && said && theirs ? outcomeCounts(own.labels, said.predicted, scored(theirs).predicted) : null;
  });
  const counts = computed(() => {
    const [found, wrong] = [group.predicted.value, group.wrongCounts.value];
    if (!found || !wrong) return null;
    const errors = errorsOf(found.labels, found.predicted);
    return {
      histogram: wrongHistogram(wrong, errors.length),
      expected: expectedHistogram(errors, found.labels.length),
    };
  });
  return { pair, group: counts };
}
