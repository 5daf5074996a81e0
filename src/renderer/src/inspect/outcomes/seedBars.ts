/** The bars of "wrong in k of n", and the range that a click on them means. Pure. */

import { formatCount, formatPercent, plural } from '../../../../shared/format.ts';
import { expectedSaid } from './outcomeText.ts';

export type WrongIn = readonly [from: number, to: number];

export interface SeedBar {
  /** Runs that are wrong, from 1. */
  readonly k: number;
  readonly count: number;
  /** Of the tallest bar or mark, 0..1; what is there is never flat. */
  readonly height: number;
  /** Where the mark of independent mistakes stands, 0..1. */
  readonly expected: number;
  readonly isChosen: boolean;
  /** All of it in words. */
  readonly name: string;
}

const least = 0.02;

/** @param histogram of k = 0 … n, as is `expected` */
export function seedBars(histogram: Uint32Array, expected: Float64Array, chosen: WrongIn | null): SeedBar[] {
  const runs = histogram.length - 1;
  const images = histogram.reduce((sum, count) => sum + count, 0);
  // Bars fill the height; a mark above all of them stands at its top, its number in the sentence.
  const tallest = Math.max(1, ...histogram.subarray(1));
  return Array.from(histogram.subarray(1), (count, i) => {
    const k = i + 1;
    return {
      k,
      count,
      height: count === 0 ? 0 : Math.max(least, count / tallest),
      expected: Math.min(1, expected[k]! / tallest),
      isChosen: chosen !== null && k >= chosen[0] && k <= chosen[1],
      name: `wrong in ${k} of ${formatCount(runs)}: ${plural(count, 'image')}, ${formatPercent(images === 0 ? 0 : count / images)}; independent mistakes: ${expectedSaid(expected[k]!)}`,
    };
  });
}

/** The same bar again takes the narrowing away; with Shift the range reaches from where it began. */
export function chosenRange(
  k: number,
  chosen: WrongIn | null,
  anchor: number | null,
  extends_: boolean,
): WrongIn | null {
  if (extends_ && anchor !== null) return [Math.min(anchor, k), Math.max(anchor, k)];
  return chosen && chosen[0] === k && chosen[1] === k ? null : [k, k];
}
