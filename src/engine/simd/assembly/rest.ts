// The rows of a dense product that are left over when its tiles have taken theirs: one row at a time.

import { denseTile } from './tile';

/**
 * `rows` rows of one panel of a product, `vectors` wide; arguments as for `denseTile`.
 * @param scale a number: V8 ends the process over a vector that is passed on to a function, where it made pairs of it
 * @param p where the first row's numbers begin, the next row's being `rowStep` bytes on
 */
export function denseRest(
  vectors: u32, rows: u32, p: usize, rowStep: usize, step: usize, count: u32,
  matrix: usize, bytes: usize, scale: f32, add: bool, initial: usize, initialBytes: usize, out: usize, outBytes: usize,
): void {
  const s = f32x4.splat(scale);
  for (; rows > 0; rows--, p += rowStep, initial += initialBytes, out += outBytes)
    for (let v: u32 = 0; v < vectors; ) {
      const at = <usize>v << 4;
      const left = vectors - v;
      if (left >= 6) {
        denseTile(1, 6, p, p, p, p, step, count, matrix + at, bytes, s, add, initial + at, 0, out + at, outBytes);
        v += 6;
      } else if (left >= 4) {
        denseTile(1, 4, p, p, p, p, step, count, matrix + at, bytes, s, add, initial + at, 0, out + at, outBytes);
        v += 4;
      } else if (left >= 2) {
        denseTile(1, 2, p, p, p, p, step, count, matrix + at, bytes, s, add, initial + at, 0, out + at, outBytes);
        v += 2;
      } else {
        denseTile(1, 1, p, p, p, p, step, count, matrix + at, bytes, s, add, initial + at, 0, out + at, outBytes);
        v++;
      }
    }
}
