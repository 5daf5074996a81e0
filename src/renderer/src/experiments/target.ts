/** What an action is about: whole experiments, single runs besides, or both; and what can be done with it now. Pure. */

import type { ExperimentSummary, RunStatus, RunSummary } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';
import { runName } from '../../../shared/names.ts';
import type { Row } from './rows.ts';

/** A run with the experiment that it belongs to. */
export interface Member {
  readonly experiment: ExperimentSummary;
  readonly run: RunSummary;
}

export interface Target {
  readonly experiments: readonly ExperimentSummary[];
  /** Runs of experiments that are not themselves in `experiments`. */
  readonly runs: readonly Member[];
}

export function targetOf(row: Row): Target {
  if (row.kind === 'experiment') return { experiments: [row.experiment], runs: [] };
  if (row.kind === 'group') return { experiments: [], runs: row.members };
  return { experiments: [], runs: [{ experiment: row.experiment, run: row.run }] };
}

/** The experiment that the row is or belongs to; none where it gathers runs of several. */
export const experimentOf = (row: Row): ExperimentSummary | null => (row.kind === 'group' ? null : row.experiment);

export const membersOf = ({ experiments, runs }: Target): Member[] => [
  ...experiments.flatMap((experiment) => experiment.runs.map((run) => ({ experiment, run }))),
  ...runs,
];

/** `Warm-up`, `lr 0.03 · seed 1`, `2 experiments and 3 runs`. */
export function targetSaid({ experiments, runs }: Target): string {
  const [experiment, member] = [experiments[0], runs[0]];
  if (experiments.length === 1 && experiment && !member) return experiment.name;
  if (runs.length === 1 && member && !experiment) return runName(member.run);
  const parts = [
    experiments.length > 0 ? plural(experiments.length, 'experiment') : '',
    runs.length > 0 ? plural(runs.length, 'run') : '',
  ];
  return parts.filter(Boolean).join(' and ');
}

export interface Possible {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly stop: boolean;
  /** How many runs were cut off and can go on from their checkpoint. */
  readonly interrupted: number;
}

/** Which commands would change something. */
export function possible(target: Target): Possible {
  const statuses = membersOf(target).map(({ run }) => run.status);
  const has = (...wanted: RunStatus[]): boolean => statuses.some((status) => wanted.includes(status));
  return {
    pause: has('running', 'queued'),
    resume: has('paused', 'interrupted'),
    stop: has('running', 'queued', 'paused'),
    interrupted: statuses.filter((status) => status === 'interrupted').length,
  };
}

/** Whether the row shows one run, so that opening it means that run. */
export const isSingle = (row: Row): boolean =>
  row.kind === 'run' || (row.kind === 'experiment' && row.experiment.runs.length === 1);
