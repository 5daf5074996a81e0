/** Which calls a command on many runs takes: whole experiments where that says the same, else run by run. Pure. */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';

export interface Calls {
  readonly experiments: readonly string[];
  readonly runs: readonly string[];
}

/** For every run that was cut off, and for no run that someone paused. */
export function resumeCalls(experiments: readonly ExperimentSummary[]): Calls {
  const cutOff = experiments.filter((experiment) => experiment.runs.some(isInterrupted));
  const hasPaused = (experiment: ExperimentSummary): boolean => experiment.runs.some((run) => run.status === 'paused');
  return {
    experiments: cutOff.filter((experiment) => !hasPaused(experiment)).map(({ id }) => id),
    runs: cutOff.filter(hasPaused).flatMap(({ runs }) => runs.filter(isInterrupted).map(({ id }) => id)),
  };
}

export const isInterrupted = (run: RunSummary): boolean => run.status === 'interrupted';
