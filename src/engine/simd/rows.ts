/** How rows of matrices are padded. */

/** Floats of a cache line. */
export const line = 16;

/**
 * Floats per row of `count` columns: whole vectors, of eight lanes where one of four would not do, and whole cache lines for
 * rows of more than three, so that a tile touches no line that it does not need. Rows of a multiple of sixteen lines get one more: they would all compete for
 * the same few places of the nearest cache.
 */
export function padded(count: number): number {
  if (count <= 4) return 4 * Math.sign(count);
  if (count <= 3 * line) return Math.ceil(count / 8) * 8;
  const lines = Math.ceil(count / line);
  return (lines % 16 === 0 ? lines + 1 : lines) * line;
}
