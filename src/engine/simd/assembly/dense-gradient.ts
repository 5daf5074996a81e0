// Dense weight gradient, in the register tiles of tile.ts with the samples as the inner index.

import { denseTileWidth } from './lanes';
import { denseRest } from './rest';
import { denseTile } from './tile';

@inline
function gradientTiles(
  full: u32, vectors: i32, inputs: usize, inputBytes: usize, count: u32, rows: u32,
  deltas: usize, bytes: usize, scale: f32, add: bool, target: usize,
): void {
  const f = f32x4.splat(scale);
  let r: u32 = 0;
  for (; r + full <= rows; r += full, inputs += full << 2, target += <usize>full * bytes)
    denseTile(
      full, vectors, inputs, inputs + 4, inputs + 8, inputs + 12, inputBytes, count,
      deltas, bytes, f, add, target, bytes, target, bytes,
    );
  if (r < rows)
    denseRest(vectors, rows - r, inputs, 4, inputBytes, count, deltas, bytes, scale, add, target, bytes, target, bytes);
}

/**
 * Weight gradient: target[r] = (add ? target[r] : 0) + scale · Σ_s x[s][r] · delta[s] for `rows` rows of W.
 * @param inputs points at element 0 of the first of these rows; samples are `inputBytes` apart
 * @param wide as in `dense_forward`
 */
export function dense_gradient(
  inputs: usize, inputBytes: usize, count: u32, rows: u32,
  deltas: usize, stride: u32, scale: f32, add: bool, target: usize, wide: bool,
): void {
  const bytes = <usize>stride << 2;
  for (let left = stride >> 2; left > 0; ) {
    const width = denseTileWidth(left, wide);
    if (width == 12) gradientTiles(2, 12, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 8) gradientTiles(2, 8, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 6 && wide) gradientTiles(3, 6, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 6) gradientTiles(2, 6, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 4 && wide) gradientTiles(4, 4, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 4) gradientTiles(2, 4, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 3) gradientTiles(3, 3, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else if (width == 2) gradientTiles(4, 2, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    else gradientTiles(4, 1, inputs, inputBytes, count, rows, deltas, bytes, scale, add, target);
    left -= width;
    deltas += <usize>width << 4;
    target += <usize>width << 4;
  }
}
