/**
 * Smoothing of one run's series: the debiased exponential moving average. It works on the full data of a single run,
 * before any aggregation over seeds and before any reduction for drawing; the raw series is never changed.
 */

/** The largest weight accepted: beyond it a curve no longer shows the training that it stands for. */
export const maxSmoothing = 0.999;

/**
 * Debiased exponential moving average.
 *
 * `s ← s·w + (1 − w)·y`, `y' = s / (1 − wᵏ)` with k the number of finite values so far. The division removes the pull
 * towards the zero that s starts from (Kingma & Ba 2015, section 3), so the first value is returned as it is. A
 * non-finite value passes through as a gap and does not count; a constant series comes back exactly as it was.
 *
 * @param values the series, in order of steps
 * @param weight share of the past, 0 (no smoothing) to 0.999; values outside are clamped, NaN counts as 0
 * @returns a new array of the same length
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const w = Math.min(Math.max(weight || 0, 0), maxSmoothing);
  const smoothed = Float64Array.from(values);
  if (w === 0) return smoothed;
  let sum = 0;
  let decay = 1;
  let constant: number | undefined;
  let isConstant = true;
  for (let i = 0; i < smoothed.length; i++) {
    const value = smoothed[i]!;
    if (!Number.isFinite(value)) continue;
    constant ??= value;
    isConstant &&= value === constant;
    sum = sum * w + (1 - w) * value;
    decay *= w;
    // While all values are equal the quotient differs from them by rounding alone, which zooming in would show.
    if (!isConstant) smoothed[i] = sum / (1 - decay);
  }
  return smoothed;
}
