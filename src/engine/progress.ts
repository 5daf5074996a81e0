/** Collects what a run measures between two reports: growing buffers outside, typed arrays out. */

import type { Evaluation } from './spec.ts';
import type { TrainerSink } from './trainer.ts';

export interface Gathered {
  /** Steps done before the first value. */
  readonly fromStep: number;
  readonly batchLoss: Float32Array;
  readonly batchError: Float32Array;
  readonly evaluations: readonly Evaluation[];
}

export interface Progress extends TrainerSink {
  /** What came since the last take. */
  take(): Gathered;
}

/** Steps between two reports, at first: every run begins with buffers of this size. */
const initialCapacity = 512;

/** @param step steps done before the first that will be reported */
export function gatherProgress(step: number): Progress {
  let losses = new Float32Array(initialCapacity);
  let errors = new Float32Array(initialCapacity);
  let count = 0;
  let from = step;
  let evaluations: Evaluation[] = [];

  function grow(): void {
    const [smallLosses, smallErrors] = [losses, errors];
    losses = new Float32Array(2 * count);
    errors = new Float32Array(2 * count);
    losses.set(smallLosses);
    errors.set(smallErrors);
  }

  return {
    step(_step, loss, error) {
      if (count === losses.length) grow();
      losses[count] = loss;
      errors[count] = error;
      count += 1;
    },
    evaluation(evaluation) {
      evaluations.push(evaluation);
    },
    take() {
      const gathered = {
        fromStep: from,
        batchLoss: losses.slice(0, count),
        batchError: errors.slice(0, count),
        evaluations,
      };
      from += count;
      count = 0;
      evaluations = [];
      return gathered;
    },
  };
}
