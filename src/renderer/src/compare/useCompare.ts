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
import { paceBeside } from './external/externalRun.ts';
import { useExternalLines } from './external/useExternalLines.ts';
import { groupings, groupRuns } from './groups.ts';
import type { CompareGroup, Grouping } from './groups.ts';
import { memberOf } from './members.ts';
import { chosenMetric, hidesTestOf } from './metrics.ts';
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
  /** How the runs can be grouped, the usual way first. */
  readonly ways: ComputedRef<readonly Grouping[]>;
  readonly metric: ComputedRef<MetricInfo>;
  /** Test figures wait, and the chosen metric is one of them. */
  readonly isHidden: ComputedRef<boolean>;
  readonly testIsHidden: ComputedRef<boolean>;
  /** Writes down that the test figures of what is compared were asked for, and shows them. */
  revealTest(): Promise<void>;
  /** Curves of other programs, for the legend. */
  readonly external: ComputedRef<readonly CompareGroup[]>;
  /** All groups; those that are shown, external curves last. */
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
  // Parts of the view by themselves: what did not change does not set anything off.
  const part = <Key extends keyof CompareView>(key: Key) => computed(() => view()[key]);
  const choice = { experiments: part('experiments'), runs: part('runs') };
  const asked = computed(() => ({ experiments: choice.experiments.value, runs: choice.runs.value }));
  const [groupedBy, hidden, axis] = [part('groupBy'), part('hidden'), part('axis')];
  const [smoothing, centre, band] = [part('smoothing'), part('centre'), part('band')];

  const runs = computed(() => chosenRuns(store.list, asked.value));
  const siblings = computed(() => siblingRuns(store.list, asked.value));
  // The settings of a run never change, so while runs train this stays as it is.
  const ways = computed<readonly Grouping[]>((before) => {
    const settings = runs.value.map((run) => run.settings);
    if (before && isSameList(settings, seen)) return before;
    seen = settings;
    return groupings(runs.value);
  });
  let seen: readonly unknown[] = [];
  const groups = computed(() =>
    groupRuns(runs.value, siblings.value, groupedBy.value ?? ways.value[0]?.paths ?? [], hidden.value),
  );
  const chosen = part('metric');
  const metric = computed(() => chosenMetric({ metric: chosen.value }, runs.value));
  const hiding = computed(() => hidesTestOf(store.list, runs.value));
  const testIsHidden = computed(() => hiding.value.length > 0);
  const isHidden = computed(() => testIsHidden.value && metric.value.on === 'test');

  const { series, problem } = useManySeries(() => runs.value.map(({ id }) => id));
  const images = useTrainImages(() => runs.value);
  const cached = lineCache();
  const lines = shallowRef<readonly GroupLine[]>([]);
  let drawn: readonly GroupLine[] = [];
  watchEffect(() => {
    const options = { axis: axis.value, smoothing: smoothing.value, centre: centre.value, band: band.value };
    const next = groups.value.map((group) => {
      const members = group.runs.flatMap((run) => {
        const [known, train] = [series.value.get(run.id), images.value.get(run.configuration)];
        return known && train !== undefined && !isHidden.value ? [memberOf(run, known, metric.value, train)] : [];
      });
      return cached(group, members, options);
    });
    if (!isSameList(next, drawn)) lines.value = drawn = next;
  });

  const external = useExternalLines(
    () => view().external,
    () => ({
      metric: metric.value,
      options: { axis: axis.value, smoothing: smoothing.value, centre: centre.value, band: band.value },
      pace: paceBeside(runs.value[0], images.value.get(runs.value[0]?.configuration ?? '')),
      hidden: hidden.value,
    }),
  );

  const outcomes = computed(() => groupOutcomes(lines.value));
  const named = part('baseline');
  const baseline = computed(() => baselineOf(outcomes.value, named.value));
  const loading = computed(() => runs.value.filter(({ id }) => !series.value.has(id)).length);
  // Nothing is told from chance on a part of the runs.
  const compared = computed(() => (loading.value > 0 ? [] : outcomes.value));
  const against = computed(() => differences(compared.value, baseline.value, metric.value.compared));
  return {
    runs,
    ways,
    metric,
    isHidden,
    testIsHidden,
    revealTest: () => store.revealTests(hiding.value),
    lines,
    shown: computed(() => [...lines.value.filter(({ group }) => !group.hidden), ...external.shown.value]),
    external: external.groups,
    outcomes,
    baseline,
    sweep: computed(() => finalCurve(outcomes.value, band.value)),
    differences: against,
    headline: computed(() => headline(compared.value, baseline.value, metric.value.compared, against.value)),
    loading,
    problem,
  };
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
