/** The figures that can be compared: what they are called, how they are written, and which of them wait to be revealed. */

import type { Metric } from '../charts/drawing.ts';
import { errorMetric, lossMetric } from '../charts/metrics.ts';
import type { ExperimentSummary } from '../../../shared/contract.ts';
import type { ComparedMetric } from '../../../shared/stats/compare.ts';
import { errorMetric as comparedError, lossMetric as comparedLoss } from '../../../shared/stats/compare.ts';
import type { SeriesMetric } from '../../../shared/stats/seriesValues.ts';
import type { ChosenRun } from './chosen.ts';
import { metricIds } from './view.ts';
import type { CompareView, MetricId } from './view.ts';

export interface MetricInfo extends SeriesMetric {
  readonly id: MetricId;
  /** `validation error`. */
  readonly name: string;
  readonly metric: Metric;
  readonly compared: ComparedMetric;
}

export function metricInfo(id: MetricId): MetricInfo {
  const [on, figure] = id.split('.') as [SeriesMetric['on'], 'loss' | 'error'];
  const name = `${on === 'train' ? 'training' : on} ${figure}`;
  const metric = { ...(figure === 'loss' ? lossMetric : errorMetric), name };
  return { id, on, figure, name, metric, compared: figure === 'loss' ? comparedLoss : comparedError };
}

/** Whether any of the runs holds images out for validation: then test figures wait. */
export const holdsOut = (runs: readonly ChosenRun[]): boolean =>
  runs.some(({ settings }) => Number(settings.get('dataset.validationSize') ?? 0) > 0);

/** Ids of the experiments among the runs whose test figures wait: images are held out and nobody asked yet. */
export function hidesTestOf(list: readonly ExperimentSummary[], runs: readonly ChosenRun[]): string[] {
  const holding = new Set(runs.filter((run) => holdsOut([run])).map(({ experimentId }) => experimentId));
  return list.flatMap(({ id, testRevealedAt }) => (holding.has(id) && testRevealedAt === null ? [id] : []));
}

/** The metric that the view asks for, or else the error that ranks the runs. */
export function chosenMetric({ metric }: Pick<CompareView, 'metric'>, runs: readonly ChosenRun[]): MetricInfo {
  return metricInfo(metric ?? (holdsOut(runs) ? 'validation.error' : 'test.error'));
}

export interface MetricItem {
  readonly value: MetricId;
  readonly label: string;
}

/** The list to choose from; it says which figures are hidden. */
export function metricItems(testIsHidden: boolean): MetricItem[] {
  return metricIds.map((id) => {
    const { name, on } = metricInfo(id);
    return { value: id, label: on === 'test' && testIsHidden ? `${name} · hidden` : name };
  });
}
