/** How long open runs will take, as one estimate for the status line and the rows of experiments. Pure. */

import type { RunSummary } from './model.ts';

export type OpenRun = Pick<RunSummary, 'status' | 'step' | 'totalSteps' | 'secondsLeft'>;

/**
 * Seconds until all runs that train or wait have ended, at the pace of those that train now, which share the machine as
 * they do now; null while none has shown a pace. Paused runs do not count.
 */
export function timeLeft(runs: readonly OpenRun[]): number | null {
  const stepsLeft = (run: OpenRun): number => run.totalSteps - run.step;
  const training = runs.filter((run) => run.status === 'running' && run.secondsLeft !== null);
  const pace = training.reduce((sum, run) => sum + stepsLeft(run) / Math.max(run.secondsLeft ?? 0, 0.1), 0);
  if (pace <= 0) return null;
  const open = [...training, ...runs.filter((run) => run.status === 'queued')];
  return open.reduce((sum, run) => sum + stepsLeft(run), 0) / pace;
}
