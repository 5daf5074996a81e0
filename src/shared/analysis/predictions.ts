/**
 * What follows from class probabilities: the class a network says, how sure it is, by how much it is right, and what it
 * says beside other runs. Typed arrays in, typed arrays out, one pass each: 60,000 images take a few milliseconds.
 *
 * N images, K classes; rows of `probabilities` are in order of position.
 */

import type { Predictions } from '../contract/analysis.ts';

/** One value for each image, in order of position. */
export interface Scored {
  /** The most probable class, the first one among equals. Class 0 where no probability is a number. */
  readonly predicted: Uint16Array; // (N)
  /** Probability of the predicted class. */
  readonly confidence: Float32Array; // (N)
  /** Largest probability of any class but the true one: how sure of a mistake, or how near to one. */
  readonly wrongest: Float32Array; // (N)
  /** Probability of the true class minus `wrongest`: negative for mistakes, 1 where all is certain and right. */
  readonly margin: Float32Array; // (N)
  /** How many images are wrong. */
  readonly mistakes: number;
  /** False where some probability is not a number, as after a divergence. */
  readonly isFinite: boolean;
}

export function scored({
  labels,
  probabilities,
  classNames,
}: Pick<Predictions, 'labels' | 'probabilities' | 'classNames'>): Scored {
  const [images, classes] = [labels.length, classNames.length];
  const predicted = new Uint16Array(images);
  const confidence = new Float32Array(images);
  const wrongest = new Float32Array(images);
  const margin = new Float32Array(images);
  let mistakes = 0;
  let isFinite = true;
  for (let i = 0, row = 0; i < images; i++, row += classes) {
    const label = labels[i]!;
    // No arrays in here: a screen that has just been opened runs it before it is compiled.
    let best = 0;
    let most = -1;
    let other = -1;
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const p = probabilities[row + k]!;
      sum += p;
      if (p > most) {
        best = k;
        most = p;
      }
      if (p > other && k !== label) other = p;
    }
    if (Number.isNaN(sum)) isFinite = false;
    if (best !== label) mistakes++;
    predicted[i] = best;
    confidence[i] = most < 0 ? Number.NaN : most;
    wrongest[i] = other < 0 ? Number.NaN : other;
    margin[i] = probabilities[row + label]! - wrongest[i]!;
  }
  return { predicted, confidence, wrongest, margin, mistakes, isFinite };
}

/** Probabilities of one image. */
export const probabilitiesOf = (
  { probabilities, classNames }: Pick<Predictions, 'probabilities' | 'classNames'>,
  position: number,
): Float32Array => probabilities.subarray(position * classNames.length, (position + 1) * classNames.length);

/** In how many of the runs each image is wrong. */
export function wrongCounts(labels: Uint16Array, predicted: readonly Uint16Array[]): Uint16Array {
  const counts = new Uint16Array(labels.length);
  for (const run of predicted) for (let i = 0; i < labels.length; i++) if (run[i] !== labels[i]) counts[i]!++;
  return counts;
}

/**
 * An image under two runs, as seen from the first, with the second to compare it with: `fixed` where only the second is
 * wrong, `broken` where only the first is.
 */
export const pairOutcomes = ['both-right', 'fixed', 'broken', 'same-wrong', 'different-wrong'] as const;
export type PairOutcome = (typeof pairOutcomes)[number];

export function pairOutcome(label: number, said: number, other: number): PairOutcome {
  if (said === label) return other === label ? 'both-right' : 'fixed';
  if (other === label) return 'broken';
  return said === other ? 'same-wrong' : 'different-wrong';
}

/** Whether two runs were asked about the same images in the same order. */
export function sameImages(
  a: Pick<Predictions, 'numbers' | 'labels'>,
  b: Pick<Predictions, 'numbers' | 'labels'>,
): boolean {
  if (a.numbers.length !== b.numbers.length) return false;
  return a.numbers.every((number, i) => number === b.numbers[i] && a.labels[i] === b.labels[i]);
}
