/**
 * From arrays of numbers, whatever file they came in, to the store of images. Pure.
 *
 * | samples of shape | and values | become |
 * |---|---|---|
 * | H × W, also with a further dimension of 1 | bytes, or whole numbers 0..255 with some above 1 | images of 8-bit pixels |
 * | H × W | others | images of real values |
 * | D, a square number | bytes, or whole numbers 0..255 with some above 1 | images of 8-bit pixels |
 * | D | others | features, each with a meaning of its own |
 *
 * 0 and 1 alone, unless they are bytes in the file, stay real values: as pixels they would be scaled to nearly nothing.
 */

import type { ImageStore } from '../../engine/spec.ts';
import { UserError } from '../../shared/errors.ts';
import type { ArrayValues } from '../files/numbers.ts';
import { maxInputs, sparseFromPixels } from './sparse.ts';

/** Samples of one part of a dataset. */
export interface Samples {
  /** The number of samples first. */
  readonly shape: readonly number[];
  readonly values: ArrayValues;
  /** What to call them in errors: `digits.npz: x_train`. */
  readonly file: string;
}

export interface Stored {
  readonly images: ImageStore;
  readonly height: number;
  readonly width: number;
  readonly featurewise: boolean;
}

/**
 * @param parts of equal shape but for the number of samples
 * @throws UserError 'dataset' when they are no images or features, or hold what is no finite number
 */
export function storeSamples(parts: readonly [Samples, ...Samples[]]): Stored {
  const [first] = parts;
  const shape = sampleShape(first);
  const inputs = shape.reduce((product, size) => product * size, 1);
  for (const part of parts) checkPart(part, first, inputs);
  const arePixels = parts.every((part) => isByteArray(part.values)) && (areBytes(parts) || largest(parts) > 1);
  const side = Math.sqrt(inputs);
  const isSquare = inputs > 1 && Number.isInteger(side);
  const isImage = shape.length === 2 || (arePixels && isSquare);
  const [height, width] = shape.length === 2 ? [shape[0]!, shape[1]!] : isImage ? [side, side] : [1, inputs];
  const images = arePixels && isImage ? pixelStore(parts, inputs) : realStore(parts, inputs);
  return { images, height, width, featurewise: !isImage };
}

/** Sizes of one sample, one or two: dimensions of 1 say nothing. */
function sampleShape({ shape, file }: Samples): number[] {
  const sizes = shape.length > 3 ? shape.slice(1).filter((size) => size !== 1) : shape.slice(1);
  if (shape.length === 0 || sizes.length > 2)
    throw new UserError(
      'dataset',
      `${file} has the shape (${shape.join(', ')}), expected one number per image and pixel, (count, height, width) or ` +
        '(count, inputs); colour images must be turned to grey.',
    );
  return sizes;
}

function checkPart({ shape, values, file }: Samples, first: Samples, inputs: number): void {
  const [count = 0, ...sizes] = shape;
  if (count < 1) throw new UserError('dataset', `${file} holds no samples; at least one is needed.`);
  if (inputs < 1 || inputs > maxInputs)
    throw new UserError(
      'dataset',
      `${file} has samples of ${inputs} values; 1 to ${maxInputs} values per sample can be read.`,
    );
  if (sizes.join() !== first.shape.slice(1).join())
    throw new UserError(
      'dataset',
      `${file} holds samples of (${sizes.join(', ')}), but ${first.file} of (${first.shape.slice(1).join(', ')}); ` +
        'training and test data must have the same shape.',
    );
  if (values.length !== count * inputs)
    throw new RangeError(`storeSamples: ${values.length} values of ${count * inputs}`);
}

const areBytes = (parts: readonly Samples[]): boolean => parts.every(({ values }) => values instanceof Uint8Array);

const largest = (parts: readonly Samples[]): number => Math.max(...parts.map(({ values }) => maximum(values)));

function maximum(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

function isByteArray(values: ArrayValues): boolean {
  if (values instanceof Uint8Array) return true;
  for (const value of values) if (!(value >= 0 && value <= 255 && Number.isInteger(value))) return false;
  return true;
}

function pixelStore(parts: readonly Samples[], inputs: number): ImageStore {
  return sparseFromPixels(
    parts.map(({ values }) => (values instanceof Uint8Array ? values : Uint8Array.from(values))),
    inputs,
  );
}

function realStore(parts: readonly Samples[], inputs: number): ImageStore {
  const count = parts.reduce((sum, part) => sum + part.shape[0]!, 0);
  const [only] = parts.length === 1 ? parts : [];
  const isReady = only?.values instanceof Float32Array;
  const values = isReady ? only.values : new Float32Array(count * inputs);
  let start = 0;
  for (const part of parts) {
    if (!isReady) values.set(part.values, start);
    for (let i = 0; i < part.values.length; i++)
      if (!Number.isFinite(values[start + i])) throw notFinite(part, i, inputs);
    start += part.values.length;
  }
  return { kind: 'dense-f32', count, inputs, values };
}

function notFinite({ values, file }: Samples, position: number, inputs: number): UserError {
  const what = `sample ${Math.floor(position / inputs)} has the value ${values[position]} at input ${position % inputs}`;
  return new UserError('dataset', `${file}: ${what}, expected finite numbers within float32; replace or remove it.`);
}
