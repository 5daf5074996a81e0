/**
 * Which configuration of a sweep to take: the one with the lowest mean validation error, never judged by test figures.
 * `finalRun.ts` makes the experiment for its one run on all data.
 */

import type { Overrides, RunStatus } from '../contract.ts';
import type { Experiment, ExperimentInput } from '../experiment.ts';
import { plural } from '../format.ts';
import { settingShort, settingValue } from '../names.ts';
import type { Comparison } from './compare.ts';
import { compareGroups, errorMetric } from './compare.ts';
import type { SettingChange } from './finalRun.ts';
import { finalRun } from './finalRun.ts';
import type { OutcomeGroup } from './pairing.ts';
import type { Summary } from './summary.ts';
import { summarize } from './summary.ts';

/** A run of the sweep. Its test figures are not asked for. */
export interface SweepRun {
  readonly id: string;
  readonly seed: number;
  readonly overrides: Overrides;
  readonly status: RunStatus;
  /** Epochs done, for the length of the final run where training stopped by validation. */
  readonly epoch: number;
  /** At the end of the run; null where there is no validation split. */
  readonly validationError: number | null;
}

export interface RankedConfiguration {
  readonly label: string;
  readonly overrides: Overrides;
  readonly runs: readonly SweepRun[];
  /** Validation error of the finished runs. */
  readonly error: Summary;
  /** Why it is not proposed; null for a candidate. */
  readonly excluded: string | null;
}

export type Proposal =
  | {
      readonly ok: true;
      readonly best: RankedConfiguration;
      /** Candidates by mean validation error, then what is excluded. */
      readonly ranking: readonly RankedConfiguration[];
      /** The best against the second; null where there is none. */
      readonly runnerUp: Comparison | null;
      /** Ready to start: chosen settings, all training data, one run, the canonical test set. */
      readonly experiment: ExperimentInput;
      /** What the final run changes besides the chosen settings, and why. */
      readonly changes: readonly SettingChange[];
      /** What is left out, and whether runs are still to come. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** Settings that decide which images are held out: errors on different images do not rank configurations. */
const decidesImages = ['source', 'path', 'classes', 'trainSize', 'validationSize', 'testSize', 'seed', 'randomInputs'];

/**
 * Proposes the final settings.
 * @param experiment the sweep, complete
 * @param runs its runs, in order of their index
 */
export function proposeBest(experiment: Experiment, runs: readonly SweepRun[]): Proposal {
  const swept = Object.keys(experiment.sweep).find((path) => decidesImages.some((key) => path === `dataset.${key}`));
  if (experiment.dataset.validationSize === 0)
    return refuse('there is no validation split, and test figures must not choose: set dataset.validationSize');
  if (swept) return refuse(`${swept} is swept, so the runs were validated on different images`);
  const ranking = rank(runs);
  const best = ranking.find(({ excluded }) => excluded === null);
  if (!best) return refuse(whyNone(ranking));
  const second = ranking.find((each) => each !== best && each.excluded === null);
  const finished = best.runs.filter(({ status }) => status === 'finished');
  const final = finalRun(experiment, best.overrides, finished.map(({ epoch }) => epoch)); // prettier-ignore
  return {
    ok: true,
    best,
    ranking,
    runnerUp: second ? compareGroups(outcomes(best), outcomes(second), errorMetric) : null,
    experiment: final.experiment,
    changes: final.changes,
    notes: notesOn(ranking, runs),
  };
}

const refuse = (reason: string): Proposal => ({ ok: false, reason });

function whyNone(ranking: readonly RankedConfiguration[]): string {
  const reasons = ranking.map(({ label, excluded }) => `${label}: ${excluded}`);
  return reasons.length > 0 ? `no configuration can be proposed (${reasons.join('; ')})` : 'there are no runs';
}

/** Ascending by mean validation error; equal ones stay in the order of the sweep, what is excluded comes last. */
function rank(runs: readonly SweepRun[]): RankedConfiguration[] {
  const configurations = [...Map.groupBy(runs, ({ overrides }) => JSON.stringify(withoutSeed(overrides))).values()];
  const ranked = configurations.map((members): RankedConfiguration => {
    const overrides = withoutSeed(members[0]!.overrides);
    const finished = members.filter(({ status }) => status === 'finished');
    const error = summarize(finished.map(({ validationError }) => validationError));
    return { label: labelOf(overrides), overrides, runs: members, error, excluded: whyExcluded(members, error) };
  });
  const standing = ({ excluded, error }: RankedConfiguration): number => (excluded === null ? error.mean! : Infinity);
  return ranked.sort((a, b) => (standing(a) < standing(b) ? -1 : standing(a) > standing(b) ? 1 : 0));
}

/** A mean over the survivors alone would hide that the settings are unstable. */
function whyExcluded(members: readonly SweepRun[], error: Summary): string | null {
  for (const status of ['diverged', 'failed'] as const) {
    const count = members.filter((run) => run.status === status).length;
    if (count > 0) return `${status} ${count}/${members.length}`;
  }
  if (error.nUsed > 0) return null;
  return members.some(({ status }) => status === 'finished') ? 'no validation error' : 'no finished run';
}

function withoutSeed(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([path]) => path !== 'seed'));
}

const labelOf = (overrides: Overrides): string =>
  Object.entries(overrides)
    .map(([path, value]) => `${settingShort(path)} ${settingValue(value)}`)
    .join(' · ') || 'the only configuration';

function outcomes({ label, runs }: RankedConfiguration): OutcomeGroup {
  return {
    label,
    outcomes: runs.map(({ id, seed, status, validationError }) => ({ id, seed, status, value: validationError })),
  };
}

function notesOn(ranking: readonly RankedConfiguration[], runs: readonly SweepRun[]): string[] {
  const excluded = ranking.flatMap((each) => (each.excluded ? [`${each.label} is left out: ${each.excluded}`] : []));
  const waiting = runs.filter(
    ({ status }) => status !== 'finished' && status !== 'diverged' && status !== 'failed',
  ).length;
  return [
    ...excluded,
    ...(waiting > 0 ? [`${plural(waiting, 'run')} not finished: the ranking may still change`] : []),
  ];
}
