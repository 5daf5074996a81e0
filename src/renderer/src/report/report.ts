/**
 * Everything a report tells, gathered from an experiment and its runs before anything is written: the groups, the figures
 * that may be shown, the final values. Pure. Test figures that are hidden are taken out here, so that no later part can
 * let one slip.
 */

import type { Evaluation } from '../../../engine/spec.ts';
import { splitNames } from '../../../shared/experiment.ts';
import type { ExperimentSummary, RunDetail, RunSeries, Scores } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';
import { chosenRuns } from '../compare/chosen.ts';
import { differing, groupRuns } from '../compare/groups.ts';
import type { CompareGroup } from '../compare/groups.ts';
import { holdsOut, metricInfo } from '../compare/metrics.ts';
import type { MetricInfo } from '../compare/metrics.ts';

export interface ReportRun {
  readonly detail: RunDetail;
  /** From the first step and the first evaluation on. */
  readonly series: RunSeries;
}

/**
 * `ranking`: without a validation split test figures are all there is to rank by, and nothing is hidden. `none`: there are
 * no test images.
 */
export type TestFigures =
  | { readonly status: 'ranking' }
  | { readonly status: 'none' }
  /** Left out. Milliseconds since 1970 where they were revealed elsewhere, null where nobody saw them. */
  | { readonly status: 'hidden'; readonly revealedAt: number | null }
  /** Milliseconds since 1970. */
  | { readonly status: 'revealed'; readonly at: number };

export interface ReportInput {
  /** At the top of the report: the experiment's name, or what its recipe is called. */
  readonly title: string;
  readonly summary: ExperimentSummary;
  /** All runs of the experiment, in its order. */
  readonly runs: readonly ReportRun[];
  /** Whether the reader is to see test figures although a validation split exists. */
  readonly includeTest: boolean;
  /** Settings that differ from those the expectations were written for. @default none */
  readonly changed?: readonly string[];
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

export interface Report {
  readonly title: string;
  readonly summary: ExperimentSummary;
  readonly runs: readonly ReportRun[];
  readonly byId: ReadonlyMap<string, ReportRun>;
  /** Runs that differ by their seed alone. */
  readonly groups: readonly CompareGroup[];
  /** Loss and error of every split that has a figure to show, the split that ranks first. */
  readonly metrics: readonly MetricInfo[];
  readonly test: TestFigures;
  readonly changed: readonly string[];
  readonly writtenAt: number;
}

export function reportOf({
  title,
  summary: given,
  runs: all,
  includeTest,
  changed = [],
  writtenAt,
}: ReportInput): Report {
  // The runs as they were fetched: the list may be older by a moment.
  const summary = { ...given, runs: all.map(({ detail }) => detail) };
  const chosen = chosenRuns([summary], { experiments: [summary.id], runs: [] });
  const isHeldOut = holdsOut(chosen);
  const test = testFigures(all, isHeldOut, includeTest, given.testRevealedAt, writtenAt);
  const runs = test.status === 'hidden' ? all.map(withoutTest) : all;
  return {
    title,
    summary: { ...summary, runs: runs.map(({ detail }) => detail) },
    runs,
    byId: new Map(runs.map((run) => [run.detail.id, run])),
    groups: named(groupRuns(chosen, chosen, differing(chosen), [])),
    metrics: metricsOf(runs, isHeldOut),
    test,
    changed,
    writtenAt,
  };
}

function testFigures(
  runs: readonly ReportRun[],
  isHeldOut: boolean,
  includeTest: boolean,
  revealedAt: number | null,
  writtenAt: number,
): TestFigures {
  if (runs.every(({ detail }) => detail.dataset.test === 0)) return { status: 'none' };
  if (!isHeldOut) return { status: 'ranking' };
  // Whoever reads them here for the first time has them revealed by the report itself.
  return includeTest ? { status: 'revealed', at: revealedAt ?? writtenAt } : { status: 'hidden', revealedAt };
}

/** Whether the experiment has test figures that wait to be revealed. */
export const hidesTest = (summary: ExperimentSummary): boolean =>
  holdsOut(chosenRuns([summary], { experiments: [summary.id], runs: [] }));

/** The run's final value; null where it has none. NaN and infinity stay what they are. */
export function finalValue({ detail }: ReportRun, { on, figure }: MetricInfo): number | null {
  if (on === 'batch' || figure === 'accuracy') return null;
  return detail.final?.[on]?.[figure] ?? null;
}

function withoutTest({ detail, series }: ReportRun): ReportRun {
  const ranked = detail.rankedBy === 'test' ? { bestError: null, lastError: null, spark: [] } : {};
  const hide = <Figures extends Scores | Evaluation>(figures: Figures): Figures => ({ ...figures, test: null });
  return {
    detail: {
      ...detail,
      ...ranked,
      initial: detail.initial && hide(detail.initial),
      final: detail.final && hide(detail.final),
    },
    series: { ...series, evaluations: series.evaluations.map(hide) },
  };
}

/** A single group has no settings to be called by. */
function named(groups: readonly CompareGroup[]): readonly CompareGroup[] {
  const [only, second] = groups;
  if (!only || second || Object.keys(only.values).length > 0) return groups;
  const label = only.runs.length === 1 ? only.runs[0]!.name : `all ${plural(only.runs.length, 'run')}`;
  return [{ ...only, label }];
}

function metricsOf(runs: readonly ReportRun[], isHeldOut: boolean): MetricInfo[] {
  const first = isHeldOut ? 'validation' : 'test';
  const splits = [first, ...splitNames.filter((split) => split !== first)] as const;
  const known = splits.filter((split) =>
    runs.some(({ detail, series }) => detail.final?.[split] || series.evaluations.some((each) => each[split])),
  );
  return known.flatMap((split) => [metricInfo(`${split}.error`), metricInfo(`${split}.loss`)]);
}
