/** Marking images of the gallery: one by one, or all between two of them. Pure. */

/** Marks an image, or takes its mark away. */
export function toggled(picked: ReadonlySet<number>, position: number): Set<number> {
  const next = new Set(picked);
  if (!next.delete(position)) next.add(position);
  return next;
}

/**
 * Marks everything between two images of the gallery, both included.
 * @param from where the last mark was set; null begins at `to`
 */
export function withRange(
  picked: ReadonlySet<number>,
  positions: Uint32Array,
  from: number | null,
  to: number,
): Set<number> {
  const end = positions.indexOf(to);
  const start = from === null ? end : positions.indexOf(from);
  const [first, last] = [Math.min(start < 0 ? end : start, end), Math.max(start, end)];
  return new Set([...picked, ...positions.subarray(first, last + 1)]);
}
