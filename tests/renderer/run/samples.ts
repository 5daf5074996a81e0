/** Runs and series for the tests of the run page. */

import type { Evaluation } from '../../../src/engine/spec.ts';
import type { RunDetail, RunSeries } from '../../../src/shared/contract.ts';
import type { SeriesSoFar } from '../../../src/renderer/src/run/useRunSeries.ts';
import { runDetail } from '../../support/sampleAnswers.ts';
import { sampleExperiments } from '../../support/sampleExperiments.ts';

export const run = (changes: Partial<RunDetail> = {}): RunDetail => ({
  ...runDetail(sampleExperiments(), 'vu-0'),
  ...changes,
});

export function evaluation(step: number, changes: Partial<Evaluation> = {}): Evaluation {
  const score = { loss: 1 / (step + 1), error: 0.9 / (step + 1) };
  return { step, epoch: step / 10, train: score, validation: score, test: score, ...changes };
}

export const soFar = (changes: Partial<SeriesSoFar> = {}): SeriesSoFar => ({
  batchLoss: new Float32Array(),
  batchError: new Float32Array(),
  evaluations: [],
  ...changes,
});

/** A service that has `steps` losses 1, 2, 3, … and an evaluation every ten steps, and answers with what is asked for. */
export function seriesUpTo(
  steps: number,
  { fromStep, fromEvaluation }: { fromStep: number; fromEvaluation: number },
): RunSeries {
  const from = Math.min(fromStep, steps);
  const losses = Float32Array.from({ length: steps }, (_, i) => i + 1);
  const evaluations = Array.from({ length: Math.floor(steps / 10) + 1 }, (_, i) => evaluation(10 * i));
  const first = Math.min(fromEvaluation, evaluations.length);
  return {
    fromStep: from,
    batchLoss: losses.slice(from),
    batchError: losses.slice(from),
    fromEvaluation: first,
    evaluations: evaluations.slice(first),
  };
}
