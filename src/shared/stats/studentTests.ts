/**
 * The t tests, on plain numbers: paired and Welch's, with the interval of the difference, and Holm's correction for
 * several of them. Differences that do not spread cannot be tested: then t, p and the interval are null.
 */

import cdf from '@stdlib/stats-base-dists-t-cdf';
import { studentT, summarize } from './summary.ts';

export interface TestResult {
  /** Mean difference, a − b. */
  readonly difference: number;
  readonly degreesOfFreedom: number | null;
  /** 95 % confidence interval of the difference; not corrected for other comparisons. */
  readonly ci95: readonly [low: number, high: number] | null;
  readonly t: number | null;
  /** Two-sided. */
  readonly p: number | null;
}

/** A spread below this share of the values themselves is rounding: 0.05 − 0.04 and 0.06 − 0.05 differ by 7e-18. */
const rounding = 1e-12;

/**
 * Paired t test: the one-sample test of the differences with n − 1 degrees of freedom.
 * @param a values, `a[i]` and `b[i]` of one pair; at least one pair
 */
export function pairedTest(a: readonly number[], b: readonly number[]): TestResult {
  const differences = summarize(a.map((value, i) => value - b[i]!));
  const { mean, sem, nUsed } = differences;
  return testOf(mean!, sem, nUsed - 1, scaleOf([...a, ...b]));
}

/**
 * Welch's test for two groups whose spreads may differ, with the degrees of freedom of Welch and Satterthwaite.
 * Source: B. L. Welch, "The generalization of Student's problem when several different population variances are
 * involved", Biometrika 34 (1947).
 * @param a at least one value, as in b; below two in either there is no interval
 */
export function welchTest(a: readonly number[], b: readonly number[]): TestResult {
  const [first, second] = [summarize(a), summarize(b)];
  const difference = first.mean! - second.mean!;
  if (first.sem === null || second.sem === null) return testOf(difference, null, 0, 0);
  const [va, vb] = [first.sem ** 2, second.sem ** 2];
  // Relative to the larger one, so that the squares of tiny variances do not vanish.
  const largest = Math.max(va, vb) || 1;
  const [ra, rb] = [va / largest, vb / largest];
  const degrees = (ra + rb) ** 2 / (ra ** 2 / (a.length - 1) + rb ** 2 / (b.length - 1));
  return testOf(difference, Math.sqrt(va + vb), degrees, scaleOf([...a, ...b]));
}

const scaleOf = (values: readonly number[]): number => Math.max(...values.map(Math.abs));

function testOf(difference: number, standardError: number | null, degrees: number, scale: number): TestResult {
  if (standardError === null || standardError <= rounding * scale)
    return { difference, degreesOfFreedom: null, ci95: null, t: null, p: null };
  const t = difference / standardError;
  const half = studentT(degrees) * standardError;
  return {
    difference,
    degreesOfFreedom: degrees,
    ci95: [difference - half, difference + half],
    t,
    p: Math.min(1, 2 * cdf(-Math.abs(t), degrees)),
  };
}

/**
 * Holm's step-down correction: in ascending order `max over j ≤ i of min(1, (m − j + 1)·p(j))`, m counting the p-values
 * that exist. Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979).
 * @param p null where there is none; stays null
 */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const order = p.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  order.sort((a, b) => a.value - b.value);
  const adjusted: (number | null)[] = p.map(() => null);
  let highest = 0;
  for (const [rank, { value, index }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (order.length - rank) * value));
    adjusted[index] = highest;
  }
  return adjusted;
}
