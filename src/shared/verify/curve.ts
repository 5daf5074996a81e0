/**
 * A student's loss curve against that of a run with the same weights, batches and settings: the first step at which they
 * part, and the likeliest reason where the whole curve tells one.
 */

import type { ParsedSeries } from '../series-csv.ts';
import type { Cause } from './diagnose.ts';

/** The run that the curve is held against. */
export interface ReferenceCurve {
  readonly batchLoss: ArrayLike<number>; // (steps) value t−1 was measured before update t
  readonly batchError: ArrayLike<number>; // (steps)
  readonly batchSize: number;
  /** Logits. */
  readonly outputs: number;
}

export interface CurvePoint {
  readonly step: number;
  readonly given: number;
  readonly expected: number;
}

export interface CurveVerdict {
  /** Steps that both curves have. */
  readonly compared: number;
  readonly maxAbsoluteError: number | null;
  readonly meanAbsoluteError: number | null;
  readonly worst: CurvePoint | null;
  /** The first step at which the curves differ by more than the tolerance. */
  readonly first: CurvePoint | null;
  readonly cause: Cause | null;
  readonly pass: boolean;
}

/** Rounding grows over the steps: a curve agrees within 1 % of the expected loss and 0.001 nats. */
const near = (given: number, expected: number): boolean =>
  Object.is(given, expected) || Math.abs(given - expected) <= 0.01 * Math.abs(expected) + 0.001;

interface CurveFlaw extends Cause {
  /** What this mistake makes of the curve at a step; undefined where the run has no such step. */
  readonly at: (reference: ReferenceCurve, step: number) => number | undefined;
}

const lossAt = ({ batchLoss }: ReferenceCurve, step: number): number | undefined => batchLoss[step - 1];

function times(factor: (reference: ReferenceCurve) => number): CurveFlaw['at'] {
  return (reference, step) => {
    const loss = lossAt(reference, step);
    return loss === undefined ? undefined : loss * factor(reference);
  };
}

const curveFlaws: readonly CurveFlaw[] = [
  {
    name: 'counted-from-zero',
    sentence: 'The steps are counted from 0: the loss before the first update belongs to step 1.',
    at: (reference, step) => lossAt(reference, step + 1),
  },
  {
    name: 'missing-mean',
    sentence: 'The loss is summed over the batch: divide by the number of samples.',
    at: times(({ batchSize }) => batchSize),
  },
  {
    name: 'mean-over-outputs',
    sentence: 'The loss is divided by the number of outputs as well: it is the mean over the samples only.',
    at: times(({ outputs }) => 1 / outputs),
  },
  {
    name: 'log-base',
    sentence: 'The loss is in bits, by the logarithm of base 2: the workbench’s is in nats, by the natural logarithm.',
    at: times(() => Math.LOG2E),
  },
  {
    name: 'error-for-loss',
    sentence: 'It is the fraction misclassified, not the loss.',
    at: ({ batchError }, step) => batchError[step - 1],
  },
  {
    name: 'not-learning',
    sentence: 'The loss stays what it was before the first update: the weights do not change.',
    at: (reference) => lossAt(reference, 1),
  },
];

export function compareCurve(given: ParsedSeries, reference: ReferenceCurve): CurveVerdict {
  const points = pointsOf(given, (step) => lossAt(reference, step));
  const errors = points.map(({ given: loss, expected }) => (Object.is(loss, expected) ? 0 : Math.abs(loss - expected)));
  const largest = errors.reduce((most, error, i) => (error > errors[most]! ? i : most), 0);
  const first = points.find((point) => !near(point.given, point.expected)) ?? null;
  return {
    compared: points.length,
    maxAbsoluteError: errors[largest] ?? null,
    meanAbsoluteError: points.length > 0 ? errors.reduce((sum, error) => sum + error, 0) / points.length : null,
    worst: points[largest] ?? null,
    first,
    cause: first && causeOf(given, reference),
    pass: points.length > 0 && first === null,
  };
}

function causeOf(given: ParsedSeries, reference: ReferenceCurve): Cause | null {
  const flaw = curveFlaws.find(({ at }) => {
    const points = pointsOf(given, (step) => at(reference, step));
    return points.length > 1 && points.every((point) => near(point.given, point.expected));
  });
  return flaw ? { name: flaw.name, sentence: flaw.sentence } : null;
}

function pointsOf({ step, loss }: ParsedSeries, expectedAt: (step: number) => number | undefined): CurvePoint[] {
  return Array.from(step).flatMap((at, i) => {
    const expected = expectedAt(at);
    return expected === undefined ? [] : [{ step: at, given: loss[i]!, expected }];
  });
}
