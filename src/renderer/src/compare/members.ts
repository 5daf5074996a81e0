/** Runs and their series as the statistics take them. Each metric of a series is worked out once. */

import type { RunSeries } from '../../../shared/contract.ts';
import type { Pace, SeriesMember } from '../../../shared/stats/member.ts';
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
    pace: paceOf(run, trainImages),
  };
}

function paceOf({ settings, summary }: ChosenRun, samplesPerEpoch: number): Pace {
  const given = settings.get('training.batchSize');
  const batchSize = typeof given === 'number' ? given : samplesPerEpoch;
  return {
    batchSize,
    samplesPerEpoch,
    stepsPerEpoch: Math.max(1, Math.ceil(samplesPerEpoch / batchSize)),
    seconds: summary.seconds,
  };
}

function valuesOf(series: RunSeries, metric: MetricInfo): SeriesValues {
  const known = cache.get(series) ?? new Map<string, SeriesValues>();
  cache.set(series, known);
  const values = known.get(metric.id) ?? seriesValues(series, metric);
  known.set(metric.id, values);
  return values;
}
const cache = new WeakMap<RunSeries, Map<string, SeriesValues>>();
