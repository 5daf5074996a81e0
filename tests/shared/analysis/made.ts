/** Predictions from written-down rows, for the tests of what is derived from them. */

import type { Predictions } from '../../../src/shared/contract.ts';

export interface MadeImage {
  readonly label: number;
  readonly probabilities: readonly number[];
  /** @default its position */
  readonly number?: number;
}

export function madePredictions(
  images: readonly MadeImage[],
  classNames: readonly string[] = ['a', 'b', 'c'],
): Predictions {
  return {
    step: 1,
    split: 'test',
    shape: [28, 28],
    range: [0, 255],
    classNames,
    labels: Uint16Array.from(images, ({ label }) => label),
    numbers: Uint32Array.from(images, ({ number }, position) => number ?? position),
    probabilities: Float32Array.from(images.flatMap(({ probabilities }) => probabilities)),
    losses: Float32Array.from(images, ({ label, probabilities }) => -Math.log(probabilities[label]!)),
  };
}

/** Some tens of thousands of images with probabilities from a small generator of its own. */
export function manyPredictions(count: number, classes = 10): Predictions {
  let state = 12_345;
  const next = (): number => (state = (1_103_515_245 * state + 12_345) % 2 ** 31) / 2 ** 31;
  const images = Array.from({ length: count }, () => {
    const raw = Array.from({ length: classes }, () => next() ** 4);
    const sum = raw.reduce((total, one) => total + one, 0);
    return { label: Math.floor(next() * classes), probabilities: raw.map((one) => one / sum) };
  });
  return madePredictions(
    images,
    Array.from({ length: classes }, (_, k) => String(k)),
  );
}
