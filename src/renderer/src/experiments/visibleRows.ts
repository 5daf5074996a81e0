/** Which rows of a long table must exist: those on screen and a few around them. Pure. */

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Pixels above `first`. */
  readonly top: number;
  /** Pixels of the whole table. */
  readonly height: number;
}

/** Where every row begins, in pixels, and last where the table ends: one entry more than there are rows. */
export function rowOffsets(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1);
  for (const [row, height] of heights.entries()) offsets[row + 1] = (offsets[row] ?? 0) + height;
  return offsets;
}

/** @param extra rows kept beyond either edge, so that a fast scroll does not show a gap. @default 8 */
export function visibleRows(offsets: Float64Array, scrollTop: number, viewport: number, extra = 8): RowWindow {
  const rows = offsets.length - 1;
  const first = Math.max(0, rowAt(offsets, scrollTop) - extra);
  const end = Math.min(rows, rowAt(offsets, scrollTop + viewport) + 1 + extra);
  return { first, end, top: offsets[first] ?? 0, height: offsets[rows] ?? 0 };
}

/** How far to scroll so that the row is wholly seen; the present position where it is. */
export function scrollToRow(offsets: Float64Array, row: number, scrollTop: number, viewport: number): number {
  const top = offsets[row] ?? 0;
  const bottom = offsets[row + 1] ?? top;
  if (top < scrollTop) return top;
  return bottom > scrollTop + viewport ? bottom - viewport : scrollTop;
}

/** The last row that begins at or before `y`. */
function rowAt(offsets: Float64Array, y: number): number {
  let [low, high] = [0, offsets.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle;
  }
  return low;
}
