/** Reading single samples of an image store, scaled, in float64. Not for training at speed: kernels read the stores. */

import type { ImageStore, Scaling } from './spec.ts';

/**
 * Writes the scaled inputs of one image, `factor · pixel + offset`, to `x` (inputs).
 * @returns x
 */
export function readInputs(images: ImageStore, scaling: Scaling, image: number, x: Float64Array): Float64Array {
  const { factor, offset } = scaling;
  if (images.kind === 'dense-f32') {
    const start = image * images.inputs;
    for (let i = 0; i < images.inputs; i++) x[i] = factor * images.values[start + i]! + offset;
    return x;
  }
  x.fill(offset);
  for (let entry = images.rowStarts[image]!; entry < images.rowStarts[image + 1]!; entry++)
    x[images.columns[entry]!] = factor * images.values[entry]! + offset;
  return x;
}
