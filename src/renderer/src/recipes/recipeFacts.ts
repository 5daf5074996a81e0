/** What the card of a recipe says beside its text: the data it needs, how long it is, what it checks. Pure. */

import type { DatasetEntry, Recipe } from '../../../shared/contract.ts';
import { formatCount, formatDuration, plural } from '../../../shared/format.ts';

export interface DataNeeded {
  readonly name: string;
  readonly isThere: boolean;
  /** Why it cannot be used yet; empty when it can. */
  readonly problem: string;
}

/** @param entry of the library; undefined while the library is not known or has no such entry */
export function dataNeeded({ experiment }: Recipe, entry: DatasetEntry | undefined): DataNeeded {
  const { source } = experiment.dataset;
  if (!entry) return { name: source, isThere: false, problem: `The library has no dataset ${source}.` };
  return { name: entry.name, isThere: entry.problem === null, problem: entry.problem ?? '' };
}

/** `3 runs of 5 epochs`, `12 runs of 5 epochs`, `5 runs of at most 100 steps` */
export function lengthSaid({ experiment: { training, sweep, repeats } }: Recipe): string {
  const runs = Object.values(sweep).reduce((product, values) => product * values.length, repeats);
  const most = training.until || training.earlyStopping ? 'at most ' : '';
  const length = 'steps' in training ? plural(training.steps, 'step') : plural(training.epochs, 'epoch');
  return `${plural(runs, 'run')} of ${most}${length}`;
}

/**
 * How long it will take here.
 * @param seconds null where this machine's speed was not measured; undefined while it is being worked out
 */
export function timeSaid(seconds: number | null | undefined): string {
  if (seconds === undefined) return '…';
  return seconds === null ? 'time not measured yet' : `about ${formatDuration(seconds)}`;
}

/** `checks 2 values`; empty where nothing is expected. */
export function checksSaid({ experiment: { expects } }: Recipe): string {
  return expects.length === 0 ? '' : `checks ${formatCount(expects.length)} ${expects.length === 1 ? 'value' : 'values'}`; // prettier-ignore
}
