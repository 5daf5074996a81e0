/** Chosen runs, their series and lines for the tests of the Compare screen. Deterministic; every figure can be worked out by hand. */

import type { Evaluation } from '../../../src/engine/spec.ts';
import { chosenRuns, siblingRuns } from '../../../src/renderer/src/compare/chosen.ts';
import type { ChosenRun } from '../../../src/renderer/src/compare/chosen.ts';
import { groupLine } from '../../../src/renderer/src/compare/groupLines.ts';
import type { GroupLine, LineOptions } from '../../../src/renderer/src/compare/groupLines.ts';
import { groupRuns, usualGrouping } from '../../../src/renderer/src/compare/groups.ts';
import { memberOf } from '../../../src/renderer/src/compare/members.ts';
import { metricInfo } from '../../../src/renderer/src/compare/metrics.ts';
import { sceneOf } from '../../../src/renderer/src/compare/scene.ts';
import { defaultView } from '../../../src/renderer/src/compare/view.ts';
import type { CompareView, MetricId } from '../../../src/renderer/src/compare/view.ts';
import type { ExperimentSummary, RunSeries, RunSummary } from '../../../src/shared/contract.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';

export const lr = 'training.optimizer.learningRate';

/** Rates 0.001 and 0.01 with three seeds each, batches of 16 of 1,600 images: 100 steps an epoch. */
export function sweep(
  state: (index: number) => Partial<RunSummary> = () => ({}),
  axes: Record<string, number[]> = { [lr]: [0.001, 0.01] },
): ExperimentSummary {
  return sampleSummary('vu', sampleExperiment({ sweep: axes, repeats: 3 }), state);
}
export const trainImages = 1600;

/** `points` evaluations every 100 steps from step 0; the error at point k is (1 − 10 · rate) / (k + 1) + seed / 1000. */
export function seriesFor({ settings, seed }: Pick<ChosenRun, 'settings' | 'seed'>, points = 5): RunSeries {
  const rate = Number(settings.get(lr));
  const evaluations = Array.from({ length: points }, (_, k): Evaluation => {
    const error = (1 - 10 * rate) / (k + 1) + seed / 1000;
    const score = { loss: 2 * error, error };
    return { step: 100 * k, epoch: k, train: score, validation: score, test: score };
  });
  const batch = Float32Array.from({ length: 100 * (points - 1) }, (_, i) => 2 / (i + 1) + seed / 100);
  return { fromStep: 0, batchLoss: batch, batchError: batch, fromEvaluation: 0, evaluations };
}

export interface LineChanges {
  readonly experiments?: ExperimentSummary[];
  readonly metric?: MetricId;
  readonly options?: Partial<LineOptions>;
  readonly paths?: readonly string[];
  readonly hidden?: readonly string[];
  readonly series?: (run: ChosenRun) => RunSeries;
}

export const viewOf = (changes: Partial<CompareView> = {}): CompareView => ({ ...defaultView, ...changes });

export function linesOf(changes: LineChanges = {}): GroupLine[] {
  const {
    experiments = [sweep()],
    metric = 'validation.error',
    options,
    paths,
    hidden = [],
    series = seriesFor,
  } = changes;
  const all = { experiments: experiments.map(({ id }) => id), runs: [] };
  const runs = chosenRuns(experiments, all);
  const info = metricInfo(metric);
  const { axis, smoothing, centre, band } = viewOf(options);
  return groupRuns(runs, siblingRuns(experiments, all), paths ?? usualGrouping(runs), hidden).map((group) =>
    groupLine(
      group,
      group.runs.map((run) => memberOf(run, series(run), info, trainImages)),
      { axis, smoothing, centre, band },
    ),
  );
}

export function sceneFor(
  lines: readonly GroupLine[],
  changes: Partial<CompareView> = {},
  metric: MetricId = 'validation.error',
) {
  const view = viewOf(changes);
  return sceneOf(lines, view, view.mode ?? 'side by side', metricInfo(metric));
}
