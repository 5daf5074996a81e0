/** The outputs of a layer as a block of small squares: where each stands, and where a key leads. Pure. */

export interface Strip {
  readonly columns: number;
  readonly rows: number;
  /** Side of a square with its gap, in whole pixels. */
  readonly pitch: number;
}

const largest = 14;
const smallest = 4;
/** A layer takes no more than this, where its squares can be made small enough. */
const mostHeight = 80;

/** Squares as large as they can be within the height. */
export function stripLayout(units: number, width: number): Strip {
  for (let pitch = largest; ; pitch--) {
    const columns = Math.max(1, Math.min(units, Math.floor(width / pitch)));
    const rows = Math.ceil(units / columns);
    if (rows * pitch <= mostHeight || pitch <= smallest) return { columns, rows, pitch };
  }
}

/** The unit at a point of the block; null beside it. */
export function unitAt({ columns, pitch }: Strip, units: number, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x / pitch), Math.floor(y / pitch)];
  if (column < 0 || column >= columns || row < 0) return null;
  const unit = row * columns + column;
  return unit < units ? unit : null;
}
