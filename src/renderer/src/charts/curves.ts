/**
 * From a run's full data to what a chart of a given width can show: first smoothing, then reduction for the visible
 * window. Nothing here knows the chart library or the DOM.
 */

import { reduceForDrawing } from '../../../shared/stats/reduce.ts';
import type { ReducedSeries } from '../../../shared/stats/reduce.ts';
import { smooth } from '../../../shared/stats/smoothing.ts';
import type { Dash } from './palette.ts';

/** A line to draw, in full. x is always in steps; an axis of epochs is only labelled differently. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  /** On a light ground, for figures that leave the app. @default colour */
  readonly print?: string;
  readonly dash: Dash;
  readonly x: ArrayLike<number>; // (points) steps, ascending
  readonly y: ArrayLike<number>; // (points) a value that is not finite breaks the line
  /** The smoothed values, as many as y; null draws y itself. */
  readonly smoothed: ArrayLike<number> | null;
}

/** The visible part of the x axis, in steps. */
export interface XWindow {
  readonly from: number;
  readonly to: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DrawnCurve {
  readonly curve: Curve;
  readonly raw: ReducedSeries;
  readonly smoothed: ReducedSeries | null;
  /** The last finite value before every gap inside the window: where a run diverged. */
  readonly breaks: readonly Point[];
}

/** A curve with its smoothed companion over the full data. `weight` 0 leaves it out. */
export function withSmoothing(curve: Omit<Curve, 'smoothed'>, weight: number): Curve {
  return { ...curve, smoothed: weight > 0 ? smooth(curve.y, weight) : null };
}

/** What fits into `pixels` columns of the window: at most two points a column, every one a point of the data. */
export function drawCurve(curve: Curve, window: XWindow, pixels: number, logY: boolean): DrawnCurve {
  const options = { pixels, from: window.from, to: window.to, logY };
  return {
    curve,
    raw: reduceForDrawing(curve.x, curve.y, options),
    smoothed: curve.smoothed && reduceForDrawing(curve.x, curve.smoothed, options),
    breaks: breaksOf(curve, window),
  };
}

/** At most 100, so that a curve that is mostly gaps costs no more than one that is not. */
export function breaksOf({ x, y }: Pick<Curve, 'x' | 'y'>, window: XWindow): Point[] {
  const points: Point[] = [];
  for (let i = 1; i < y.length && points.length < 100; i++) {
    if (Number.isFinite(y[i]!) || !Number.isFinite(y[i - 1]!)) continue;
    if (x[i - 1]! >= window.from && x[i - 1]! <= window.to) points.push({ x: x[i - 1]!, y: y[i - 1]! });
  }
  return points;
}

/** Index of the point nearest to a position, the earlier one of two that are equally near; −1 for an empty series. */
export function nearestIndex(x: ArrayLike<number>, position: number): number {
  const after = firstAtLeast(x, position);
  if (after === 0) return x.length > 0 ? 0 : -1;
  if (after === x.length) return x.length - 1;
  return position - x[after - 1]! <= x[after]! - position ? after - 1 : after;
}

/** First index whose x is at least `position`; the length when none is. */
export function firstAtLeast(x: ArrayLike<number>, position: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! >= position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The steps 1 … count, shared by all curves that have a value at every step. */
export function stepRamp(count: number): Float64Array {
  if (count > ramp.length) ramp = Float64Array.from({ length: Math.max(count, 2 * ramp.length) }, (_, i) => i + 1);
  return ramp.subarray(0, count);
}
let ramp = new Float64Array(0);
