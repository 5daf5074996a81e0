/** Where the tiles of the gallery stand, and which of its rows must exist. Pure; pixels of the page throughout. */

export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** Of the drawn image. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** From the left edge of one tile to that of the next. */
  readonly stepX: number;
  /** From the top of one row to that of the next. */
  readonly stepY: number;
  /** True where inputs are no images: a row is a line of a table, its image a strip of the values. */
  readonly isList: boolean;
}

/** Beside and below a tile. */
const gap = 12;
const captionHeight = 18;
const listRow = { imageWidth: 132, imageHeight: 16, stepY: 28 } as const;

/**
 * @param width of the room for tiles
 * @param scale of a 28 × 28 image, 2 to 6; other shapes take the same room
 */
export function gridLayout(
  count: number,
  { width, scale, isList }: { readonly width: number; readonly scale: number; readonly isList: boolean },
): GridLayout {
  if (isList) return { ...listRow, columns: 1, rows: count, stepX: Math.max(width, listRow.imageWidth), isList };
  const side = Math.round(28 * scale);
  const columns = Math.max(1, Math.floor((width + gap) / (side + gap)));
  // What is left over widens the gaps, in whole pixels so that every image stays sharp.
  const stepX = columns > 1 ? Math.floor((width - side) / (columns - 1)) : side + gap;
  const rows = Math.ceil(count / columns);
  return {
    columns,
    rows,
    imageWidth: side,
    imageHeight: side,
    stepX: Math.min(stepX, 2 * side),
    stepY: side + captionHeight + gap,
    isList,
  };
}

export interface RowSpan {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Rows kept beyond either edge, so that a scroll does not show a gap: half a screen at most. */
const extraRows = (stepY: number, height: number): number => Math.min(2, Math.floor(height / stepY / 2));

/** Most rows that exist at once, wherever the grid is scrolled to: never more than two screens of them. */
export const rowSlots = ({ stepY }: GridLayout, height: number): number =>
  Math.ceil(height / stepY) + 1 + 2 * extraRows(stepY, height);

export function rowsInSight({ rows, stepY }: GridLayout, scrollTop: number, height: number): RowSpan {
  const extra = extraRows(stepY, height);
  const first = Math.max(0, Math.floor(scrollTop / stepY) - extra);
  return { first, end: Math.min(rows, Math.ceil((scrollTop + height) / stepY) + extra) };
}

/** Indices of the images to fetch: those in sight first, then the screens around them, the nearer side first. */
export function indicesToFetch(
  { columns }: GridLayout,
  { first, end }: RowSpan,
  count: number,
  screens = 2,
): { readonly from: number; readonly to: number }[] {
  const clamp = (row: number): number => Math.min(count, Math.max(0, row * columns));
  const size = (end - first) * screens;
  return [
    { from: clamp(first), to: clamp(end) },
    { from: clamp(end), to: clamp(end + size) },
    { from: clamp(first - size), to: clamp(first) },
  ];
}

/** How far to scroll so that the row of this tile is wholly seen; the present position where it is. */
export function scrollToIndex(
  { columns, stepY }: GridLayout,
  index: number,
  scrollTop: number,
  height: number,
): number {
  const top = Math.floor(index / columns) * stepY;
  if (top < scrollTop) return top;
  return top + stepY > scrollTop + height ? top + stepY - height : scrollTop;
}

/** Where a key leads from a tile; null where it does not move. */
export function moved(key: string, index: number, count: number, columns: number, rowsOfPage: number): number | null {
  const last = count - 1;
  if (count === 0) return null;
  const within = (next: number): number => Math.min(last, Math.max(0, next));
  // A move by whole rows keeps its column, and stays where there is no such row.
  const byRows = (rows: number): number => {
    const wanted = index + rows * columns;
    if (wanted >= 0 && wanted <= last) return wanted;
    const column = index % columns;
    if (wanted < 0) return Math.abs(rows) === 1 ? index : column;
    const lastRow = last - (last % columns);
    if (Math.floor(index / columns) * columns === lastRow) return index;
    return Math.min(last, lastRow + column);
  };
  switch (key) {
    case 'ArrowRight':
      return within(index + 1);
    case 'ArrowLeft':
      return within(index - 1);
    case 'ArrowDown':
      return byRows(1);
    case 'ArrowUp':
      return byRows(-1);
    case 'PageDown':
      return byRows(Math.max(1, rowsOfPage));
    case 'PageUp':
      return byRows(-Math.max(1, rowsOfPage));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
