/** One tensor of a student's against what is right: whether they agree, how far they are apart, and where most. */

import { map, type Matrix } from './matrix.ts';

/** An array as a file of NumPy holds it, row-major. */
export interface GivenArray {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface WorstValue {
  /** `[3, 7]`: row and column; `[7]` in a vector; `[]` in a single number. */
  readonly index: readonly number[];
  readonly given: number;
  readonly expected: number;
}

export interface Distance {
  /** Infinite where a value is not finite. */
  readonly maxAbsoluteError: number;
  /** |given − expected| / max(|expected|, 1e-3 · max|tensor|), the largest. */
  readonly maxRelativeError: number;
  readonly worst: WorstValue;
}

/** |given − factor · expected| ≤ tolerance · |factor| everywhere, and as many values. NaN agrees with nothing. */
export function agrees(given: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, factor = 1): boolean {
  if (given.length !== expected.length) return false;
  for (let i = 0; i < given.length; i++)
    if (!(Math.abs(given[i]! - factor * expected[i]!) <= tolerance * Math.abs(factor))) return false;
  return true;
}

/**
 * The factor between what a student calls by a name and what it means here. Derivatives by activations may be those of
 * each sample's own loss, N times as large, where the division by N comes later: both are right.
 */
export function acceptedFactor(
  name: string,
  given: ArrayLike<number>,
  expected: Matrix,
  tolerance: number,
): number | null {
  // prettier-ignore
  const factors = /^d[zh]\d/.test(name) ? [1, expected.rows] : [1];
  return factors.find((factor) => agrees(given, expected.values, tolerance, factor)) ?? null;
}

/**
 * @param given of as many values as expected
 * @param expected the index of a vector or a single number has fewer parts than that of a matrix
 */
export function distance(given: ArrayLike<number>, { rows, columns, values }: Matrix): Distance {
  const floor = 1e-3 * largest(values);
  let [maxAbsoluteError, maxRelativeError, at] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const difference = Math.abs(given[i]! - values[i]!);
    const absolute = Number.isFinite(difference) ? difference : Infinity;
    const relative = absolute === 0 ? 0 : absolute / Math.max(Math.abs(values[i]!), floor);
    maxRelativeError = Math.max(maxRelativeError, relative);
    if (absolute > maxAbsoluteError) [maxAbsoluteError, at] = [absolute, i];
  }
  const whole = [Math.floor(at / columns), at % columns];
  const index = rows > 1 ? whole : columns > 1 ? whole.slice(1) : [];
  return { maxAbsoluteError, maxRelativeError, worst: { index, given: given[at]!, expected: values[at]! } };
}

/** The largest absolute value; 0 of nothing. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}

/** Whether every value could be a float32: what was computed in single precision cannot be judged in double. */
export function isSingle(values: ArrayLike<number>): boolean {
  if (values instanceof Float32Array) return true;
  for (let i = 0; i < values.length; i++) if (!Object.is(Math.fround(values[i]!), values[i])) return false;
  return true;
}

export const rounded = (a: Matrix): Matrix => map(a, Math.fround);

/** Axes of length 1 mean nothing: `(10,)` is `(1, 10)`, and `()` is `(1,)`. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const long = (shape: readonly number[]) => shape.filter((size) => size !== 1).join();
  return long(a) === long(b);
}
