/** What the Compare screen says about itself: its subject, and why there is nothing to see. Pure. */

import type { ExperimentSummary } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';
import type { ChosenRun } from './chosen.ts';
import type { GroupLine } from './groupLines.ts';
import type { MetricInfo } from './metrics.ts';

/** `VU learning rates · 4 groups × 5 seeds`; `12 runs` where the groups are of different sizes. */
export function subject(
  list: readonly ExperimentSummary[],
  runs: readonly ChosenRun[],
  lines: readonly GroupLine[],
): string {
  if (runs.length === 0) return '';
  const ids = new Set(runs.map(({ experimentId }) => experimentId));
  const [first] = list.filter(({ id }) => ids.has(id));
  const what = ids.size === 1 && first ? first.name : plural(ids.size, 'experiment');
  const sizes = new Set(lines.map(({ group }) => group.runs.length));
  const [size = 0] = sizes;
  const seeds = lines.every(({ group }) => new Set(group.runs.map(({ seed }) => seed)).size === group.runs.length);
  if (lines.length < 2) return `${what} · ${plural(runs.length, 'run')}`;
  const each = sizes.size === 1 ? `${plural(lines.length, 'group')} × ${plural(size, seeds ? 'seed' : 'run')}` : `${plural(lines.length, 'group')}, ${plural(runs.length, 'run')}`; // prettier-ignore
  return `${what} · ${each}`;
}

/** Said over the empty axes; null when there is something to see. */
export function emptyText(lines: readonly GroupLine[], metric: MetricInfo, loading: number): string | null {
  if (lines.length === 0) return 'All groups are hidden: click one in the list to show it.';
  if (lines.some(({ curve }) => curve.members.some(({ used }) => used > 0))) return null;
  if (loading > 0) return 'Loading…';
  const diverged = lines.every(({ curve }) => curve.size > 0 && curve.diverged.length === curve.size);
  if (diverged) return 'All of these runs diverged before their first finite value. Try smaller learning rates.';
  const isWaiting = lines.some(({ group }) =>
    group.runs.some(({ summary }) => ['queued', 'running'].includes(summary.status)),
  );
  if (isWaiting) return 'No values yet: the curves draw themselves as the runs train.';
  return `These runs have no ${metric.name}: choose another metric, or evaluate on that split.`;
}
