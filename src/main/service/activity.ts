/**
 * The status line's figures, told when they change: what begins or ends within a quarter of a second, speeds and times once a
 * second, since every message wakes the page and makes it draw.
 */

import type { Activity } from '../../shared/contract.ts';
import { timeLeft } from '../../shared/time-left.ts';
import { summaryOf } from '../runs/record.ts';
import type { RunRecord } from '../store/store.ts';

const lookEvery = 250;
/** Milliseconds between two messages that say nothing but how fast and how far. */
const figuresEvery = 1000;

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

/** What a person waits for. */
const counts = ({ workers, busy, queued, running }: Activity): string => [workers, busy, queued, running].join(' ');

/** Calls `tell` whenever the activity differs from what was told last. Returns the stop. */
export function watchActivity(current: () => Activity, tell: (activity: Activity) => void): () => void {
  let told: Activity | null = null;
  let toldAt = -Infinity;
  const timer = setInterval(() => {
    const activity = current();
    const isDue = performance.now() - toldAt >= figuresEvery;
    const isNews = told === null || counts(activity) !== counts(told);
    if (!isNews && !(isDue && JSON.stringify(activity) !== JSON.stringify(told))) return;
    told = activity;
    toldAt = performance.now();
    tell(activity);
  }, lookEvery);
  return () => clearInterval(timer);
}
