/** The status line's figures, told when they change and at most four times a second. */

import type { Activity } from '../../shared/contract.ts';
import { timeLeft } from '../../shared/time-left.ts';
import { summaryOf } from '../runs/record.ts';
import type { RunRecord } from '../store/store.ts';

const lookEvery = 250;

export interface ActivitySource {
  readonly threads: number;
  readonly busy: number;
  readonly live: readonly RunRecord[];
  readonly savedAt: number;
  readonly allSaved: boolean;
}

/** Pure: what the status line says of the present state. */
export function activityOf({ threads, busy, live, savedAt, allSaved }: ActivitySource): Activity {
  const running = live.filter((record) => record.status === 'running');
  const queued = live.filter((record) => record.status === 'queued');
  return {
    workers: threads,
    busy,
    samplesPerSecond: running.reduce((sum, record) => sum + (record.samplesPerSecond ?? 0), 0),
    queued: queued.length,
    running: running.length,
    secondsLeft: timeLeft(live.map(summaryOf)),
    savedAt,
    allSaved,
  };
}

/** Calls `tell` whenever the activity differs from what was told last. Returns the stop. */
export function watchActivity(current: () => Activity, tell: (activity: Activity) => void): () => void {
  let told = '';
  const timer = setInterval(() => {
    const activity = current();
    const text = JSON.stringify(activity);
    if (text === told) return;
    told = text;
    tell(activity);
  }, lookEvery);
  return () => clearInterval(timer);
}
