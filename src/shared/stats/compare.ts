/**
 * Two groups of runs compared by a figure that each run ended with: by pairs of runs with the same seed where there are
 * any, by Welch's test where not. Several groups against a baseline are corrected after Holm. `comparisonText.ts` says
 * in words what comes out.
 */

import { comparisonText } from './comparisonText.ts';
import type { Dropped, OutcomeGroup } from './pairing.ts';
import { pairOutcomes } from './pairing.ts';
import type { TestResult } from './studentTests.ts';
import { holm, pairedTest, welchTest } from './studentTests.ts';

/** What is compared, for the sentence and for what counts as better. */
export interface ComparedMetric {
  /** `fraction`: 0..1, differences shown in percentage points. `loss`: nats, shown as they are. */
  readonly unit: 'fraction' | 'loss';
  readonly better: 'lower' | 'higher';
}

export const errorMetric: ComparedMetric = { unit: 'fraction', better: 'lower' };
export const accuracyMetric: ComparedMetric = { unit: 'fraction', better: 'higher' };
export const lossMetric: ComparedMetric = { unit: 'loss', better: 'lower' };

/** Figures of a comparison; `difference` is a − b, null where a group has nothing to compare. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly method: 'paired' | 'welch';
  /** Values used of each group; both the number of pairs when paired. */
  readonly n: readonly [a: number, b: number];
  /** Seeds of the pairs; empty for Welch's test. */
  readonly seeds: readonly number[];
  /** Pairs in which a is better, in which they are equal, in which b is; null for Welch's test. */
  readonly wins: readonly [a: number, equal: number, b: number] | null;
  readonly difference: number | null;
  readonly test: TestResult | null;
  /** After Holm's correction for `comparisons`; the test's own p where that is 1. */
  readonly p: number | null;
  /** How many comparisons p is corrected for. */
  readonly comparisons: number;
  /** Runs that do not take part, each with its reason. */
  readonly dropped: readonly Dropped[];
  /** What it means, in one sentence. */
  readonly sentence: string;
  /** What else a reader has to know: what n can detect, who was dropped, what p was corrected for. */
  readonly notes: readonly string[];
}

/** The figures without words. */
export type ComparisonFigures = Omit<Comparison, 'sentence' | 'notes'>;

/** The difference a − b, and whether it can be told from chance. */
export function compareGroups(a: OutcomeGroup, b: OutcomeGroup, metric: ComparedMetric): Comparison {
  return withText(figuresOf(a, b, metric), metric);
}

/** Every group against the baseline, in the order of the groups, p-values corrected together. */
export function compareWithBaseline(
  groups: readonly OutcomeGroup[],
  baseline: OutcomeGroup,
  metric: ComparedMetric,
): Comparison[] {
  const figures = groups.filter((group) => group !== baseline).map((group) => figuresOf(group, baseline, metric));
  const corrected = holm(figures.map(({ p }) => p));
  const comparisons = corrected.filter((p) => p !== null).length;
  return figures.map((each, i) =>
    withText({ ...each, p: corrected[i]!, comparisons: Math.max(1, comparisons) }, metric),
  );
}

const withText = (figures: ComparisonFigures, metric: ComparedMetric): Comparison => ({
  ...figures,
  ...comparisonText(figures, metric),
});

function figuresOf(a: OutcomeGroup, b: OutcomeGroup, { better }: ComparedMetric): ComparisonFigures {
  const pairing = pairOutcomes(a, b);
  const paired = pairing.method === 'paired';
  const enough = pairing.a.length > 0 && pairing.b.length > 0;
  const test = enough ? (paired ? pairedTest : welchTest)(pairing.a, pairing.b) : null;
  const sign = better === 'lower' ? -1 : 1;
  const signs = pairing.a.map((value, i) => sign * Math.sign(value - pairing.b[i]!));
  const count = (wanted: number): number => signs.filter((each) => each === wanted).length;
  return {
    a: a.label,
    b: b.label,
    method: paired ? 'paired' : 'welch',
    n: [pairing.a.length, pairing.b.length],
    seeds: pairing.seeds,
    wins: paired ? [count(1), pairing.a.length - count(1) - count(-1), count(-1)] : null,
    difference: test?.difference ?? null,
    test,
    p: test?.p ?? null,
    comparisons: 1,
    dropped: pairing.dropped,
  };
}
