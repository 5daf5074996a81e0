/**
 * Progress on stderr: one line that is rewritten on a terminal; elsewhere a line for each run that ends, and one every
 * ten seconds, so that a log stays readable.
 */

import type { RunSummary } from '../../shared/contract.ts';
import { formatDuration, formatOverrides, formatPercent, formatRate } from '../../shared/format.ts';
import type { Output } from './host.ts';

export interface Progress {
  /** Takes the runs that changed. */
  readonly update: (runs: readonly RunSummary[]) => void;
  /** Leaves the terminal clean. */
  readonly end: () => void;
}

export const noProgress: Progress = { update: () => undefined, end: () => undefined };

/** Milliseconds between two lines where lines are not rewritten. */
const sparsely = 10_000;

/**
 * @param name of the experiment
 * @param total number of its runs
 */
export function showProgress(name: string, total: number, output: Output, now: () => number): Progress {
  const runs = new Map<string, RunSummary>();
  const started = now();
  let written = started;

  const update = (changed: readonly RunSummary[]): void => {
    const ended = changed.filter((run) => isOver(run) && !isOver(runs.get(run.id)));
    for (const run of changed) runs.set(run.id, run);
    const line = `${name}  ${overview([...runs.values()], total, now() - started)}`;
    if (output.isTTY) {
      output.write(`\r\x1b[2K${line.slice(0, Math.max(20, output.columns - 1))}`);
      return;
    }
    for (const run of ended) output.write(`${endLine(run, total)}\n`);
    if (now() - written < sparsely) return;
    written = now();
    output.write(`${line}\n`);
  };
  return { update, end: () => output.isTTY && runs.size > 0 && output.write('\r\x1b[2K') };
}

const isOver = (run: RunSummary | undefined): boolean =>
  run !== undefined && !['queued', 'running', 'paused'].includes(run.status);

/** `3/12 runs  41 %  136k samples/s  1 m 04 s left` */
export function overview(runs: readonly RunSummary[], total: number, milliseconds: number): string {
  const over = runs.filter(isOver);
  // A run that stopped early has no steps left to do.
  const share = runs.reduce((sum, run) => sum + (isOver(run) ? 1 : run.step / Math.max(1, run.totalSteps)), 0) / total;
  const speed = runs.reduce((sum, run) => sum + (run.status === 'running' ? (run.samplesPerSecond ?? 0) : 0), 0);
  const left = share > 0.02 ? (milliseconds / 1000) * (1 / share - 1) : null;
  return [
    ...(total > 1 ? [`${over.length}/${total} runs`] : []),
    formatPercent(share, 0),
    ...(speed > 0 ? [`${formatRate(speed)} samples/s`] : []),
    ...(left === null || share >= 1 ? [] : [`${formatDuration(left)} left`]),
  ].join('  ');
}

function endLine(run: RunSummary, total: number): string {
  const settings = [formatOverrides(run.overrides), `seed ${run.seed}`].filter((text) => text !== '').join(', ');
  const error = run.lastError === null ? '' : `, ${run.rankedBy} error ${formatPercent(run.lastError)}`;
  const why = run.message === null ? '' : `: ${run.message}`;
  return `run ${run.index + 1}/${total} (${settings}) ${run.status}${why}${error}, ${formatDuration(run.seconds)}`;
}
