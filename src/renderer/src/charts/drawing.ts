/**
 * Everything a line chart shows, in numbers and words, worked out before the chart library is asked: reduced curves,
 * scale, ticks, notes and the sentence for people who cannot see it. Pure, so that it is tested without a DOM.
 */

import { plural } from '../../../shared/format.ts';
import { drawCurve, nearestIndex } from './curves.ts';
import type { Curve, DrawnCurve, XWindow } from './curves.ts';
import { linearTicks } from './ticks.ts';
import { valueScale } from './scale.ts';
import type { ValueScale } from './scale.ts';

/** How an axis of steps is labelled. */
export interface XAxis {
  readonly unit: 'step' | 'epoch';
  readonly stepsPerEpoch: number;
}

/** What the values are. */
export interface Metric {
  /** `loss`, as the axis and the tooltip name it. */
  readonly name: string;
  /** Axis name with unit: `loss (nats)`. */
  readonly axisName: string;
  /** No value can be higher: 1 for an error. @default Infinity */
  readonly highest?: number;
  /** An exact value, with its unit where it has one. */
  readonly format: (value: number) => string;
  /** A value at an axis tick. */
  readonly formatTick: (value: number) => string;
}

export interface LineChart {
  readonly curves: readonly Curve[];
  readonly metric: Metric;
  readonly axis: XAxis;
  /** The x range of the whole chart and, when zoomed, the part shown. */
  readonly extent: XWindow;
  readonly zoom: XWindow | null;
  readonly logY: boolean;
  readonly leaveOut: boolean;
  /** Plot size in pixels. */
  readonly width: number;
  readonly height: number;
}

export interface ChartDrawing {
  readonly chart: LineChart;
  readonly window: XWindow;
  readonly curves: readonly DrawnCurve[];
  readonly scale: ValueScale;
  readonly xTicks: readonly number[];
  /** What the picture alone would hide: values off the scale, values that a log axis cannot show. */
  readonly notes: readonly string[];
}

export function draw(chart: LineChart): ChartDrawing {
  const window = chart.zoom ?? chart.extent;
  const curves = chart.curves.map((curve) => drawCurve(curve, window, chart.width, chart.logY));
  const { width, height, leaveOut } = chart;
  const scale = valueScale(curves, {
    log: chart.logY,
    leaveOut,
    window,
    width,
    height,
    highest: chart.metric.highest,
  });
  return { chart, window, curves, scale, xTicks: xTicks(chart.axis, window, width), notes: notesOf(chart, scale) };
}

/** Ticks at round numbers of the unit shown, in steps. */
function xTicks({ unit, stepsPerEpoch }: XAxis, { from, to }: XWindow, width: number): number[] {
  const perUnit = unit === 'epoch' ? stepsPerEpoch : 1;
  return linearTicks(from / perUnit, to / perUnit, Math.max(2, Math.round(width / 70))).map((tick) => tick * perUnit);
}

function notesOf({ metric }: LineChart, { above, unshowable, max }: ValueScale): string[] {
  const notes: string[] = [];
  if (above.length > 0) notes.push(`▲ beyond the scale, above ${metric.format(max)}`);
  if (unshowable > 0) notes.push(`▼ ${plural(unshowable, 'value')} of 0: off a log axis`);
  return notes;
}

/** One line of the table under the crosshair. */
export interface ReadoutRow {
  readonly curve: Curve;
  /** Exact value of the data, not of what was drawn; null where it is not finite. */
  readonly value: number | null;
  readonly smoothed: number | null;
}

export interface Readout {
  /** The step whose values are shown: the data point nearest to the crosshair. */
  readonly step: number;
  readonly epoch: number;
  readonly rows: readonly ReadoutRow[];
}

/** The exact values nearest to a position; null when there is no data. A curve without a point there says null. */
export function readAt({ curves, axis }: Pick<LineChart, 'curves' | 'axis'>, position: number): Readout | null {
  const steps = curves.flatMap(({ x }) => {
    const index = nearestIndex(x, position);
    return index < 0 ? [] : [x[index]!];
  });
  if (steps.length === 0) return null;
  const step = steps.reduce((best, x) => (Math.abs(x - position) < Math.abs(best - position) ? x : best));
  return { step, epoch: step / axis.stepsPerEpoch, rows: curves.map((curve) => readCurve(curve, step)) };
}

function readCurve(curve: Curve, step: number): ReadoutRow {
  const index = nearestIndex(curve.x, step);
  const at = (values: ArrayLike<number> | null): number | null => {
    const value = index >= 0 && curve.x[index] === step ? values?.[index] : undefined;
    return value !== undefined && Number.isFinite(value) ? value : null;
  };
  return { curve, value: at(curve.y), smoothed: at(curve.smoothed) };
}

/** The chart in one sentence, for screen readers. */
export function describeChart({ curves, metric, axis }: LineChart): string {
  const parts = curves.flatMap((curve) => {
    const last = lastFinite(curve);
    if (!last) return [];
    const first = curve.y[0]!;
    const from = Number.isFinite(first) ? `from ${metric.format(first)} ` : '';
    const broke = last.index < curve.y.length - 1 ? ', then no longer finite' : '';
    return `${curve.name} ${from}to ${metric.format(last.value)} at step ${curve.x[last.index]}${broke}`;
  });
  const what = `Line chart of ${metric.axisName} against ${axis.unit}`;
  return parts.length > 0 ? `${what}: ${parts.join('; ')}.` : `${what}: no values yet.`;
}

export function lastFinite({ y }: Pick<Curve, 'y'>): { index: number; value: number } | null {
  for (let index = y.length - 1; index >= 0; index--)
    if (Number.isFinite(y[index]!)) return { index, value: y[index]! };
  return null;
}
