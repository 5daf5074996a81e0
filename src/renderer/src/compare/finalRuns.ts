/** The sweeps among the chosen runs as the proposal of final settings takes them, or that there is nothing to propose. Pure. */

import type { ExperimentSummary } from '../../../shared/contract.ts';
import { proposeBest } from '../../../shared/stats/best.ts';
import type { Proposal } from '../../../shared/stats/best.ts';
import type { ChosenRun } from './chosen.ts';

/** The experiments that runs were chosen from: a proposal looks at all of an experiment's runs, hidden ones too. */
export function candidates(list: readonly ExperimentSummary[], runs: readonly ChosenRun[]): ExperimentSummary[] {
  const ids = new Set(runs.map(({ experimentId }) => experimentId));
  return list.filter(({ id }) => ids.has(id));
}

/** The experiments compared, where every run of the comparison has diverged; null where one did not. */
export function divergedExperiments(
  list: readonly ExperimentSummary[],
  runs: readonly ChosenRun[],
): readonly ExperimentSummary[] | null {
  const isAll = runs.length > 0 && runs.every(({ summary }) => summary.status === 'diverged');
  return isAll ? candidates(list, runs) : null;
}

export function proposalFor({ experiment, runs }: ExperimentSummary): Proposal {
  return proposeBest(
    experiment,
    runs.map(({ id, seed, overrides, status, epoch, rankedBy, lastError }) => ({
      id,
      seed,
      overrides,
      status,
      epoch,
      // Never a test figure: it is null where there is nothing to validate on, and then nothing is proposed.
      validationError: rankedBy === 'validation' ? lastError : null,
    })),
  );
}
