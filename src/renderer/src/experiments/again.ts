/** Starting again what was run before: with seeds that were not used yet, or one run alone as a new experiment. Pure. */

import type { ExperimentSummary } from '../../../shared/contract.ts';
import type { ExperimentInput } from '../../../shared/experiment.ts';
import { runName } from '../../../shared/names.ts';
import { runExperiment } from '../../../shared/stats/settings.ts';
import type { Member } from './target.ts';

const longestName = 200;
const seedsAtEnd = / · seeds? \d+(–\d+)?$/;

/**
 * The same experiment with the seeds after the last one used, so that its runs add to what is known already.
 * @param among every experiment there is: seeds of earlier reruns count as used
 */
export function withNewSeeds(summary: ExperimentSummary, among: readonly ExperimentSummary[]): ExperimentInput {
  const { experiment } = summary;
  const configuration = configurationOf(summary);
  const used = [summary, ...among.filter((other) => configurationOf(other) === configuration)].flatMap(({ runs }) =>
    runs.map(({ seed }) => seed),
  );
  const first = used.reduce((a, b) => Math.max(a, b), 0) + 1;
  const swept = (experiment.sweep['seed'] ?? []).map(Number);
  const lowest = Math.min(...swept);
  const shifted = swept.map((seed) => seed - lowest + first);
  const last = Math.max(first, ...shifted) + experiment.repeats - 1;
  const said = first === last ? `seed ${first}` : `seeds ${first}–${last}`;
  return {
    ...experiment,
    name: named(summary.name.replace(seedsAtEnd, ''), said),
    seed: first,
    ...(swept.length > 0 ? { sweep: { ...experiment.sweep, seed: shifted } } : {}),
  };
}

export type Retry =
  { readonly ok: true; readonly experiment: ExperimentInput } | { readonly ok: false; readonly reason: string };

/** One run alone, with its own settings and seed. */
export function retried({ experiment, run }: Member): Retry {
  if (run.status === 'diverged')
    return { ok: false, reason: 'The same settings and seed diverge again. Duplicate and edit instead.' };
  if (run.status === 'interrupted') return { ok: false, reason: 'It can go on from where it was cut off: resume it.' };
  if (run.status !== 'failed' && run.status !== 'stopped')
    return { ok: false, reason: 'Only a run that failed or was stopped can be retried.' };
  const own = runExperiment(experiment.experiment, run.overrides);
  const name = named(experiment.name, `${runName(run)}, again`);
  return { ok: true, experiment: { ...own, name, seed: run.seed, repeats: 1, sweep: {} } };
}

/** What all runs of two experiments must share for their seeds to add up. */
function configurationOf({ experiment }: ExperimentSummary): string {
  const { seed: _, ...sweep } = experiment.sweep;
  const { dataset, network, training } = experiment;
  return JSON.stringify([dataset, network, training, sweep]);
}

const named = (name: string, more: string): string =>
  `${name.slice(0, Math.max(0, longestName - more.length - 3))} · ${more}`.slice(-longestName);
