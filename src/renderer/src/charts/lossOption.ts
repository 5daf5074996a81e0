/**
 * The chart library's option for a line chart: a plain description in, a plain option out. Tested without a DOM. It
 * never animates, because the data is live, and has no tooltip: crosshair and table are the page's own.
 */

import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { ReducedSeries } from '../../../shared/stats/reduce.ts';
import type { ChartDrawing } from './drawing.ts';
import type { DrawnCurve, XWindow } from './curves.ts';
import { margins } from './plotArea.ts';
import { clampPoint } from './scale.ts';
import type { Tokens } from '../theme.ts';

export type ChartOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption>;

/** Below this many points each one gets a dot, so that a single evaluation can be seen at all. */
const dotsUpTo = 60;

/** @param theme colours of the page; those of the curves come with the data */
export function lossOption(drawing: ChartDrawing, theme: Tokens): ChartOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 11.5 },
    grid: { ...margins, outerBoundsMode: 'none' },
    xAxis: xAxis(drawing, theme),
    yAxis: yAxis(drawing, theme),
    series: [...drawing.curves.flatMap(lines), ...markers(drawing, theme)],
  };
}

function xAxis({ chart, window, xTicks }: ChartDrawing, theme: Tokens): NonNullable<ChartOption['xAxis']> {
  const perUnit = chart.axis.unit === 'epoch' ? chart.axis.stepsPerEpoch : 1;
  return {
    type: 'value',
    min: window.from,
    max: window.to,
    name: chart.axis.unit,
    nameLocation: 'middle',
    nameGap: 20,
    nameTextStyle: { color: theme.textThird },
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false, customValues: [...xTicks] },
    axisLabel: {
      color: theme.textThird,
      margin: 6,
      customValues: [...xTicks],
      formatter: (step: number) => groupDigits(step / perUnit),
      ...(isNearEnd(xTicks.at(-1) ?? 0, window, chart.width) ? { alignMaxLabel: 'right' as const } : {}),
    },
    splitLine: { show: false },
  };
}

/** A label centred at the very end of the axis would be cut off by the edge of the chart, or run into the next panel. */
export const isNearEnd = (tick: number, { from, to }: XWindow, width: number): boolean =>
  ((to - tick) / (to - from)) * width < 12;

function yAxis({ chart, scale }: ChartDrawing, theme: Tokens): NonNullable<ChartOption['yAxis']> {
  return {
    type: chart.logY ? 'log' : 'value',
    min: scale.min,
    max: scale.max,
    name: chart.metric.axisName,
    nameLocation: 'end',
    nameGap: 8,
    nameTextStyle: { color: theme.textThird, align: 'left', padding: [0, 0, 0, -margins.left + 14] },
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false, customValues: [...scale.ticks] },
    axisLabel: {
      color: theme.textThird,
      margin: 7,
      customValues: [...scale.ticks],
      formatter: (value: number) => chart.metric.formatTick(value),
    },
    splitLine: { show: true, lineStyle: { color: theme.line } },
  };
}

/** The raw line, faint when a smoothed one stands before it. Short series show their points. */
function lines({ curve, raw, smoothed }: DrawnCurve): LineSeriesOption[] {
  const rawLine = line(curve.name, raw, curve.colour, smoothed ? 1 : 1.75);
  const lineStyle = { ...rawLine.lineStyle, opacity: smoothed ? 0.28 : 1, type: curve.dash };
  const behind = {
    ...rawLine,
    lineStyle,
    showSymbol: raw.x.length <= dotsUpTo,
    itemStyle: { opacity: smoothed ? 0.4 : 1 },
  };
  return smoothed ? [{ ...behind, z: 1 }, line(`${curve.name}, smoothed`, smoothed, curve.colour, 1.75)] : [behind];
}

function line(name: string, { x, y }: ReducedSeries, colour: string, width: number): LineSeriesOption {
  return {
    type: 'line',
    name,
    data: Array.from(x, (step, i) => [step, y[i]!]),
    connectNulls: false,
    showSymbol: false,
    symbol: 'circle',
    symbolSize: 4,
    color: colour,
    lineStyle: { width, color: colour, join: 'round' },
    emphasis: { disabled: true },
    z: 2,
  };
}

/** Triangles: at the last finite value of a curve that breaks, and at the edges where values lie beyond the scale. */
function markers({ curves, scale }: ChartDrawing, theme: Tokens): ScatterSeriesOption[] {
  const broken = curves.flatMap(({ breaks }) => breaks.map((point) => clampPoint(point, scale)));
  const common = { type: 'scatter', silent: true, clip: false, symbol: 'triangle', z: 4 } as const;
  const points = broken.map(({ x, y }) => [x, y]);
  const top = scale.above.map((x) => ({ value: [x, scale.max] }));
  const bottom = scale.below.map((x) => ({ value: [x, scale.min], symbolRotate: 180 }));
  return [
    { ...common, name: 'last finite value', data: points, symbolSize: 11, itemStyle: { color: theme.error } },
    {
      ...common,
      name: 'beyond the scale',
      data: [...top, ...bottom],
      symbolSize: 6,
      itemStyle: { color: theme.warning },
    },
  ];
}

/** Thin-space groups, at most three decimals: what an axis of steps or epochs needs. */
export function groupDigits(value: number): string {
  const [whole = '0', decimals] = String(Number(value.toFixed(3))).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  return decimals ? `${grouped}.${decimals}` : grouped;
}
