/** Runs with series for the tests of the report: small, exact, and different wherever a mix-up must be seen. */

import type { ExperimentSummary, RunDetail, RunSeries } from '../../../src/shared/contract.ts';
import type { Score } from '../../../src/engine/spec.ts';
import type { ReportInput } from '../../../src/renderer/src/report/report.ts';
import { runDetail } from '../../support/sampleAnswers.ts';
import { sampleExperiment, sampleSummary, sampleTime } from '../../support/sampleExperiments.ts';

export const rate = 'training.optimizer.learningRate';

/** Two learning rates with three seeds each. */
export const sweep = (changes: Parameters<typeof sampleExperiment>[0] = {}): ExperimentSummary =>
  sampleSummary('e', sampleExperiment({ sweep: { [rate]: [0.01, 0.1] }, repeats: 3, ...changes }), () => ({}));

/** The validation error that run number `index` ends with; the other figures are told apart by their size. */
export const errorOf = (index: number): number => [0.09, 0.1, 0.12, 0.05, 0.0525, 0.06][index] ?? 0.07;
/** A test error that no other figure can be taken for. */
export const testError = 0.777;

export const scoresOf = (index: number): Record<'train' | 'validation' | 'test', Score> => ({
  train: { loss: 3 * errorOf(index), error: errorOf(index) / 2 },
  validation: { loss: 4 * errorOf(index), error: errorOf(index) },
  test: { loss: 7.77, error: testError },
});

export function seriesOf(index: number, steps = 40): RunSeries {
  const values = Float32Array.from({ length: steps }, (_, i) => 2 / (i + 1) + 0.01 * index);
  const evaluations = Array.from({ length: steps / 10 + 1 }, (_, i) => {
    const { train, validation, test } = scoresOf(index);
    const scaled = ({ loss, error }: Score): Score => ({ loss: loss * (5 - i), error: Math.min(1, error * (5 - i)) });
    return { step: 10 * i, epoch: i, train: scaled(train), validation: scaled(validation), test };
  });
  return { fromStep: 0, batchLoss: values, batchError: values, fromEvaluation: 0, evaluations };
}

export interface Changes extends Partial<Omit<ReportInput, 'runs'>> {
  readonly detail?: (index: number) => Partial<RunDetail>;
  readonly series?: (index: number) => RunSeries;
}

export function input({ summary = sweep(), detail, series = seriesOf, ...rest }: Changes = {}): ReportInput {
  const runs = summary.runs.map(({ id }, index) => {
    const run = runDetail([summary], id);
    const final = run.status === 'finished' ? scoresOf(index) : null;
    return { detail: { ...run, final, ...detail?.(index) }, series: series(index) };
  });
  return { title: summary.name, summary, runs, includeTest: false, writtenAt: sampleTime, ...rest };
}
