/** What a run's status means for the person: a sentence with what to do, the time, and which commands make sense. */

import type { RunCommand, RunDetail, RunStatus } from '../../../shared/contract.ts';
import { formatCount, formatDuration, formatLoss, plural } from '../../../shared/format.ts';
import { ownExperiment } from './runFacts.ts';
import type { SeriesSoFar } from './useRunSeries.ts';

type Run = Pick<
  RunDetail,
  | 'status'
  | 'message'
  | 'step'
  | 'totalSteps'
  | 'epoch'
  | 'totalEpochs'
  | 'secondsLeft'
  | 'seconds'
  | 'experiment'
  | 'overrides'
>;

export const commandsFor: Readonly<Record<RunStatus, readonly RunCommand[]>> = {
  queued: ['stop'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  interrupted: ['resume'],
  finished: [],
  stopped: [],
  diverged: [],
  failed: [],
};

/** What happened and what to do; null where the status word says it all. */
export function statusSentence(run: Run, series: SeriesSoFar): string | null {
  switch (run.status) {
    case 'queued':
      return 'Waits for a free core; it starts by itself.';
    case 'stopped':
      return `Stopped at step ${formatCount(run.step)} of ${formatCount(run.totalSteps)}. Everything up to there is kept.`;
    case 'diverged':
      return divergence(run, series.batchLoss);
    case 'failed':
      return `${run.message ?? 'The run failed and gave no reason.'} Duplicate it, change the setting named, and start again.`;
    case 'interrupted':
      return `${run.message ?? 'The program ended during this run.'} Resume continues from step ${formatCount(run.step)}.`;
    default:
      return null;
  }
}

function divergence(run: Run, batchLoss: Float32Array): string {
  const last = batchLoss.findLastIndex(Number.isFinite);
  const where =
    last >= 0
      ? `The loss stopped being finite after step ${formatCount(last + 1)}, where it was ${formatLoss(batchLoss[last])}.`
      : (run.message ?? 'The loss was not finite from the first step on.');
  const rate = ownExperiment(run).training.optimizer.learningRate;
  return `${where} Try a smaller learning rate than ${rate}, or other initial weights.`;
}

/** `1 m 04 s left` while it trains, how long it took afterwards. */
export function timeText({ status, secondsLeft, seconds }: Run): string {
  if (status === 'running') return secondsLeft === null ? 'measuring speed…' : `${formatDuration(secondsLeft)} left`;
  return status === 'queued' ? '' : `${formatDuration(seconds)} trained`;
}

export const stepsText = ({ step, totalSteps }: Run): string => `${formatCount(step)} of ${plural(totalSteps, 'step')}`;
