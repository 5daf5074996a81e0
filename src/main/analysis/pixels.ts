/** Images as bytes to be shown. */

import type { ImageStore } from '../../engine/spec.ts';
import type { ImagePixels } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { denseImage } from '../datasets/sparse.ts';
import type { Subject } from './subject.ts';

/** Smallest and largest value of a dataset. */
export function valueRange({ range: { train, test } }: Dataset): readonly [min: number, max: number] {
  return test ? [Math.min(train[0], test[0]), Math.max(train[1], test[1])] : train;
}

/** A run's images with their raw values, and which of those are shown as black and white. */
export function shownImages({ record, dataset, prepared }: Subject): {
  readonly images: ImageStore;
  readonly range: readonly [black: number, white: number];
} {
  if (record.experiment.dataset.randomInputs) return { images: prepared.data.images, range: [0, 1] };
  // Scaling feature by feature has made a copy of the images; those before it are the dataset's.
  const { images } = dataset;
  return { images, range: images.kind === 'sparse-u8' ? [0, 255] : valueRange(dataset) };
}

/**
 * @param at indices of the images in the order wanted
 * @param range of values that become 0 … 255; 8-bit images stay as they are
 */
export function pixelsOf(
  images: ImageStore,
  at: Uint32Array,
  [height, width]: readonly [number, number],
  [min, max]: readonly [number, number],
): ImagePixels {
  const { inputs } = images;
  const pixels = new Uint8Array(at.length * inputs);
  if (images.kind === 'sparse-u8') {
    const { rowStarts, columns, values } = images;
    at.forEach((image, row) => {
      for (let i = rowStarts[image]!; i < rowStarts[image + 1]!; i++) pixels[row * inputs + columns[i]!] = values[i]!;
    });
    return { height, width, pixels };
  }
  const scale = max > min ? 255 / (max - min) : 0;
  const raw = new Float32Array(inputs);
  at.forEach((image, row) => {
    denseImage(images, image, raw);
    for (let i = 0; i < inputs; i++) pixels[row * inputs + i] = Math.round((raw[i]! - min) * scale);
  });
  return { height, width, pixels };
}

/** The images at these positions. @param of what is asked, for the sentence @throws UserError where one is not there */
export function pick(images: Uint32Array, positions: Uint32Array, of: string): Uint32Array {
  const stranger = positions.find((position) => position >= images.length);
  if (stranger === undefined) return positions.map((position) => images[position]!);
  throw new UserError('invalid-input', `${of}: image ${stranger} asked for, there are ${images.length}.`);
}
