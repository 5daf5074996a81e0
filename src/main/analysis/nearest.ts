/**
 * The images nearest to one, by Euclidean distance: over scaled inputs or over the outputs of the last hidden layer.
 *
 * Scaling is affine, so two scaled images are `factor` times as far apart as the raw ones. Sparse images are compared as
 * ‖a‖² + ‖b‖² − 2 a·b, where only non-zero pixels count; whole numbers keep that exact.
 */

import type { FloatArray } from '../../engine/backend.ts';
import type { ImageStore } from '../../engine/spec.ts';
import type { Nearest } from './protocol.ts';

/** Collects the smallest distances. */
export interface Collector {
  offer(position: number, squared: number): void;
  result(): Nearest;
}

/** @param scale what distances are multiplied with */
export function collector(count: number, leftOut: number | null, scale: number): Collector {
  const positions: number[] = [];
  const squares: number[] = [];
  return {
    offer(position, squared) {
      if (position === leftOut) return;
      if (squares.length === count && squared >= squares[count - 1]!) return;
      let at = squares.length;
      while (at > 0 && squares[at - 1]! > squared) at--;
      squares.splice(at, 0, squared);
      positions.splice(at, 0, position);
      if (squares.length <= count) return;
      squares.pop();
      positions.pop();
    },
    result: () => ({
      positions: Uint32Array.from(positions),
      distances: Float64Array.from(squares, (squared) => scale * Math.sqrt(Math.max(0, squared))),
    }),
  };
}

/**
 * Offers the distance of raw values to the images `among[from]` … `among[to − 1]`.
 * @param squares ‖image‖² by image; see `squaredNorms`
 */
export function offerImages(
  images: ImageStore,
  squares: Float64Array,
  among: Uint32Array,
  from: number,
  to: number,
  query: Float32Array,
  found: Collector,
): void {
  if (images.kind === 'dense-f32') {
    const { values, inputs } = images;
    for (let at = from; at < to; at++) found.offer(at, squaredDistance(values, among[at]! * inputs, query));
    return;
  }
  const { rowStarts, columns, values } = images;
  const own = query.reduce((sum, value) => sum + value * value, 0);
  for (let at = from; at < to; at++) {
    const image = among[at]!;
    const end = rowStarts[image + 1]!;
    let dot = 0;
    for (let i = rowStarts[image]!; i < end; i++) dot += values[i]! * query[columns[i]!]!;
    found.offer(at, squares[image]! + own - 2 * dot);
  }
}

/** Offers the distance to rows of a matrix, the first of which has the position `from`. */
export function offerRows(rows: FloatArray, from: number, query: FloatArray, found: Collector): void {
  const units = query.length;
  for (let row = 0; row * units < rows.length; row++)
    found.offer(from + row, squaredDistance(rows, row * units, query));
}

/** ‖image‖² of every sparse image; nothing for dense ones, which are compared value by value. */
export function squaredNorms(images: ImageStore): Float64Array {
  if (images.kind === 'dense-f32') return new Float64Array(0);
  const { rowStarts, values, count } = images;
  const squares = new Float64Array(count);
  for (let image = 0; image < count; image++)
    for (let i = rowStarts[image]!; i < rowStarts[image + 1]!; i++) squares[image]! += values[i]! * values[i]!;
  return squares;
}

/** Four sums side by side, which a processor adds at once. */
function squaredDistance(values: FloatArray, start: number, query: FloatArray): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = query.length - (query.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const at = start + i;
    const e = values[at]! - query[i]!;
    const f = values[at + 1]! - query[i + 1]!;
    const g = values[at + 2]! - query[i + 2]!;
    const h = values[at + 3]! - query[i + 3]!;
    a += e * e;
    b += f * f;
    c += g * g;
    d += h * h;
  }
  for (let i = whole; i < query.length; i++) a += (values[start + i]! - query[i]!) ** 2;
  return a + b + c + d;
}
