/**
 * Statistics of a group of runs that differ by their seed alone: mean, spread and a 95 % interval that is honest for few
 * seeds. Values are taken as they are; nothing is interpolated or left out but what is not finite.
 */

import quantile from '@stdlib/stats-base-dists-t-quantile';

export interface Summary {
  /** Members that a finite value was given for. */
  readonly nUsed: number;
  /** Null when nothing was used; so are `min` and `max`. */
  readonly mean: number | null;
  /** Sample standard deviation, divided by n − 1. Null for fewer than two values; so are `sem` and `ci95`. */
  readonly sd: number | null;
  /** Standard error of the mean: sd / √n. */
  readonly sem: number | null;
  /** 95 % confidence interval of the mean by Student's t with n − 1 degrees of freedom. */
  readonly ci95: readonly [low: number, high: number] | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Summary of the finite ones among the values. The mean is taken in two passes, so equal values have a spread of 0. */
export function summarize(values: ArrayLike<number | null>): Summary {
  const used = Array.from(values).filter((value): value is number => Number.isFinite(value));
  const nUsed = used.length;
  if (nUsed === 0) return { nUsed, mean: null, sd: null, sem: null, ci95: null, min: null, max: null };
  const mean = meanOf(used);
  const [min, max] = [Math.min(...used), Math.max(...used)];
  if (nUsed === 1) return { nUsed, mean, sd: null, sem: null, ci95: null, min, max };
  const sd = Math.sqrt(used.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (nUsed - 1));
  const sem = sd / Math.sqrt(nUsed);
  const half = studentT(nUsed - 1) * sem;
  return { nUsed, mean, sd, sem, ci95: [mean - half, mean + half], min, max };
}

/** Mean, corrected once for the rounding of the sum. */
function meanOf(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/**
 * How many standard errors a two-sided interval reaches: the (1 + confidence)/2 quantile of Student's t.
 * @param degreesOfFreedom n − 1, at least 1
 * @param confidence between 0 and 1
 */
export function studentT(degreesOfFreedom: number, confidence = 0.95): number {
  return quantile((1 + confidence) / 2, degreesOfFreedom);
}
