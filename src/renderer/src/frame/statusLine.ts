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
    ...(busy > 0 && samplesPerSecond > 0 ? [`${formatRate(samplesPerSecond)} samples/s`] : []),
    ...[[waiting, left].filter(Boolean).join(' · ')].filter(Boolean),
  ];
}

/** @param now milliseconds since 1970 */
export function savedSaid({ busy, savedAt, allSaved }: Activity, now: number): string {
  if (busy === 0) return allSaved ? 'all saved' : 'saving …';
  return `saved ${formatAgo(Math.max(0, now - savedAt))}`;
}

/** `MNIST · 60 000 + 10 000`, or the name alone where nothing is known yet. */
export function datasetSaid(entry: DatasetEntry): string {
  if (!entry.facts) return entry.name;
  const { train, test } = entry.facts;
  return `${entry.name} · ${formatCount(train)}${test > 0 ? ` + ${formatCount(test)}` : ''}`;
}
