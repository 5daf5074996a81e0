/**
 * Published values against ours: *reproduced*, *not reproduced*, or not judged because a setting that the value rests
 * on was changed or the runs did not get that far. The bounds are the experiment's; nothing is widened here.
 */

import type { Overrides } from '../contract.ts';
import type { Expectation } from '../experiment.ts';
import { summarize } from '../stats/summary.ts';
import type { ResultRun } from './document.ts';
import { restsOn, valueOf } from './expectationValue.ts';
import type { SeriesOf } from './expectationValue.ts';
import { groupRuns } from './groups.ts';

export interface ExpectationResult {
  readonly metric: string;
  readonly at: Expectation['at'];
  readonly over: Expectation['over'];
  /** The group it was judged on, where the experiment has several. */
  readonly overrides?: Overrides;
  /** Over `groups`: what each of `values` is the mean of. */
  readonly groups?: readonly Overrides[];
  /**
   * Over `mean` the mean; over `each` the run farthest from the middle of the bounds; over `groups` the last group's mean.
   * Null where there is none.
   */
  readonly value: number | null;
  /** One for each run of the group, in order; over `groups` the mean of each group. */
  readonly values: readonly (number | null)[];
  /** Of the runs that `values` belong to; empty over `groups`. */
  readonly seeds: readonly number[];
  readonly min: number | null;
  readonly max: number | null;
  readonly order: 'falling' | 'rising' | null;
  /** The source's own figure. */
  readonly published: number | null;
  /** Null where it could not be judged. */
  readonly reproduced: boolean | null;
  readonly quote: string | null;
  readonly note: string | null;
}

/**
 * Every expectation on every group, those over groups once.
 * @param changed settings that differ from those the expectations were written for
 */
export function judgeExpectations(
  expectations: readonly Expectation[],
  runs: readonly ResultRun[],
  changed: readonly string[],
  series: SeriesOf,
): ExpectationResult[] {
  const groups = groupRuns(runs);
  return expectations.flatMap((expectation) => {
    const canJudge = !changed.some((path) => restsOn(expectation, path));
    if (expectation.over === 'groups') return [judgeOrder(expectation, groups, canJudge, series)];
    return groups.map((members) => {
      const overrides = groups.length > 1 ? { overrides: members[0]!.overrides } : {};
      return { ...judge(expectation, members, canJudge, series), ...overrides };
    });
  });
}

function judge(
  expectation: Expectation,
  members: readonly ResultRun[],
  canJudge: boolean,
  series: SeriesOf,
): ExpectationResult {
  const { over, min, max } = expectation;
  const values = members.map((run) => valueOf(expectation, run, series));
  const inside = (value: number | null): boolean => value !== null && value >= (min ?? -Infinity) && value <= (max ?? Infinity); // prettier-ignore
  const value = over === 'mean' ? meanOf(members, values) : farthest(values, min, max);
  const isInside = over === 'mean' ? inside(value) : values.length > 0 && values.every(inside);
  return {
    ...askedFor(expectation),
    value,
    values,
    seeds: members.map(({ seed }) => seed),
    reproduced: canJudge && members.every(hasEnded) ? isInside : null,
  };
}

/** The means of the groups, each against the one before it. A single group has no order. */
function judgeOrder(
  expectation: Expectation,
  groups: readonly (readonly ResultRun[])[],
  canJudge: boolean,
  series: SeriesOf,
): ExpectationResult {
  const sign = expectation.order === 'rising' ? 1 : -1;
  const values = groups.map((members) => meanOf(members, members.map((run) => valueOf(expectation, run, series)))); // prettier-ignore
  const follows = (value: number | null, i: number): boolean => {
    const before = values[i - 1];
    return value !== null && (i === 0 || (before != null && sign * (value - before) > 0));
  };
  return {
    ...askedFor(expectation),
    groups: groups.map((members) => members[0]!.overrides),
    value: values.at(-1) ?? null,
    values,
    seeds: [],
    reproduced: canJudge && groups.length > 1 && groups.flat().every(hasEnded) ? values.every(follows) : null,
  };
}

type Asked = Pick<ExpectationResult, 'metric' | 'at' | 'over' | 'min' | 'max' | 'order' | 'published' | 'quote' | 'note'>; // prettier-ignore

const askedFor = ({ metric, at, over, min, max, order, published, quote, note }: Expectation): Asked => ({
  metric,
  at,
  over,
  min: min ?? null,
  max: max ?? null,
  order: order ?? null,
  published: published ?? null,
  quote: quote ?? null,
  note: note ?? null,
});

/** A run that diverged has come to its end and missed the value; one that did not end has none to judge. */
const hasEnded = (run: ResultRun): boolean => run.status === 'finished' || run.status === 'diverged';

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
