/**
 * What surrounds a centre line, and how it is called: a band says which statistic it is and how many runs it stands on.
 * Bands are pointwise: each position by itself, which is not where a whole curve would stay.
 */

import { plural } from '../format.ts';
import type { StepStatistics } from './stepStatistics.ts';
import type { Summary } from './summary.ts';
import { studentT } from './summary.ts';

export type Centre = 'mean' | 'median';
/** All but min–max lie around the mean, also where the line is the median. */
export type Band = 'none' | 'sd' | 'sem' | 'ci95' | 'min-max';

export const bandNames: Readonly<Record<Band, string>> = {
  none: 'none',
  sd: 'SD',
  sem: 'SEM',
  ci95: '95 % CI',
  'min-max': 'min–max',
};

export interface BandEdges {
  readonly low: Float64Array; // (points) NaN where there is no band
  readonly high: Float64Array; // (points)
}

/** The edges at each position; null for no band. SD, SEM and interval need two values, so they end where n falls to 1. */
export function bandOf({ n, mean, sd, min, max }: StepStatistics, band: Band): BandEdges | null {
  if (band === 'none') return null;
  if (band === 'min-max') return { low: min, high: max };
  // A quantile takes microseconds, and a series asks for the same few of them at thousands of positions.
  const factors: number[] = [];
  const reach = sd.map((value, i) => value * (factors[n[i]!] ??= standardDeviations(band, n[i]!)));
  return { low: mean.map((value, i) => value - reach[i]!), high: mean.map((value, i) => value + reach[i]!) };
}

/** The same for a single figure; null where it does not exist. */
export function bandOfSummary(summary: Summary, band: Band): readonly [low: number, high: number] | null {
  const { mean, sd, sem, ci95, min, max } = summary;
  if (band === 'ci95') return ci95;
  if (band === 'min-max') return min === null || max === null ? null : [min, max];
  const reach = band === 'sd' ? sd : band === 'sem' ? sem : null;
  return mean === null || reach === null ? null : [mean - reach, mean + reach];
}

/** How many standard deviations of the sample a band reaches to either side; NaN below two values. */
function standardDeviations(band: 'sd' | 'sem' | 'ci95', n: number): number {
  if (n < 2) return NaN;
  if (band === 'sd') return 1;
  return (band === 'sem' ? 1 : studentT(n - 1)) / Math.sqrt(n);
}

export interface CaptionFacts {
  readonly centre: Centre;
  readonly band: Band;
  /** Members of the group. */
  readonly size: number;
  /** Smallest and largest number of values at any position shown. */
  readonly n: readonly [least: number, most: number];
  readonly diverged: number;
}

/** The line under a figure: `mean ± SD, n = 5`, `median, band: mean ± 95 % CI, n = 3–5, diverged 2/5`. */
export function bandCaption({ centre, band, size, n: [least, most], diverged }: CaptionFacts): string {
  const count = least === most ? `n = ${most}` : `n = ${least}–${most}`;
  const spread =
    most < 2 ? { line: centre, note: ['no spread from 1 run'] } : { line: lineName(centre, band), note: [] };
  const note = diverged > 0 ? [`diverged ${diverged}/${size}`] : [];
  return [spread.line, count, ...(band === 'none' ? [] : spread.note), ...note].join(', ');
}

function lineName(centre: Centre, band: Band): string {
  if (band === 'none') return centre;
  if (band === 'min-max') return `${centre}, band: min–max`;
  return centre === 'mean' ? `mean ± ${bandNames[band]}` : `median, band: mean ± ${bandNames[band]}`;
}

/** What a band means, in a sentence for the tooltip and the report. */
export function bandExplanation(band: Band, runs: number): string {
  const pointwise = 'The band is pointwise: it holds at each position by itself, not for a curve as a whole.';
  const of = plural(runs, 'run');
  switch (band) {
    case 'none':
      return '';
    case 'sd':
      return `Standard deviation over ${of}, divided by n − 1: how much single runs differ. ${pointwise}`;
    case 'sem':
      return `Standard error of the mean over ${of}, SD / √n: how uncertain the mean is. ${pointwise}`;
    case 'ci95':
      return `95 % confidence interval of the mean over ${of}, by Student's t with n − 1 degrees of freedom. ${pointwise}`;
    case 'min-max':
      return `Lowest and highest of ${of}: it widens with every further run. ${pointwise}`;
  }
}
