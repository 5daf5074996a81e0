/** Recorded runs for the tests of the result document. */

import type { DatasetUse, RunSeries } from '../../../src/shared/contract.ts';
import type { ResultRun } from '../../../src/shared/result/document.ts';

export const mnist: DatasetUse = {
  id: 'mnist',
  name: 'MNIST',
  sha256: 'abc',
  train: 55_000,
  validation: 5000,
  test: 10_000,
  inputs: 784,
  classes: 10,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

/** A finished run whose every final error is `error`, its loss ten times that. */
export function aRun(seed: number, error: number, other: Partial<ResultRun> = {}): ResultRun {
  const score = { loss: error * 10, error };
  return {
    id: `run-${seed}`,
    seed,
    overrides: {},
    status: 'finished',
    message: null,
    epoch: 5,
    step: 2750,
    seconds: 1.5,
    samplesPerSecond: 180_000,
    parameters: 50_890,
    kernels: 'simd-relaxed-fma',
    resumedFromStep: null,
    firstStepReached: null,
    dataset: mnist,
    initial: { train: { loss: 2.5, error: 0.9 }, validation: null, test: { loss: 2.5, error: 0.9 } },
    final: { train: score, validation: null, test: score },
    ...other,
  };
}

export const aSeries: RunSeries = {
  fromStep: 0,
  batchLoss: Float32Array.of(2.5, NaN, Infinity),
  batchError: Float32Array.of(0.5, 0.25, 1),
  fromEvaluation: 0,
  evaluations: [
    { step: 0, epoch: 0, train: { loss: 2.5, error: 0.9 }, validation: null, test: { loss: 2.5, error: 0.9 } },
    { step: 2, epoch: 0.5, train: { loss: NaN, error: 0.5 }, validation: null, test: null },
  ],
};
