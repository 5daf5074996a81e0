/** One group, reduced to what a panel of a given width can show. Statistics came before; nothing is averaged here. */

import type { Point, XWindow } from '../charts/curves.ts';
import { reduceEdge, reduceForDrawing } from '../../../shared/stats/reduce.ts';
import type { ReducedSeries } from '../../../shared/stats/reduce.ts';
import type { BandEdges } from '../../../shared/stats/bands.ts';
import { tailStart } from './groupLines.ts';
import type { GroupLine } from './groupLines.ts';

export interface LineWindow {
  readonly window: XWindow;
  /** Columns of the panel. */
  readonly pixels: number;
  /** Columns of the centre and of the band's edges, which are seen no finer than the line is wide. */
  readonly centrePixels: number;
  /** Columns of a faint member's line. */
  readonly memberPixels: number;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly members: boolean;
}

/** An unbroken stretch of a band. */
export interface DrawnBand {
  readonly low: ReducedSeries;
  readonly high: ReducedSeries;
}

export interface DrawnLine {
  readonly line: GroupLine;
  /** The centre over its full data. */
  readonly full: { readonly x: Float64Array; readonly y: Float64Array };
  /** The centre: first as far as every member goes, then, fainter, where n is smaller. */
  readonly centre: readonly ReducedSeries[];
  readonly raw: ReducedSeries | null;
  readonly members: readonly ReducedSeries[];
  readonly bands: readonly DrawnBand[];
  /** Last finite value of each member that diverged. */
  readonly ends: readonly Point[];
}

const nothing = new Float64Array(0);

export function drawLine(
  line: GroupLine,
  { window, pixels, centrePixels, memberPixels, logX, logY, members }: LineWindow,
): DrawnLine {
  const { curve, edges } = line;
  const { statistics } = curve;
  const options = { pixels: centrePixels, from: window.from, to: window.to, logX };
  const reduce = (x: Float64Array, y: Float64Array, columns = centrePixels): ReducedSeries =>
    reduceForDrawing(x, y, { ...options, pixels: columns, logY });
  // Without a common grid the members are all there is.
  const columns = statistics ? memberPixels : pixels;
  const showsMembers = !statistics || (members && curve.members.length > 1);
  return {
    line,
    full: statistics ? { x: statistics.x, y: statistics.centre } : { x: nothing, y: nothing },
    centre: statistics
      ? parts(statistics.x, statistics.centre, tailStart(statistics)).map(([x, y]) => reduce(x, y))
      : [],
    raw: statistics && line.raw && members ? reduce(statistics.x, line.raw.subarray(0, statistics.x.length)) : null,
    members: showsMembers ? curve.members.map(({ x, values }) => reduce(x, values, columns)) : [],
    bands: statistics && edges ? bandsOf(statistics.x, edges, options) : [],
    ends: curve.members.flatMap(({ x, values, used, diverged }) => {
      const at = used > 0 ? x[used - 1]! : NaN;
      return diverged && at >= window.from && at <= window.to ? [{ x: at, y: values[used - 1]! }] : [];
    }),
  };
}

/** The two parts share the point where they meet. */
function parts(x: Float64Array, y: Float64Array, tail: number): [Float64Array, Float64Array][] {
  if (tail >= x.length) return [[x, y]];
  const from = Math.max(0, tail - 1);
  return [[x.subarray(0, tail), y.subarray(0, tail)], [x.subarray(from), y.subarray(from)]]; // prettier-ignore
}

/** A band ends where it does not exist, as where n falls to one, and may begin again. */
function bandsOf(
  x: Float64Array,
  { low, high }: BandEdges,
  options: Parameters<typeof reduceForDrawing>[2],
): DrawnBand[] {
  const bands: DrawnBand[] = [];
  for (let start = 0; start < x.length; start++) {
    let end = start;
    while (end < x.length && Number.isFinite(low[end]) && Number.isFinite(high[end])) end++;
    if (end - start > 1) {
      const within = x.subarray(start, end);
      bands.push({
        low: reduceEdge('low', within, low.subarray(start, end), options),
        high: reduceEdge('high', within, high.subarray(start, end), options),
      });
    }
    start = end;
  }
  return bands;
}
