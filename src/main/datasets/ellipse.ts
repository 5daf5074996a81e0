/**
 * The 2-D ellipse of the VU Amsterdam assignment: 70,000 points x ~ N(0, 1)², of class 1 where
 * q = xᵀ [[1, −0.05], [1, 0.4]] x > 0.6, that is outside a tilted ellipse. No test split; the recipe sets 10,000 aside
 * for validation.
 */

import type { Generated } from './generated.ts';
import { dataStream } from './streams.ts';

const points = 70_000;

/** @param seed `dataset.seed` */
export function generateEllipse(seed: number): Generated {
  const random = dataStream(seed, 'ellipse');
  const values = new Float32Array(points * 2);
  const labels = new Uint16Array(points);
  for (let i = 0; i < points; i++) {
    const x = (values[2 * i] = random.normal());
    const y = (values[2 * i + 1] = random.normal());
    labels[i] = x * x + (1 - 0.05) * x * y + 0.4 * y * y > 0.6 ? 1 : 0;
  }
  return { images: { kind: 'dense-f32', count: points, inputs: 2, values }, labels };
}
