/** What the outcomes of two runs, and of many, mean in plain sentences. Pure. */

import type { OutcomeCounts } from '../../../../shared/analysis/outcomes.ts';
import { formatCount, plural } from '../../../../shared/format.ts';
import { formatP } from '../../../../shared/stats/comparisonText.ts';
import { mcNemarExact } from '../../../../shared/stats/mcnemar.ts';

const signed = (count: number): string =>
  count === 0 ? '±0' : `${count > 0 ? '+' : '−'}${formatCount(Math.abs(count))}`;

/** `Net +62: 121 fixed, 59 broken.` */
export const netText = ({ fixed, broken }: OutcomeCounts): string =>
  `Net ${signed(fixed - broken)}: ${formatCount(fixed)} fixed, ${formatCount(broken)} broken.`;

/** Below it a difference is called one; the usual convention. */
const rare = 0.05;

/** What McNemar's exact test makes of it. @param isTraining whether both were trained on these very images */
export function testText({ fixed, broken }: OutcomeCounts, isTraining: boolean): string {
  const p = mcNemarExact(fixed, broken);
  if (p === null) return 'Both are right about the very same images: there is nothing to tell them apart by.';
  const details = `McNemar’s exact test, ${formatP(p)}`;
  if (p >= rare) return `Equally good networks would often differ by this much (${details}).`;
  const verdict = fixed > broken ? 'better' : 'worse';
  const where = isTraining ? 'at the images it was trained on' : 'at images like these';
  return `Equally good networks would rarely differ by this much: this one is ${verdict} ${where} (${details}).`;
}

/** What the ends of the histogram say. @param expectedInAll images expected to be wrong in every run if luck decided */
export function seedsText(histogram: Uint32Array, expectedInAll: number): string {
  const runs = histogram.length - 1;
  const [all, one] = [histogram[runs]!, histogram[1]!];
  const every = runs === 2 ? 'both' : `all ${formatCount(runs)}`;
  const hard =
    all === 0
      ? `No image is wrong in ${every} runs.`
      : `${plural(all, 'image is', 'images are')} wrong in ${every}: hard, or mislabelled.`;
  const luck = `${plural(one, 'is', 'are')} wrong in one only: luck of the seed.`;
  return `${hard} ${luck} Independent mistakes would meet in ${every} on ${expectedSaid(expectedInAll)}.`;
}

/** `12`, `0.3`, `fewer than 0.1`: what is expected is no whole number. */
export function expectedSaid(expected: number): string {
  if (expected < 0.1) return 'fewer than 0.1';
  return expected < 9.95 ? expected.toFixed(1) : formatCount(expected);
}
