/** Small image stores and training data for tests of the engine. */

import { randomStream } from '../../src/engine/random.ts';
import type { ImageStore, Scaling, TrainingData } from '../../src/engine/spec.ts';

/**
 * A store of the given values.
 * @param values (count, inputs); whole numbers 0..255 for `sparse-u8`
 */
export function imageStore(kind: ImageStore['kind'], inputs: number, values: ArrayLike<number>): ImageStore {
  const count = values.length / inputs;
  if (kind === 'dense-f32') return { kind, count, inputs, values: Float32Array.from(values) };
  const rowStarts = new Uint32Array(count + 1);
  const columns: number[] = [];
  const pixels: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) {
      columns.push(i % inputs);
      pixels.push(values[i]!);
    }
    rowStarts[Math.floor(i / inputs) + 1] = pixels.length;
  }
  return { kind, count, inputs, rowStarts, columns: Uint16Array.from(columns), values: Uint8Array.from(pixels) };
}

export interface RandomDataOptions {
  readonly kind: ImageStore['kind'];
  readonly inputs: number;
  readonly classes: number;
  readonly count: number;
  /** @default factor 1/255 for pixels, 1 for real values; offset 0 */
  readonly scaling?: Scaling;
  /** Fraction of inputs that are not zero. @default 0.25 */
  readonly density?: number;
  readonly seed?: number;
}

/** Random images and labels, all of them in the training split. */
export function randomData({ kind, inputs, classes, count, scaling, density = 0.25, seed = 0 }: RandomDataOptions) {
  const random = randomStream(seed, 'data');
  const draw = () => (kind === 'dense-f32' ? Math.fround(random.normal()) : 1 + random.below(255));
  const values = Float32Array.from({ length: count * inputs }, () => (random.uniform() < density ? draw() : 0));
  const data: TrainingData = {
    images: imageStore(kind, inputs, values),
    labels: Uint16Array.from({ length: count }, () => random.below(classes)),
    scaling: scaling ?? { factor: kind === 'dense-f32' ? 1 : 1 / 255, offset: 0 },
    train: Uint32Array.from({ length: count }, (_, i) => i),
    validation: null,
    test: null,
  };
  return data;
}
