/** What the status line says, from the activity of the service: pure, so that every wording is tested. */

import type { Activity, DatasetEntry } from '../../../shared/contract.ts';
import { formatAgo, formatCount, formatDuration, formatRate, plural } from '../../../shared/format.ts';

/** The left half of the line, from what matters most to what matters least. */
export function workSaid(activity: Activity): string[] {
  const { workers, busy, samplesPerSecond, queued, secondsLeft } = activity;
  if (busy === 0 && queued === 0) return [`idle, ${plural(workers, 'worker')} ready`];
  const left = secondsLeft === null ? '' : `${formatDuration(secondsLeft)} left`;
  const waiting = queued > 0 ? `${formatCount(queued)} queued` : '';
  return [
    `${busy} of ${plural(workers, 'worker')} training`,
    ...(busy > 0 ? [`${formatRate(samplesPerSecond)} samples/s`] : []),
    ...[[waiting, left].filter(Boolean).join(' · ')].filter(Boolean),
  ];
}

/** Older than this, "saved … ago" would say less than that there is something to write. Milliseconds. */
const recent = 10_000;

/**
 * While runs train something nearly always waits to be written, every second or so: then the last time is told.
 *
 * @param lastSavedAt when everything was last seen written, milliseconds since 1970; null when never
 * @param now milliseconds since 1970
 */
export function savedSaid(activity: Activity, lastSavedAt: number | null, now: number): string {
  if (activity.busy === 0) return activity.savedAt === null ? 'saving …' : 'all saved';
  const ago = lastSavedAt === null ? Infinity : now - lastSavedAt;
  return ago < recent ? `saved ${formatAgo(ago)}` : 'saving while it trains';
}

/** `MNIST · 60 000 + 10 000`, or the name alone where nothing is known yet. */
export function datasetSaid(entry: DatasetEntry): string {
  if (!entry.facts) return entry.name;
  const { train, test } = entry.facts;
  return `${entry.name} · ${formatCount(train)}${test > 0 ? ` + ${formatCount(test)}` : ''}`;
}
