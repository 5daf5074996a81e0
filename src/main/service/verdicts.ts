/** What became of the values that an experiment expects: its runs as they are now against the bounds of its file. */

import type { Recipe, RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { changedFrom } from '../../shared/result/changed.ts';
import { needsSeries } from '../../shared/result/expectationValue.ts';
import { judgeExpectations } from '../../shared/result/expectations.ts';
import type { ExpectationResult } from '../../shared/result/expectations.ts';
import type { Core } from './core.ts';

type Source = Pick<Core, 'store' | 'manager' | 'journal'>;

/**
 * @param recipes those that expectations may have been written for
 * @throws UserError where there is no such experiment
 */
export async function expectationsOf(
  { store, manager, journal }: Source,
  id: string,
  recipes: readonly Recipe[],
): Promise<ExpectationResult[]> {
  await journal.flush();
  const found = await store.getExperiment(id);
  if (!found) throw new UserError('not-found', `experiment ${id}: there is none; it may have been deleted.`);
  const { expects } = found.experiment.experiment;
  if (expects.length === 0) return [];
  const runs = found.runs.map((run) => manager.record(run.id) ?? run);
  const series = new Map<string, RunSeries>();
  if (expects.some(needsSeries)) for (const run of runs) series.set(run.id, await journal.series(run.id, 0, 0));
  const used = runs.flatMap(({ dataset }) => (dataset ? [dataset] : []));
  const changed = changedFrom(found.experiment.experiment, recipes, used);
  return judgeExpectations(expects, runs, changed, (runId) => series.get(runId) ?? null);
}
