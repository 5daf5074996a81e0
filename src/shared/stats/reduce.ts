/**
 * Reduction of a long series to what a chart can show: per pixel column the minimum and the maximum, so that no spike is
 * lost. It comes last, after smoothing and statistics, and is recomputed for the visible window on every zoom; nothing
 * is ever averaged or interpolated here.
 */

export interface ReduceOptions {
  /** Width of the chart in pixels: the number of columns. */
  readonly pixels: number;
  /** Left edge of the visible window, in units of x. @default the first x */
  readonly from?: number | undefined;
  /** Right edge of the visible window, in units of x. @default the last x */
  readonly to?: number | undefined;
  /** Columns of equal width in log x. Points with x ≤ 0 have no place there and are left out. @default false */
  readonly logX?: boolean | undefined;
  /** Values ≤ 0 have no place on a logarithmic y axis and become gaps. @default false */
  readonly logY?: boolean | undefined;
}

/** Points to draw, in order of x. A NaN in `y` breaks the line. */
export interface ReducedSeries {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Keeps, for every pixel column, the lowest and the highest point in their order and a NaN where the line breaks (at
 * most five points a column); besides, the first and the last point of the window and one neighbour on either side of
 * it, so that the line runs off the edge. Every point kept is a point of the data. Linear in the number of points
 * inside the window, logarithmic in those outside. A window of at most two points a pixel comes back complete.
 *
 * @param x positions, ascending (equal neighbours allowed), all finite
 * @param y values, as many as x; non-finite ones are gaps
 */
export function reduceForDrawing(x: ArrayLike<number>, y: ArrayLike<number>, options: ReduceOptions): ReducedSeries {
  const lowest = options.logY ? Number.MIN_VALUE : -Infinity;
  const valueAt = (index: number): number => {
    const value = y[index]!;
    return Number.isFinite(value) && value >= lowest ? value : NaN;
  };
  const { start, end, before, after } = findWindow(x, options);
  const columns = Math.max(1, Math.floor(options.pixels));
  const picked =
    end - start <= 2 * columns
      ? Array.from({ length: end - start }, (_, i) => start + i)
      : pickExtremes(start, end, valueAt, columnOf(x, start, end, columns, options));
  if (before >= 0) picked.unshift(before);
  if (after >= 0) picked.push(after);
  return { x: valuesAt(picked, (index) => x[index]!), y: valuesAt(picked, valueAt) };
}

/**
 * One edge of a band: for every pixel column the highest point of an upper edge, the lowest of a lower one; besides, the
 * first and the last point of the window and its neighbours. What lies between the two edges is filled, so the other
 * extreme of a column would not be seen: it only makes the outline cross itself, which is slow to fill. A window of at
 * most one point a pixel comes back complete.
 *
 * @param y values of the edge, as many as x, all finite
 */
export function reduceEdge(
  edge: 'low' | 'high',
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: ReduceOptions,
): ReducedSeries {
  const { start, end, before, after } = findWindow(x, options);
  const columns = Math.max(1, Math.floor(options.pixels));
  const column = end - start <= columns ? (i: number): number => i : columnOf(x, start, end, columns, options);
  const isBeyond = (a: number, b: number): boolean => (edge === 'high' ? y[a]! > y[b]! : y[a]! < y[b]!);
  const picked = before >= 0 ? [before] : [];
  const take = (index: number): void => {
    if (picked.length === 0 || index > picked.at(-1)!) picked.push(index);
  };
  if (end > start) take(start);
  for (let i = start; i < end;) {
    const current = column(i);
    let best = i;
    for (; i < end && column(i) === current; i++) if (isBeyond(i, best)) best = i;
    take(best);
  }
  if (end > start) take(end - 1);
  if (after >= 0) take(after);
  return { x: valuesAt(picked, (i) => x[i]!), y: valuesAt(picked, (i) => y[i]!) };
}

/** A loop, because `Float64Array.from` goes through an iterator, which shows in every zoom. */
function valuesAt(indices: readonly number[], valueAt: (index: number) => number): Float64Array {
  const values = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) values[i] = valueAt(indices[i]!);
  return values;
}

/** Indices [start, end) lie inside the window; `before` and `after` are its neighbours, −1 where there is none. */
interface Window {
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

function findWindow(x: ArrayLike<number>, { from = -Infinity, to = Infinity, logX }: ReduceOptions): Window {
  const first = logX ? firstIndex(x, (value) => value > 0) : 0;
  const start = Math.max(
    first,
    firstIndex(x, (value) => value >= from),
  );
  const end = Math.max(
    start,
    firstIndex(x, (value) => value > to),
  );
  return { start, end, before: start > first ? start - 1 : -1, after: end < x.length ? end : -1 };
}

/** First index whose x passes a test that stays true from there on; the length when none does. */
function firstIndex(x: ArrayLike<number>, passes: (value: number) => boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(x[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Pixel column of a point inside the window. */
function columnOf(
  x: ArrayLike<number>,
  start: number,
  end: number,
  columns: number,
  { from, to, logX }: ReduceOptions,
): (index: number) => number {
  const place = logX ? Math.log : (value: number): number => value;
  const left = place(from === undefined || (logX && from <= 0) ? x[start]! : from);
  const right = place(to ?? x[end - 1]!);
  const scale = right > left ? columns / (right - left) : 0;
  return (index) => Math.min(columns - 1, Math.floor((place(x[index]!) - left) * scale));
}

function pickExtremes(
  start: number,
  end: number,
  valueAt: (index: number) => number,
  column: (index: number) => number,
): number[] {
  const picked = [start];
  const take = (index: number): void => {
    if (index > picked.at(-1)!) picked.push(index);
  };
  for (let i = start; i < end;) {
    const current = column(i);
    const before = emptyExtremes();
    const after = emptyExtremes();
    let gap = -1;
    for (; i < end && column(i) === current; i++) {
      const value = valueAt(i);
      if (Number.isNaN(value)) gap = gap < 0 ? i : gap;
      else extend(gap < 0 ? before : after, i, value);
    }
    takeExtremes(before, take);
    // A gap over many columns needs one NaN only.
    if (gap >= 0 && !Number.isNaN(valueAt(picked.at(-1)!))) take(gap);
    takeExtremes(after, take);
  }
  take(end - 1);
  return picked;
}

interface Extremes {
  lowIndex: number;
  low: number;
  highIndex: number;
  high: number;
}

const emptyExtremes = (): Extremes => ({ lowIndex: -1, low: Infinity, highIndex: -1, high: -Infinity });

function extend(extremes: Extremes, index: number, value: number): void {
  if (value < extremes.low) {
    extremes.low = value;
    extremes.lowIndex = index;
  }
  if (value > extremes.high) {
    extremes.high = value;
    extremes.highIndex = index;
  }
}

function takeExtremes({ lowIndex, highIndex }: Extremes, take: (index: number) => void): void {
  if (lowIndex < 0) return;
  take(Math.min(lowIndex, highIndex));
  take(Math.max(lowIndex, highIndex));
}
