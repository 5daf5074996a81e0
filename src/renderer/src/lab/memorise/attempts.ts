/** The attempts of this workspace at memorising noise. Pure. */

import type { ExperimentSummary } from '../../../../shared/contract.ts';
import { settingsOf, stepReached, type MemoriseSettings } from './settings.ts';

export interface Attempt {
  readonly runId: string;
  readonly settings: MemoriseSettings;
  /** Iterations until every image was known; null where it was not. */
  readonly steps: number | null;
  /** Iterations trained. */
  readonly tried: number;
}

/** Those that ended, fewest iterations first; of the same settings and seed only the latest. */
export function attemptsOf(experiments: readonly ExperimentSummary[]): Attempt[] {
  const latest = new Map<string, Attempt>();
  for (const { experiment, runs } of experiments.toSorted((a, b) => a.createdAt - b.createdAt)) {
    const settings = settingsOf(experiment);
    if (!settings) continue;
    for (const run of runs)
      if (run.status === 'finished' || run.status === 'diverged')
        latest.set(JSON.stringify(settings), { runId: run.id, settings, steps: stepReached(run), tried: run.step });
  }
  return [...latest.values()].sort((a, b) => (a.steps ?? Infinity) - (b.steps ?? Infinity));
}
