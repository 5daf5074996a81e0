/**
 * A comparison in words. It says "beats" only where chance is an unlikely explanation (p below 0.05 after correction),
 * and always how many runs it stands on and what so few of them can show.
 */

import { plural } from '../format.ts';
import type { ComparedMetric, ComparisonFigures } from './compare.ts';
import type { Dropped } from './pairing.ts';
import { studentT } from './summary.ts';

/** The level below which a difference is called one. */
export const significance = 0.05;

export interface ComparisonText {
  readonly sentence: string;
  readonly notes: readonly string[];
}

export function comparisonText(figures: ComparisonFigures, metric: ComparedMetric): ComparisonText {
  const { n, method, comparisons, dropped, p } = figures;
  const correction = comparisons > 1 && p !== null ? [`p is corrected for ${comparisons} comparisons after Holm; the interval is not`] : []; // prettier-ignore
  const welch = method === 'welch' && figures.test ? ['the seeds are not paired: Welch’s test'] : [];
  return {
    sentence: sentenceOf(figures, metric),
    notes: [...(figures.test ? [detectable(n, method)] : []), ...welch, ...correction, ...droppedNotes(dropped)],
  };
}

function sentenceOf(figures: ComparisonFigures, metric: ComparedMetric): string {
  const { a, b, n, test, p } = figures;
  if (!test) {
    const empty =
      figures.method === 'paired' ? `no seed finished in both` : `${n[0] === 0 ? a : b} has no finished run`;
    return `${a} and ${b} cannot be compared: ${empty}.`;
  }
  const basis = basisOf(figures);
  const size = formatDifference(test.difference, test.ci95, metric);
  if (test.p === null || p === null) {
    if (Math.min(...n) < 2)
      return `${a} − ${b} is ${size} (${basis}): without a spread nothing says whether that is chance.`;
    if (test.difference === 0) return `${a} and ${b} are equal ${inBasis(figures, 1)}.`;
    return `${a} − ${b} is ${size} (${basis}), without any spread: there is nothing to test it against.`;
  }
  const details = `${size}, ${formatP(p)}`;
  if (p >= significance) return `${a} and ${b} cannot be told apart (${basis}): ${details}.`;
  const aIsBetter = test.difference < 0 === (metric.better === 'lower');
  return aIsBetter ? `${a} beats ${b} ${inBasis(figures, 0)}: ${details}.` : `${a} is worse than ${b} ${inBasis(figures, 2)}: ${details}.`; // prettier-ignore
}

/** `5 paired seeds, lr 0.03 better in 4`, `3 and 5 runs`. */
function basisOf({ a, n, wins }: ComparisonFigures): string {
  if (!wins) return `${n[0]} and ${plural(n[1], 'run')}`;
  const better = n[0] > 1 ? `, ${a} better in ${wins[0]}` : '';
  return `${plural(n[0], 'paired seed')}${better}`;
}

/** `in 5 of 5 paired seeds`, `over 3 and 5 runs`. */
function inBasis({ n, wins }: ComparisonFigures, side: 0 | 1 | 2): string {
  return wins ? `in ${wins[side]} of ${plural(n[0], 'paired seed')}` : `over ${n[0]} and ${plural(n[1], 'run')}`;
}

/** `−3.4 pp, 95 % CI −3.7 to −3.1`: as many decimals as the half-width's first digit needs. */
export function formatDifference(
  difference: number,
  ci95: readonly [number, number] | null,
  { unit }: ComparedMetric,
): string {
  const scale = unit === 'fraction' ? 100 : 1;
  const [least, most] = unit === 'fraction' ? [1, 4] : [2, 6];
  const precision = (ci95 ? (ci95[1] - ci95[0]) / 2 : Math.abs(difference) / 10) * scale;
  const digits = precision > 0 ? Math.ceil(-Math.log10(precision)) : least;
  const decimals = Math.min(most, Math.max(least, digits));
  const text = (value: number): string => signed(value * scale, decimals);
  const interval = ci95 ? `, 95 % CI ${text(ci95[0])} to ${text(ci95[1])}` : '';
  return `${text(difference)}${unit === 'fraction' ? ' pp' : ''}${interval}`;
}

/** A true minus, a plus where it is above, and no sign on what rounds to zero. */
function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `p < 0.001`, `p = 0.012`, `p = 0.34`, `p > 0.99`. */
export function formatP(p: number): string {
  if (p < 0.001) return 'p < 0.001';
  if (p > 0.99) return 'p > 0.99';
  // Next to the limit a digit more, so that the figure and the verdict agree.
  if (p.toFixed(3) === '0.050') return `p = ${p.toFixed(4)}`;
  return p < 0.0995 ? `p = ${p.toFixed(3)}` : `p = ${p.toFixed(2)}`;
}

/**
 * What so many runs can show, by the smallest difference whose 95 % interval leaves out zero, in standard deviations:
 * t(n − 1)/√n for pairs, t·√(1/n + 1/m) for groups of one spread. `n = 3: only very large differences (…)`.
 */
export function detectable([a, b]: readonly [number, number], method: 'paired' | 'welch'): string {
  const paired = method === 'paired';
  const n = paired || a === b ? `n = ${a}` : `n = ${a} and ${b}`;
  if (Math.min(a, b) < 2) return `${n}: no spread, no difference can be told from chance`;
  const least = paired ? studentT(a - 1) / Math.sqrt(a) : studentT(a + b - 2) * Math.sqrt(1 / a + 1 / b);
  const spread = paired ? 'of the differences' : 'over seeds';
  return `${n}: ${reachWords(least)} (from about ${least.toPrecision(2)} times the SD ${spread})`;
}

function reachWords(least: number): string {
  if (least >= 4) return 'only enormous differences';
  if (least >= 2) return 'only very large differences';
  if (least >= 1) return 'only large differences';
  return least >= 0.5 ? 'large and medium differences' : 'also small differences';
}

/** More seeds than these are counted, not listed. */
const mostSeeds = 10;

/** `left out: lr 0.03, seeds 2, 4: diverged`, a line for each group and reason. */
function droppedNotes(dropped: readonly Dropped[]): string[] {
  const lines = Map.groupBy(dropped, ({ group, reason }) => JSON.stringify([group, reason]));
  return [...lines.values()].map((runs) => {
    const { group, reason } = runs[0]!;
    const seeds = `${runs.length === 1 ? 'seed' : 'seeds'} ${runs.map(({ seed }) => seed).join(', ')}`;
    return `left out: ${group}, ${runs.length > mostSeeds ? `${runs.length} runs` : seeds}: ${reason}`;
  });
}
