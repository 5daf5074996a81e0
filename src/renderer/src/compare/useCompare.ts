/**
 * The Compare screen's data, from the chosen runs to lines and figures. Each stage is worked out again only when what it
 * stands on changed: hovering touches none of them, zooming none but the drawing.
 */

import { computed, shallowRef, watchEffect } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { useExperiments } from '../stores/experiments.ts';
import { chosenRuns, siblingRuns } from './chosen.ts';
import type { ChosenRun } from './chosen.ts';
import { lineCache } from './groupLines.ts';
import type { GroupLine } from './groupLines.ts';
import { groupRuns } from './groups.ts';
import { memberOf } from './members.ts';
import { chosenMetric, holdsOut } from './metrics.ts';
import type { MetricInfo } from './metrics.ts';
import { baselineOf, differences, finalCurve, groupOutcomes, headline } from './outcomes.ts';
import type { GroupOutcome } from './outcomes.ts';
import { useManySeries } from './useManySeries.ts';
import { useTrainImages } from './useTrainImages.ts';
import type { CompareView } from './view.ts';
import type { Comparison } from '../../../shared/stats/compare.ts';
import type { SweepCurve } from '../../../shared/stats/sweepCurve.ts';

export interface UseCompare {
  readonly runs: ComputedRef<readonly ChosenRun[]>;
  readonly metric: ComputedRef<MetricInfo>;
  /** Test figures wait, and the chosen metric is one of them. */
  readonly isHidden: ComputedRef<boolean>;
  readonly testIsHidden: ComputedRef<boolean>;
  /** All groups; those that are shown. */
  readonly lines: Readonly<ShallowRef<readonly GroupLine[]>>;
  readonly shown: ComputedRef<readonly GroupLine[]>;
  readonly outcomes: ComputedRef<readonly GroupOutcome[]>;
  readonly baseline: ComputedRef<GroupOutcome | undefined>;
  readonly sweep: ComputedRef<SweepCurve | null>;
  readonly differences: ComputedRef<readonly Comparison[]>;
  readonly headline: ComputedRef<Comparison | null>;
  /** Runs whose series have not arrived yet. */
  readonly loading: ComputedRef<number>;
  readonly problem: Readonly<ShallowRef<string | null>>;
}

export function useCompare(view: () => CompareView): UseCompare {
  const store = useExperiments();
  const runs = computed(() => chosenRuns(store.list, view()));
  const siblings = computed(() => siblingRuns(store.list, view()));
  const groups = computed(() => groupRuns(runs.value, siblings.value, view()));
  const metric = computed(() => chosenMetric(view(), runs.value));
  const testIsHidden = computed(() => holdsOut(runs.value) && !view().testRevealed);
  const isHidden = computed(() => testIsHidden.value && metric.value.on === 'test');

  const { series, problem } = useManySeries(() => runs.value.map(({ id }) => id));
  const images = useTrainImages(() => runs.value);
  const cached = lineCache();
  const lines = shallowRef<readonly GroupLine[]>([]);
  watchEffect(() => {
    const { axis, smoothing, centre, band } = view();
    const next = groups.value.map((group) => {
      const members = group.runs.flatMap((run) => {
        const [known, train] = [series.value.get(run.id), images.value.get(run.configuration)];
        return known && train !== undefined && !isHidden.value ? [memberOf(run, known, metric.value, train)] : [];
      });
      return cached(group, members, { axis, smoothing, centre, band });
    });
    lines.value = next;
  });

  const outcomes = computed(() => groupOutcomes(lines.value));
  const baseline = computed(() => baselineOf(outcomes.value, view().baseline));
  return {
    runs,
    metric,
    isHidden,
    testIsHidden,
    lines,
    shown: computed(() => lines.value.filter(({ group }) => !group.hidden)),
    outcomes,
    baseline,
    sweep: computed(() => finalCurve(outcomes.value, view().band)),
    differences: computed(() => differences(outcomes.value, baseline.value, metric.value.compared)),
    headline: computed(() => headline(outcomes.value, baseline.value, metric.value.compared)),
    loading: computed(() => runs.value.filter(({ id }) => !series.value.has(id)).length),
    problem,
  };
}
