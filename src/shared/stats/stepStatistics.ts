/**
 * Statistics of several series, position by position: the same formulas as `summarize`, over typed arrays and in time
 * linear in the number of points, so that 40 runs of 9,400 steps can be summed up while they train.
 */

export interface SeriesRow {
  readonly values: Float64Array; // (at least used)
  /** How many points count, from the first. What is not finite among them does not count. */
  readonly used: number;
}

/** One entry for each position. NaN stands where a statistic does not exist. */
export interface StepStatistics {
  /** Finite values that the others stand on. */
  readonly n: Uint16Array; // (points)
  readonly mean: Float64Array; // (points) NaN where n is 0, as in min and max
  /** Sample standard deviation, divided by n − 1; NaN where n is below 2. */
  readonly sd: Float64Array; // (points)
  readonly min: Float64Array; // (points)
  readonly max: Float64Array; // (points)
}

/** @param length number of positions, at least the largest `used` */
export function stepStatistics(rows: readonly SeriesRow[], length: number): StepStatistics {
  const n = new Uint16Array(length);
  const mean = new Float64Array(length);
  const min = new Float64Array(length).fill(Infinity);
  const max = new Float64Array(length).fill(-Infinity);
  for (const { values, used } of rows) {
    for (let i = 0; i < used; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value)) continue;
      n[i]! += 1;
      mean[i]! += value;
      if (value < min[i]!) min[i] = value;
      if (value > max[i]!) max[i] = value;
    }
  }
  for (let i = 0; i < length; i++) {
    mean[i]! /= n[i]!;
    if (n[i] === 0) min[i] = max[i] = NaN;
  }
  correctMean(rows, n, mean);
  return { n, mean, sd: standardDeviation(rows, n, mean), min, max };
}

/** Adds the mean residual, which the rounding of the sum left over: equal values get a spread of exactly 0. */
function correctMean(rows: readonly SeriesRow[], n: Uint16Array, mean: Float64Array): void {
  const residual = new Float64Array(mean.length);
  for (const { values, used } of rows) {
    for (let i = 0; i < used; i++) {
      const difference = values[i]! - mean[i]!;
      if (Number.isFinite(difference)) residual[i]! += difference;
    }
  }
  for (let i = 0; i < mean.length; i++) mean[i]! += residual[i]! / n[i]!;
}

function standardDeviation(rows: readonly SeriesRow[], n: Uint16Array, mean: Float64Array): Float64Array {
  const sd = new Float64Array(mean.length);
  for (const { values, used } of rows) {
    for (let i = 0; i < used; i++) {
      const difference = values[i]! - mean[i]!;
      if (Number.isFinite(difference)) sd[i]! += difference * difference;
    }
  }
  for (let i = 0; i < sd.length; i++) sd[i] = n[i]! > 1 ? Math.sqrt(sd[i]! / (n[i]! - 1)) : NaN;
  return sd;
}

/** Median of the finite values at each position, the mean of the middle two where their number is even; NaN for none. */
export function stepMedian(rows: readonly SeriesRow[], length: number): Float64Array {
  const median = new Float64Array(length);
  const column = new Float64Array(rows.length);
  for (let i = 0; i < length; i++) {
    let count = 0;
    for (const { values, used } of rows) {
      if (i < used && Number.isFinite(values[i])) column[count++] = values[i]!;
    }
    median[i] = middle(column, count);
  }
  return median;
}

/** Median of the first `count` entries, which are sorted on the way. */
function middle(column: Float64Array, count: number): number {
  const sorted = column.subarray(0, count).sort();
  const half = count >> 1;
  return count % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
