/** The status line's figures, told when they change and at most four times a second. */

import type { Activity } from '../../shared/contract.ts';
import type { RunRecord } from '../store/store.ts';

const lookEvery = 250;

export interface ActivitySource {
  readonly threads: number;
  readonly busy: number;
  readonly live: readonly RunRecord[];
  readonly savedAt: number;
  readonly allSaved: boolean;
  /** Seconds that a run which has not begun will take; null when unknown. */
  readonly estimate: (record: RunRecord) => number | null;
}

/** Pure: what the status line says of the present state. */
export function activityOf({ threads, busy, live, savedAt, allSaved, estimate }: ActivitySource): Activity {
  const running = live.filter((record) => record.status === 'running');
  const queued = live.filter((record) => record.status === 'queued');
  return {
    workers: threads,
    busy,
    samplesPerSecond: running.reduce((sum, record) => sum + (record.samplesPerSecond ?? 0), 0),
    queued: queued.length,
    running: running.length,
    secondsLeft: secondsLeft(running, queued, threads, estimate),
    savedAt,
    allSaved,
  };
}

/** Work left shared out over the threads, and never less than the longest run takes. */
function secondsLeft(
  running: readonly RunRecord[],
  queued: readonly RunRecord[],
  threads: number,
  estimate: ActivitySource['estimate'],
): number | null {
  if (running.length + queued.length === 0) return null;
  const left = running.map((record) =>
    record.step > 0 ? (record.seconds / record.step) * (record.totalSteps - record.step) : estimate(record),
  );
  const all = [...left, ...queued.map(estimate)];
  const known = all.filter((seconds) => seconds !== null);
  if (known.length < all.length) return null;
  const total = known.reduce((sum, seconds) => sum + seconds, 0);
  return Math.max(total / Math.min(threads, all.length), ...known);
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
