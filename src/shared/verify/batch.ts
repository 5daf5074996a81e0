/** A batch as students keep it: `X` of any shape with samples first, and labels as numbers or one-hot. */

import { UserError } from '../errors.ts';
import type { GivenArray } from './compare.ts';

/**
 * How many samples `X` holds, and how many inputs each has.
 * @param name how errors call the file
 * @throws UserError where there are none
 */
export function sizeOf(x: GivenArray, name: string): { readonly count: number; readonly inputs: number } {
  const [count = 0, ...others] = x.shape;
  const inputs = others.reduce((product, size) => product * size, 1);
  if (others.length > 0 && count > 0 && inputs > 0) return { count, inputs };
  throw new UserError('invalid-input', `${name}: X has the shape (${x.shape.join(', ')}), expected (samples, inputs).`);
}

export const isOneHot = ({ shape }: GivenArray): boolean => shape.length === 2 && shape[1]! > 1;

/**
 * Classes from 0, of labels `(samples)`, `(samples, 1)` or one-hot `(samples, classes)`.
 * @param count of samples
 * @param name how errors call the file
 * @throws UserError for a shape that does not fit, and for the first label that is no class
 */
export function labelsOf(y: GivenArray, count: number, classes: number, name: string): Uint16Array {
  const wrong = (problem: string): UserError => new UserError('invalid-input', `${name}: ${problem}.`);
  if (y.shape[0] !== count || y.shape.length > 2)
    throw wrong(`y has the shape (${y.shape.join(', ')}), expected one label for each of the ${count} rows of X`);
  const width = isOneHot(y) ? y.shape[1]! : 1;
  const values = Array.from(y.values);
  const labels = Array.from({ length: count }, (_, i) => (width > 1 ? values.slice(i * width, (i + 1) * width).indexOf(1) : values[i]!)); // prettier-ignore
  const bad = labels.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (bad >= 0) throw wrong(`y holds ${values[bad * width]} at row ${bad}, expected classes 0 to ${classes - 1}`);
  return Uint16Array.from(labels);
}
