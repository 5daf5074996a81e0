/**
 * Published values against ours: *reproduced*, *not reproduced*, or not judged because a setting that the value rests
 * on was changed or the runs did not get that far. The bounds are the experiment's; nothing is widened here.
 */

import type { Overrides, RunSeries } from '../contract.ts';
import type { Expectation } from '../experiment.ts';
import { summarize } from '../stats/summary.ts';
import type { ResultRun } from './document.ts';
import { groupRuns } from './groups.ts';
import { finiteOrNull } from './scores.ts';

export interface ExpectationResult {
  readonly metric: string;
  readonly at: Expectation['at'];
  readonly over: Expectation['over'];
  /** The group it was judged on, where the experiment has several. */
  readonly overrides?: Overrides;
  /** Over `mean` the mean; over `each` the run farthest from the middle of the bounds. Null where there is none. */
  readonly value: number | null;
  /** One for each run of the group, in order. */
  readonly values: readonly (number | null)[];
  readonly min: number | null;
  readonly max: number | null;
  /** Null where it could not be judged. */
  readonly reproduced: boolean | null;
  readonly quote: string | null;
}

type SeriesOf = (runId: string) => RunSeries | null;

/**
 * Every expectation on every group.
 * @param changed settings that differ from those the expectations were written for
 */
export function judgeExpectations(
  expectations: readonly Expectation[],
  runs: readonly ResultRun[],
  changed: readonly string[],
  series: SeriesOf,
): ExpectationResult[] {
  const groups = groupRuns(runs);
  return expectations.flatMap((expectation) =>
    groups.map((members) => {
      const overrides = groups.length > 1 ? { overrides: members[0]!.overrides } : {};
      return { ...judge(expectation, members, changed, series), ...overrides };
    }),
  );
}

/** True when an expectation needs evaluations between start and end. */
export const needsSeries = ({ at }: Expectation): boolean => typeof at === 'number';

function judge(
  expectation: Expectation,
  members: readonly ResultRun[],
  changed: readonly string[],
  series: SeriesOf,
): ExpectationResult {
  const { metric, at, over, min, max, quote } = expectation;
  const values = members.map((run) => finiteOrNull(valueOf(expectation, run, series)));
  const inside = (value: number): boolean => value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  const value = over === 'mean' ? meanOf(members, values) : farthest(values, min, max);
  // A run that diverged has come to its end and missed the value; one that did not end has none to judge.
  const ended = members.every((run) => run.status === 'finished' || run.status === 'diverged');
  const judgeable = ended && !changed.some((path) => restsOn(expectation, path));
  const reproduced = value !== null && (over === 'mean' ? inside(value) : values.every((each) => each !== null && inside(each))); // prettier-ignore
  return {
    metric,
    at,
    over,
    value,
    values,
    min: min ?? null,
    max: max ?? null,
    reproduced: judgeable ? reproduced : null,
    quote: quote ?? null,
  };
}

/** The mean over the runs that did not diverge, as everywhere. */
function meanOf(members: readonly ResultRun[], values: readonly (number | null)[]): number | null {
  return summarize(values.filter((_, i) => members[i]!.status !== 'diverged')).mean;
}

function farthest(values: readonly (number | null)[], min: number | undefined, max: number | undefined): number | null {
  const finite = values.filter((value) => value !== null);
  const distance = (value: number): number => {
    if (min !== undefined && max !== undefined) return Math.abs(value - (min + max) / 2);
    return max !== undefined ? value : -value;
  };
  return finite.reduce<number | null>((far, value) => (far === null || distance(value) > distance(far) ? value : far), null); // prettier-ignore
}

function valueOf({ metric, at }: Expectation, run: ResultRun, series: SeriesOf): number | null | undefined {
  if (metric === 'firstStepReached') return run.firstStepReached;
  const parts = metric.split('.');
  const [split, figure] = parts.slice(-2) as ['train' | 'validation' | 'test', 'loss' | 'error'];
  const moment = momentOf(metric, at);
  if (moment === 'start') return run.initial?.[split]?.[figure];
  if (moment === 'end') return run.final?.[split]?.[figure];
  const evaluation = series(run.id)?.evaluations.find((each) => each.step === moment);
  return evaluation?.[split]?.[figure];
}

/** `initial.train.loss` and `final.…` name the moment themselves. */
function momentOf(metric: string, at: Expectation['at']): Expectation['at'] {
  if (metric.startsWith('initial.')) return 'start';
  return metric.startsWith('final.') ? 'end' : at;
}

/**
 * Whether an expectation rests on a setting: where the files lie and how many seeds are run change nothing, the value
 * before training does not depend on the training, and the one at its end not on when else is measured.
 */
function restsOn({ metric, at }: Expectation, path: string): boolean {
  const [section] = path.replace(/^sweep\./, '').split('.');
  if (path === 'dataset.path') return false;
  if (section === 'dataset' || section === 'network') return true;
  if (section !== 'training' || momentOf(metric, at) === 'start') return false;
  const schedule = path.startsWith('training.evaluateEvery') && metric !== 'firstStepReached';
  return !schedule || typeof at === 'number';
}
