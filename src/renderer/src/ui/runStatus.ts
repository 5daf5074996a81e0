/** How a run's state is said and shown: words, icon and colour. Pure. */

import type { RunStatus, RunSummary } from '../../../shared/contract.ts';
import { formatCount } from '../../../shared/format.ts';

export interface StatusLook {
  readonly word: string;
  /** None where the word says it all and nothing needs attention. */
  readonly icon: string | null;
  readonly color: string;
}

export const statusLooks: Readonly<Record<RunStatus, StatusLook>> = {
  queued: { word: 'queued', icon: null, color: 'text-muted' },
  running: { word: 'running', icon: null, color: 'text-primary' },
  paused: { word: 'paused', icon: 'i-lucide-pause', color: 'text-toned' },
  finished: { word: 'finished', icon: null, color: 'text-success' },
  stopped: { word: 'stopped', icon: 'i-lucide-square', color: 'text-toned' },
  diverged: { word: 'diverged', icon: 'i-lucide-triangle-alert', color: 'text-warning' },
  failed: { word: 'failed', icon: 'i-lucide-circle-x', color: 'text-error' },
  interrupted: { word: 'interrupted', icon: 'i-lucide-unplug', color: 'text-warning' },
};

type Progress = Pick<RunSummary, 'status' | 'epoch' | 'totalEpochs' | 'step' | 'totalSteps'>;

/** The word, but for a run that trains the epoch it is in: `epoch 3 of 5`, `step 120 of 900`. */
export function statusSaid(run: Progress): string {
  if (run.status !== 'running') return statusLooks[run.status].word;
  if (run.totalEpochs === null) return `step ${formatCount(run.step)} of ${formatCount(run.totalSteps)}`;
  const epoch = Math.min(run.totalEpochs, Math.floor(run.epoch) + 1);
  return `epoch ${formatCount(epoch)} of ${formatCount(run.totalEpochs)}`;
}

/** Share of the run that is done, 0..1. */
export const progressOf = (run: Progress): number => {
  if (run.status === 'finished') return 1;
  return run.totalSteps > 0 ? Math.min(1, run.step / run.totalSteps) : 0;
};
