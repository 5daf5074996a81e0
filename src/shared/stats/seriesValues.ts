/** One metric of a run's series as steps and values: what a member of a group is made of. */

import type { SplitName } from '../../engine/spec.ts';
import type { RunSeries } from '../contract.ts';

/** `batch`: at every step, measured before its update. A split: at its evaluations. Accuracy is 1 − error. */
export interface SeriesMetric {
  readonly on: 'batch' | SplitName;
  readonly figure: 'loss' | 'error' | 'accuracy';
}

export interface SeriesValues {
  readonly steps: Float64Array; // (points) ascending
  readonly values: Float32Array | Float64Array; // (points) NaN and infinity as they were recorded
}

/**
 * @param series from the first step and the first evaluation on
 * @returns nothing but empty arrays where the split does not exist or was not evaluated
 */
export function seriesValues(series: RunSeries, { on, figure }: SeriesMetric): SeriesValues {
  const part = figure === 'accuracy' ? 'error' : figure;
  const shown = (value: number): number => (figure === 'accuracy' ? 1 - value : value);
  if (on === 'batch') {
    const values = part === 'loss' ? series.batchLoss : series.batchError;
    const steps = new Float64Array(values.length);
    for (let i = 0; i < steps.length; i++) steps[i] = series.fromStep + i + 1;
    return { steps, values: figure === 'accuracy' ? values.map(shown) : values };
  }
  const points = series.evaluations.flatMap((evaluation) => {
    const score = evaluation[on];
    return score ? [{ step: evaluation.step, value: shown(score[part]) }] : [];
  });
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    values: Float64Array.from(points, ({ value }) => value),
  };
}
