/** Which runs can be inspected: those that have trained. Pure. */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import { runName } from '../../../shared/names.ts';

export interface Inspectable {
  readonly experiment: ExperimentSummary;
  readonly title: string;
  readonly runs: readonly RunSummary[];
}

/** Whether there may be weights to look at. */
export const canInspect = (run: Pick<RunSummary, 'status' | 'step'>): boolean =>
  run.step > 0 && run.status !== 'failed';

/** @param search words that the title, the name or the status must all contain */
export function inspectable(
  experiments: readonly ExperimentSummary[],
  titleOf: (experiment: ExperimentSummary) => string,
  search: string,
): Inspectable[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return experiments
    .filter(({ archived }) => !archived)
    .map((experiment) => {
      const title = titleOf(experiment);
      const fits = (run: RunSummary): boolean => {
        const text = `${title} ${experiment.datasetName} ${runName(run)} ${run.status}`.toLowerCase();
        return words.every((word) => text.includes(word));
      };
      return { experiment, title, runs: experiment.runs.filter((run) => canInspect(run) && fits(run)) };
    })
    .filter(({ runs }) => runs.length > 0);
}

/** The first runs only, in their experiments: a list of thousands is not read but searched. */
export function firstRuns(found: readonly Inspectable[], most: number): Inspectable[] {
  let left = most;
  return found.flatMap((one) => {
    const runs = one.runs.slice(0, Math.max(0, left));
    left -= runs.length;
    return runs.length > 0 ? [{ ...one, runs }] : [];
  });
}

export const countRuns = (found: readonly Inspectable[]): number =>
  found.reduce((sum, { runs }) => sum + runs.length, 0);
