/**
 * When a run took its steps. The clock is read at every evaluation; between two of them the steps are taken to be equally
 * long, which pauses, other runs on the same cores and costly evaluations do not upset by more than one such stretch.
 */

import type { RunSeries } from '../contract.ts';

/**
 * @param steps where the seconds are wanted, ascending
 * @param total seconds of the whole run, at its last step
 * @returns seconds at each step; null where no evaluation has a time, as in runs of earlier versions
 */
export function secondsAt(
  steps: Float64Array,
  { fromStep, batchLoss, evaluations }: Pick<RunSeries, 'fromStep' | 'batchLoss' | 'evaluations'>,
  total: number,
): Float64Array | null {
  const marks = evaluations.flatMap(({ step, seconds }) => (seconds === undefined ? [] : [{ step, seconds }]));
  if (marks.length === 0) return null;
  if (marks[0]!.step > 0) marks.unshift({ step: 0, seconds: 0 });
  const last = marks.at(-1)!;
  const end = fromStep + batchLoss.length;
  if (end > last.step) marks.push({ step: end, seconds: Math.max(total, last.seconds) });
  let next = 1;
  return steps.map((step) => {
    while (next < marks.length - 1 && marks[next]!.step < step) next += 1;
    return between(marks[next - 1]!, marks[next] ?? marks[0]!, step);
  });
}

interface Mark {
  readonly step: number;
  readonly seconds: number;
}

/** On the line through two marks, and not beyond them. */
function between(a: Mark, b: Mark, step: number): number {
  const share = b.step > a.step ? Math.min(1, Math.max(0, (step - a.step) / (b.step - a.step))) : 0;
  return a.seconds + share * (b.seconds - a.seconds);
}
