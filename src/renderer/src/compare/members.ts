/** Runs and their series as the statistics take them. Each metric of a series is worked out once. */

import type { RunSeries } from '../../../shared/contract.ts';
import type { Pace, SeriesMember } from '../../../shared/stats/member.ts';
import { secondsAt } from '../../../shared/stats/seconds.ts';
import { seriesValues } from '../../../shared/stats/seriesValues.ts';
import type { SeriesValues } from '../../../shared/stats/seriesValues.ts';
import type { ChosenRun } from './chosen.ts';
import type { MetricInfo } from './metrics.ts';

/** @param trainImages images of the run's training split */
export function memberOf(run: ChosenRun, series: RunSeries, metric: MetricInfo, trainImages: number): SeriesMember {
  return {
    id: run.id,
    name: run.name,
    ...valuesOf(series, metric),
    diverged: run.summary.status === 'diverged',
    pace: paceOf(run, series, metric, trainImages),
  };
}

function paceOf(
  { settings, summary }: ChosenRun,
  series: RunSeries,
  metric: MetricInfo,
  samplesPerEpoch: number,
): Pace {
  const given = settings.get('training.batchSize');
  const batchSize = typeof given === 'number' ? given : samplesPerEpoch;
  return {
    batchSize,
    samplesPerEpoch,
    stepsPerEpoch: Math.max(1, Math.ceil(samplesPerEpoch / batchSize)),
    // Only the axis of seconds asks, and it is most work.
    get seconds() {
      return secondsOf(series, metric, summary.seconds);
    },
  };
}

function valuesOf(series: RunSeries, metric: MetricInfo): SeriesValues {
  const known = valuesCache.get(series) ?? new Map<string, SeriesValues>();
  valuesCache.set(series, known);
  const values = known.get(metric.id) ?? seriesValues(series, metric);
  known.set(metric.id, values);
  return values;
}

/** @param total of the run, at its last step: a run of before the clock was recorded has no other */
function secondsOf(series: RunSeries, metric: MetricInfo, total: number): Pace['seconds'] {
  const known = secondsCache.get(series) ?? new Map<string, { total: number; seconds: Pace['seconds'] }>();
  secondsCache.set(series, known);
  const before = known.get(metric.id);
  if (before?.total === total) return before.seconds;
  const seconds = secondsAt(valuesOf(series, metric).steps, series, total) ?? total;
  known.set(metric.id, { total, seconds });
  return seconds;
}

const valuesCache = new WeakMap<RunSeries, Map<string, SeriesValues>>();
const secondsCache = new WeakMap<RunSeries, Map<string, { total: number; seconds: Pace['seconds'] }>>();
