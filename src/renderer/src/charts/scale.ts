/**
 * The range of the y axis. Outliers may be left out of the scale, never out of the data: where the line leaves the
 * range a marker stands at the edge. A logarithmic axis cannot show zero, and the chart says how many values that hits.
 */

import { firstAtLeast } from './curves.ts';
import type { DrawnCurve, Point, XWindow } from './curves.ts';
import { linearTicks, logTicks, roundStep } from './ticks.ts';

export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Edge markers: x of points that lie beyond the top, at most one every ten pixels. */
  readonly above: readonly number[];
  /** The same at the bottom: values of zero or less, which a logarithmic axis cannot show. */
  readonly below: readonly number[];
  /** How many values that hits. */
  readonly unshowable: number;
}

export interface ScaleOptions {
  readonly log: boolean;
  /** Scale up to the 95th percentile where the full range would squash the rest. Only the top: no loss is negative. */
  readonly leaveOut: boolean;
  readonly window: XWindow;
  /** No value can be higher: 1 for an error. @default Infinity */
  readonly highest?: number | undefined;
  /** Plot size in pixels; decides how many ticks and edge markers there is room for. */
  readonly width: number;
  readonly height: number;
}

/** A range is squashed when it is this many times as tall as the part below the percentile. */
const squash = 3;
const markerSpacing = 10;
const sampleSize = 2000;

export function valueScale(curves: readonly DrawnCurve[], options: ScaleOptions): ValueScale {
  const full = fullRange(curves, options);
  const range = options.leaveOut ? withoutOutliers(full, curves, options) : full;
  const wanted = Math.max(2, Math.round(options.height / 44));
  const padded = options.log ? padLog(range) : padLinear(range, wanted);
  const min = padded.min;
  const max = Math.max(range.high, Math.min(padded.max, options.highest ?? Infinity));
  const hidden = options.log ? unshowable(curves, options.window) : [];
  return {
    min,
    max,
    ticks: options.log ? logTicks(min, max, wanted) : linearTicks(min, max, wanted),
    above: thinned(beyond(curves, max, options.window), options),
    below: thinned(hidden, options),
    unshowable: hidden.length,
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of what is drawn inside the window; NaN bounds never occur, an empty chart spans 0 to 1. */
function fullRange(curves: readonly DrawnCurve[], { window, log }: ScaleOptions): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const { raw, smoothed } of curves)
    for (const series of smoothed ? [raw, smoothed] : [raw])
      for (let i = 0; i < series.x.length; i++) {
        const value = series.y[i]!;
        if (Number.isNaN(value) || series.x[i]! < window.from || series.x[i]! > window.to) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  if (low <= high) return { low, high };
  return log ? { low: 0.1, high: 1 } : { low: 0, high: 1 };
}

function withoutOutliers(full: Range, curves: readonly DrawnCurve[], { window, log }: ScaleOptions): Range {
  const place = log ? Math.log10 : (value: number): number => value;
  const values = curves.flatMap(({ curve }) => sample(curve, window)).filter((value) => !log || value > 0);
  if (values.length < 20) return full;
  values.sort((a, b) => a - b);
  const high = values[Math.ceil(0.95 * (values.length - 1))]!;
  const isSquashed = place(full.high) - place(full.low) > squash * (place(high) - place(full.low));
  return isSquashed ? { low: full.low, high } : full;
}

/** Evenly chosen finite values of the full data inside the window; enough for a percentile, cheap for any length. */
function sample({ x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }, window: XWindow): number[] {
  const start = firstAtLeast(x, window.from);
  const end = firstAtLeast(x, window.to);
  const stride = Math.max(1, Math.ceil((end - start) / sampleSize));
  const values: number[] = [];
  for (let i = start; i < end; i += stride) if (Number.isFinite(y[i]!)) values.push(y[i]!);
  return values;
}

/** Rounded outwards to a tick; losses and errors are never negative and start at zero unless far above it. */
function padLinear({ low, high }: Range, wanted: number): { min: number; max: number } {
  if (low >= 0 && low < 0.5 * high) low = 0;
  if (low === high) return low === 0 ? { min: 0, max: 1 } : { min: 0.9 * low, max: 1.1 * low };
  const step = roundStep((high - low) / wanted);
  return { min: step * Math.floor(low / step), max: step * Math.ceil(high / step) };
}

function padLog({ low, high }: Range): { min: number; max: number } {
  const margin = low === high ? 1.5 : (high / low) ** 0.04;
  return { min: low / margin, max: high * margin };
}

/** x of drawn points above the range. */
function beyond(curves: readonly DrawnCurve[], max: number, { from, to }: XWindow): number[] {
  return curves.flatMap(({ raw }) => [...raw.x].filter((x, i) => raw.y[i]! > max && x >= from && x <= to));
}

/** x of values of zero or less, of the full data. */
function unshowable(curves: readonly DrawnCurve[], window: XWindow): number[] {
  const found: number[] = [];
  for (const { curve } of curves)
    for (let i = firstAtLeast(curve.x, window.from); i < curve.x.length && curve.x[i]! <= window.to; i++)
      if (curve.y[i]! <= 0) found.push(curve.x[i]!);
  return found;
}

/** At most one in every ten pixels, in order. */
function thinned(positions: readonly number[], { window, width }: ScaleOptions): number[] {
  const scale = width / Math.max(1e-9, window.to - window.from) / markerSpacing;
  const byColumn = new Map(positions.map((x) => [Math.floor((x - window.from) * scale), x]));
  return [...byColumn.values()].sort((a, b) => a - b);
}

/** Where the markers of divergence stand: never outside the range, so that they cannot be missed. */
export function clampPoint(point: Point, { min, max }: Pick<ValueScale, 'min' | 'max'>): Point {
  return { x: point.x, y: Math.min(max, Math.max(min, point.y)) };
}
