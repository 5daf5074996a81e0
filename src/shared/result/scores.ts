/** Scores and series for the document: plain numbers, null for what is missing or not finite. */

import type { Score } from '../../engine/spec.ts';
import type { RunSeries, Scores } from '../contract.ts';

export interface ScoreDocument {
  readonly loss: number | null;
  readonly error: number | null;
}

export interface ScoresDocument {
  readonly train: ScoreDocument | null;
  readonly validation: ScoreDocument | null;
  readonly test: ScoreDocument | null;
}

export interface SeriesDocument {
  /** 1, 2, …: `batchLoss[i]` was measured before update `step[i]`. */
  readonly step: readonly number[];
  readonly batchLoss: readonly (number | null)[];
  readonly batchError: readonly (number | null)[];
  readonly evaluations: readonly ({ readonly step: number; readonly epoch: number } & ScoresDocument)[];
}

/** JSON knows no NaN and no infinity. */
export const finiteOrNull = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function scoreDocument(score: Score | null | undefined): ScoreDocument | null {
  return score ? { loss: finiteOrNull(score.loss), error: finiteOrNull(score.error) } : null;
}

export function scoresDocument(scores: Scores | null): ScoresDocument {
  return {
    train: scoreDocument(scores?.train),
    validation: scoreDocument(scores?.validation),
    test: scoreDocument(scores?.test),
  };
}

/** @param series from step 0; null yields an empty series */
export function seriesDocument(series: RunSeries | null): SeriesDocument {
  const { batchLoss, batchError, evaluations } = series ?? { batchLoss: [], batchError: [], evaluations: [] };
  return {
    step: Array.from(batchLoss, (_, i) => i + 1),
    batchLoss: Array.from(batchLoss, finiteOrNull),
    batchError: Array.from(batchError, finiteOrNull),
    evaluations: evaluations.map((each) => ({ step: each.step, epoch: each.epoch, ...scoresDocument(each) })),
  };
}
