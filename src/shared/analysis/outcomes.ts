/** Runs beside one another, in counts: what became of the images under two runs, and in how many of a group each is wrong. */

import { pairOutcome, pairOutcomes, type PairOutcome } from './predictions.ts';

export type OutcomeCounts = Readonly<Record<PairOutcome, number>>;

/** How many images have each outcome; they sum to the number of images. @param said as in `pairOutcome`, of both runs */
export function outcomeCounts(labels: Uint16Array, said: Uint16Array, other: Uint16Array): OutcomeCounts {
  const counts = Object.fromEntries(pairOutcomes.map((outcome) => [outcome, 0])) as Record<PairOutcome, number>;
  for (let i = 0; i < labels.length; i++) counts[pairOutcome(labels[i]!, said[i]!, other[i]!)]++;
  return counts;
}

/** How many images are wrong in exactly k of the runs, for k = 0 … runs. @param wrongCounts one for each image */
export function wrongHistogram(wrongCounts: Uint16Array, runs: number): Uint32Array {
  const histogram = new Uint32Array(runs + 1); // (runs + 1)
  for (const count of wrongCounts) histogram[count]!++;
  return histogram;
}

/**
 * The same histogram as it would be expected if every run kept its error but made its mistakes on images of its own
 * choice: the Poisson binomial distribution, by one convolution for each run.
 * @param errors fraction that each run gets wrong
 */
export function expectedHistogram(errors: readonly number[], images: number): Float64Array {
  let chances = Float64Array.of(1);
  for (const error of errors) {
    const next = new Float64Array(chances.length + 1);
    chances.forEach((chance, k) => {
      next[k]! += chance * (1 - error);
      next[k + 1]! += chance * error;
    });
    chances = next;
  }
  return chances.map((chance) => chance * images); // (runs + 1)
}

/** Fraction of the images that each run gets wrong. */
export function errorsOf(labels: Uint16Array, predicted: readonly Uint16Array[]): number[] {
  return predicted.map((said) => {
    let wrong = 0;
    for (let i = 0; i < labels.length; i++) if (said[i] !== labels[i]) wrong++;
    return labels.length === 0 ? 0 : wrong / labels.length;
  });
}
