/** Which curves the charts of a run show, from its series. Pure. */

import type { Evaluation, SplitName } from '../../../engine/spec.ts';
import type { RunDetail } from '../../../shared/contract.ts';
import type { RunColor } from '../../../shared/colors.ts';
import { maxSmoothing } from '../../../shared/stats/smoothing.ts';
import { stepRamp, withSmoothing } from '../charts/curves.ts';
import type { Curve, XWindow } from '../charts/curves.ts';
import { splitStyle } from '../charts/palette.ts';
import type { ThemeName } from '../charts/palette.ts';
import { ownExperiment } from './runFacts.ts';
import type { SeriesSoFar } from './useRunSeries.ts';

/** Loss or error of every minibatch, before its update. */
export function batchCurve(
  name: string,
  values: Float32Array,
  colour: RunColor,
  theme: ThemeName,
  weight: number,
): Curve {
  // Always solid: the dash tells splits apart, and there is but one line here.
  const look = { colour: colour[theme], print: colour.light, dash: 'solid' } as const;
  return withSmoothing({ name, ...look, x: stepRamp(values.length), y: values }, weight);
}

/**
 * The weight the slider starts with: ten steps are averaged in runs of up to 2,000, more with the square root of the length,
 * and never more than a sixtieth of a run, so that the line follows the fall at its beginning. The loss of the full batch has
 * no noise to take away.
 */
export function startWeight(run: Pick<RunDetail, 'experiment' | 'overrides' | 'totalSteps'>): number {
  if (ownExperiment(run).training.batchSize === 'full') return 0;
  const window = Math.min(run.totalSteps / 60, 10 * Math.sqrt(Math.max(1, run.totalSteps / 2000)));
  return window > 1 ? Math.min(maxSmoothing, 1 - 1 / window) : 0;
}

/** One curve a split; evaluations that leave a split out do not break its line. */
export function splitCurves(
  evaluations: readonly Evaluation[],
  metric: 'loss' | 'error',
  splits: readonly SplitName[],
  theme: ThemeName,
): Curve[] {
  return splits.map((split) => {
    const points = evaluations.flatMap((evaluation) => {
      const score = evaluation[split];
      return score ? [{ x: evaluation.step, y: score[metric] }] : [];
    });
    const x = Float64Array.from(points, (point) => point.x);
    const y = Float64Array.from(points, (point) => point.y);
    return { name: split, ...splitStyle(split, theme), x, y, smoothed: null };
  });
}

/** The splits a run has, without the test split while that is hidden. */
export function splitsOf({ dataset }: Pick<RunDetail, 'dataset'>, testIsHidden: boolean): SplitName[] {
  const splits: SplitName[] = ['train'];
  if (dataset.validation > 0) splits.push('validation');
  if (dataset.test > 0 && !testIsHidden) splits.push('test');
  return splits;
}

/** With a validation split the test figures wait until someone asks for them: choosing by them would spoil them. */
export const hidesTest = ({ dataset }: Pick<RunDetail, 'dataset'>): boolean =>
  dataset.validation > 0 && dataset.test > 0;

export function stepsPerEpoch(run: Pick<RunDetail, 'dataset' | 'experiment' | 'overrides'>): number {
  const { batchSize } = ownExperiment(run).training;
  return batchSize === 'full' ? 1 : Math.max(1, Math.ceil(run.dataset.train / batchSize));
}

/** While a run trains its charts span the whole way, so that the axis stands still; afterwards what there is. */
export function extentOf(
  run: Pick<RunDetail, 'status' | 'totalSteps'>,
  { batchLoss, evaluations }: SeriesSoFar,
): XWindow {
  const reached = Math.max(batchLoss.length, evaluations.at(-1)?.step ?? 0);
  const isOver = run.status === 'finished' || run.status === 'stopped' || run.status === 'diverged';
  return { from: 0, to: Math.max(1, isOver && reached > 0 ? reached : Math.max(run.totalSteps, reached)) };
}

/** A loss this many times the first one is no noise. */
const growth = 10;

/** Whether a run diverged, or grew out of all proportion on the way: values that would squash the rest of its charts. */
export function runsAway({ batchLoss, evaluations }: SeriesSoFar, status: RunDetail['status']): boolean {
  const most = growth * (batchLoss[0] ?? Infinity);
  const last = evaluations.at(-1)?.train?.loss ?? 0;
  return status === 'diverged' || !Number.isFinite(last) || !batchLoss.every((loss) => loss <= most);
}
