/**
 * 1,000 images of 28 × 28 whose pixels are uniform in [0, 1), with labels uniform over ten classes: nothing can be
 * learned from them, only memorised. No test split.
 */

import type { Generated } from './generated.ts';
import { dataStream, uniformValues } from './streams.ts';

const count = 1_000;
const inputs = 28 * 28;

/** @param seed `dataset.seed` */
export function generateNoise(seed: number): Generated {
  const random = dataStream(seed, 'noise');
  const values = uniformValues(count * inputs, random);
  const labels = Uint16Array.from({ length: count }, () => random.below(10));
  return { images: { kind: 'dense-f32', count, inputs, values }, labels };
}
