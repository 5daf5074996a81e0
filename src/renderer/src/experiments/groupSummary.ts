/** What the row of an experiment says about all its runs together. Pure. */

import type { ExperimentSummary, RunStatus, RunSummary } from '../../../shared/contract.ts';
import { formatCount, formatDuration, plural } from '../../../shared/format.ts';
import { settingPlural } from '../../../shared/names.ts';
import { timeLeft } from '../../../shared/time-left.ts';

export interface GroupSummary {
  /** Runs that ended, whatever way. */
  readonly ended: number;
  readonly total: number;
  /** Share of all steps done, 0..1. */
  readonly progress: number;
  /** While runs are open: `14/20 · 1 m 04 s left`. Null once all have ended. */
  readonly progressSaid: string | null;
  /** How the runs ended, most telling first; empty while open runs are all there is to say. */
  readonly outcomes: readonly { readonly status: RunStatus; readonly count: number; readonly said: string }[];
  readonly bestError: number | null;
  readonly lastError: number | null;
  /** Training time of all runs together. */
  readonly seconds: number | null;
  /** Of the runs that train now, together; null when none does. */
  readonly samplesPerSecond: number | null;
}

const openStatuses: readonly RunStatus[] = ['running', 'paused', 'queued'];
const endings: readonly RunStatus[] = ['failed', 'diverged', 'interrupted', 'stopped', 'finished'];

export function summarize(runs: readonly RunSummary[]): GroupSummary {
  const total = runs.length;
  const open = runs.filter((run) => openStatuses.includes(run.status));
  const steps = runs.reduce((sum, run) => sum + run.totalSteps, 0);
  const done = runs.reduce((sum, run) => sum + (openStatuses.includes(run.status) ? run.step : run.totalSteps), 0);
  const rates = runs.flatMap((run) => (run.status === 'running' && run.samplesPerSecond ? [run.samplesPerSecond] : []));
  return {
    ended: total - open.length,
    total,
    progress: steps > 0 ? done / steps : 0,
    progressSaid: open.length > 0 ? progressSaid(runs, open) : null,
    outcomes: endings.flatMap((status) => outcome(runs, status)),
    bestError: lowest(runs.map((run) => run.bestError)),
    lastError: lowest(runs.map((run) => run.lastError)),
    seconds: runs.some((run) => run.seconds > 0) ? runs.reduce((sum, run) => sum + run.seconds, 0) : null,
    samplesPerSecond: rates.length > 0 ? rates.reduce((sum, rate) => sum + rate, 0) : null,
  };
}

/** What the runs vary: `4 rates × 5 seeds`, `5 seeds`, `1 run`. */
export function designSaid(experiment: ExperimentSummary): string {
  const { sweep, repeats } = experiment.experiment;
  const axes = Object.entries(sweep).filter(([, values]) => values.length > 1);
  const parts = axes.map(([path, values]) => `${formatCount(values.length)} ${settingPlural(path)}`);
  if (repeats > 1) parts.push(plural(repeats, 'seed'));
  return parts.length > 0 ? parts.join(' × ') : plural(experiment.runs.length, 'run');
}

/** Runs that the experiment had and that were deleted since: whoever reads its statistics is to know. */
export function deletedRuns({ experiment, runs }: ExperimentSummary): number {
  const planned = Object.values(experiment.sweep).reduce((product, { length }) => product * length, experiment.repeats);
  return planned - runs.length;
}

function progressSaid(runs: readonly RunSummary[], open: readonly RunSummary[]): string {
  const said = `${runs.length - open.length}/${runs.length}`;
  if (open.every((run) => run.status === 'paused')) return `${said} · paused`;
  if (open.every((run) => run.status !== 'running')) return `${said} · queued`;
  const left = timeLeft(open);
  return left === null ? said : `${said} · ${formatDuration(left)} left`;
}

function outcome(runs: readonly RunSummary[], status: RunStatus): GroupSummary['outcomes'] {
  const count = runs.filter((run) => run.status === status).length;
  if (count === 0) return [];
  return [{ status, count, said: count === runs.length ? status : `${formatCount(count)} ${status}` }];
}

const lowest = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null && !Number.isNaN(value));
  return known.length > 0 ? Math.min(...known.map(Number)) : null;
};
