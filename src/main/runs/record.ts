/**
 * How a run's record changes over its life: pure functions from a record and what happened to the changed fields.
 */

import type { ProgressReport, StretchEnd } from '../../engine/protocol.ts';
import type { Evaluation } from '../../engine/spec.ts';
import type { RunStatus, RunSummary, Scores } from '../../shared/contract.ts';
import type { RunRecord } from '../store/store.ts';

/** Points of a sparkline at most. */
const sparkPoints = 64;

export type RunChanges = Partial<RunRecord>;

/** Which split ranks: validation where there is one, so that the test set stays untouched. */
export function rankingSplit(splits: { validation: number; test: number }): RunRecord['rankedBy'] {
  if (splits.validation > 0) return 'validation';
  return splits.test > 0 ? 'test' : 'train';
}

/** At most 64 of the values, evenly spaced, the last one always among them. */
export function sparkOf(errors: readonly (number | null)[]): (number | null)[] {
  if (errors.length <= sparkPoints) return [...errors];
  const spacing = (errors.length - 1) / (sparkPoints - 1);
  return Array.from({ length: sparkPoints }, (_, i) => errors[Math.round(i * spacing)]!);
}

/** Errors of the ranking split, one per evaluation that measured it. */
export function rankingErrors(record: RunRecord, evaluations: readonly Evaluation[]): (number | null)[] {
  return evaluations.flatMap((evaluation) => {
    const score = evaluation[record.rankedBy];
    return score ? [Number.isFinite(score.loss) ? score.error : null] : [];
  });
}

/**
 * @param errors every ranking error so far, those of this report included
 * @param before seconds of training before this stretch
 */
export function afterProgress(
  record: RunRecord,
  report: ProgressReport,
  errors: readonly (number | null)[],
  before: { readonly seconds: number; readonly step: number },
  samplesPerStep: number,
): RunChanges {
  const first = record.initial ?? scoresOf(report.evaluations.find((evaluation) => evaluation.step === 0));
  const speed = ((report.step - before.step) * samplesPerStep) / report.seconds;
  return {
    step: report.step,
    epoch: report.epoch,
    seconds: before.seconds + report.seconds,
    samplesPerSecond: report.step > before.step && report.seconds > 0 ? speed : record.samplesPerSecond,
    initial: first,
    bestError: least(errors),
    lastError: errors.at(-1) ?? null,
    spark: sparkOf(errors),
  };
}

/** Null of none. Not `Math.min`: a call takes no hundred thousand arguments, and a run may well have as many evaluations. */
function least(errors: readonly (number | null)[]): number | null {
  let best: number | null = null;
  for (const error of errors) if (error !== null && (best === null || error < best)) best = error;
  return best;
}

/** An evaluation whose seconds count from the run's first stretch instead of the present one. */
export const sinceStart = (evaluation: Evaluation, before: number): Evaluation =>
  evaluation.seconds === undefined ? evaluation : { ...evaluation, seconds: before + evaluation.seconds };

export function scoresOf(evaluation: Evaluation | null | undefined): Scores | null {
  if (!evaluation) return null;
  const { train, validation, test } = evaluation;
  return { train, validation, test };
}

const interrupted = 'The workbench was closed while this run was underway; it continues where it was.';

/** Status and sentence of a run whose training ended. */
export function afterEnd(end: StretchEnd): { status: RunStatus; message: string | null } {
  switch (end.status) {
    case 'finished':
      return { status: 'finished', message: null };
    case 'diverged':
      return {
        status: 'diverged',
        message: `The loss became NaN or infinite at step ${end.step}; a smaller learning rate usually helps.`,
      };
    case 'stopped':
      return { status: 'stopped', message: null };
    case 'interrupted':
      return { status: 'interrupted', message: interrupted };
    case 'paused':
      return { status: 'paused', message: null };
  }
}

export function summaryOf(record: RunRecord): RunSummary {
  const { step, totalSteps, seconds, status } = record;
  const underway = status === 'running' || status === 'paused';
  return {
    id: record.id,
    experimentId: record.experimentId,
    index: record.index,
    seed: record.seed,
    overrides: record.overrides,
    status,
    message: record.message,
    step,
    totalSteps,
    epoch: record.epoch,
    totalEpochs: record.totalEpochs,
    seconds,
    secondsLeft: underway && step > 0 ? (seconds / step) * (totalSteps - step) : null,
    samplesPerSecond: record.samplesPerSecond,
    rankedBy: record.rankedBy,
    bestError: record.bestError,
    lastError: record.lastError,
    spark: record.spark,
    kernels: record.kernels,
  };
}
