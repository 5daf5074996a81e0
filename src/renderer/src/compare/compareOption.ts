/**
 * The chart library's option for groups in one panel or side by side: a plain description in, a plain option out. Bands
 * are polygons of a custom series, because stacked areas are wrong on logarithmic axes. It never animates.
 */

import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TitleComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { ReducedSeries } from '../../../shared/stats/reduce.ts';
import { groupDigits, isNearEnd } from '../charts/lossOption.ts';
import { clampPoint } from '../charts/scale.ts';
import type { ThemeName } from '../charts/palette.ts';
import type { Tokens } from '../theme.ts';
import { outline } from './drawGroups.ts';
import type { GroupsDrawing } from './drawGroups.ts';
import type { DrawnLine } from './drawLine.ts';

/** A line whose points are x and y in turns, which the library reads as they are; its own types only know lists. */
type FlatLine = Omit<LineSeriesOption, 'data'> & { readonly data: Float64Array };
type Series = FlatLine | LineSeriesOption | ScatterSeriesOption | CustomSeriesOption;
export type GroupsOption = Omit<ComposeOption<GridComponentOption | TitleComponentOption>, 'series'> & {
  readonly series: Series[];
};
export interface Look {
  readonly tokens: Tokens;
  readonly theme: ThemeName;
}

/** Below this many points each one gets a dot, so that a single evaluation can be seen at all. */
const dotsUpTo = 12;
/** From this many points on nobody sees how segments join, and round joins are several times as much to fill. */
const bevelsFrom = 300;

export function compareOption(drawing: GroupsDrawing, look: Look): GroupsOption {
  const { layout, panels } = drawing;
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 11.5 },
    title: panels.flatMap((_, i) => panelTitle(drawing, i, look)),
    grid: layout.rects.map((rect) => ({ ...rect, outerBoundsMode: 'none' as const })),
    xAxis: panels.map((_, i) => xAxis(drawing, i, look.tokens)),
    yAxis: panels.map((_, i) => yAxis(drawing, i, look.tokens)),
    series: panels.flatMap(({ lines }, i) => [
      ...lines.flatMap((line) => groupSeries(line, i, drawing, look)),
      ...markers(lines, i, drawing, look.tokens),
    ]),
  };
}

function panelTitle({ panels, layout }: GroupsDrawing, i: number, { theme }: Look): TitleComponentOption[] {
  const { title, lines } = panels[i]!;
  const rect = layout.rects[i]!;
  const { curve, waiting } = lines[0]?.line ?? { curve: { diverged: [], size: 0 }, waiting: 0 };
  const diverged = curve.diverged.length > 0 ? `  ▲ ${curve.diverged.length}/${curve.size}` : '';
  const text = `${title}${diverged}${waiting > 0 && waiting === curve.size ? '  no values yet' : ''}`;
  const textStyle = { fontSize: 12, fontWeight: 600, color: lines[0]?.line.group.color[theme] ?? '', width: rect.width, overflow: 'truncate' as const }; // prettier-ignore
  return title ? [{ text, left: rect.left + 10, top: rect.top - 20, padding: 0, textStyle }] : [];
}

function xAxis({ scene, window, xTicks, layout }: GroupsDrawing, i: number, tokens: Tokens): object {
  return {
    type: scene.logX ? 'log' : 'value',
    gridIndex: i,
    min: window.from,
    max: window.to,
    name: i === nameAt(layout.columns, layout.rects.length) ? axisNames[scene.axis] : '',
    nameLocation: 'middle',
    nameGap: 20,
    nameTextStyle: { color: tokens.textThird },
    axisLine: { show: true, onZero: false, lineStyle: { color: tokens.lineStrong } },
    axisTick: { show: false, customValues: [...xTicks] },
    axisLabel: {
      color: tokens.textThird,
      margin: 6,
      customValues: [...xTicks],
      formatter: groupDigits,
      ...(isNearEnd(xTicks.at(-1) ?? 0, window, layout.rects[i]!.width) ? { alignMaxLabel: 'right' as const } : {}),
    },
    splitLine: { show: false },
  };
}

/** The axis is named once, below the first panel of the last row. */
const nameAt = (columns: number, count: number): number => columns * (Math.ceil(count / columns) - 1);

export const axisNames = { step: 'step', epoch: 'epoch', samples: 'samples seen', seconds: 'seconds' } as const;

function yAxis({ scene, scale, layout }: GroupsDrawing, i: number, tokens: Tokens): object {
  return {
    type: scene.logY ? 'log' : 'value',
    gridIndex: i,
    min: scale.min,
    max: scale.max,
    axisLine: { show: true, onZero: false, lineStyle: { color: tokens.lineStrong } },
    axisTick: { show: false, customValues: [...scale.ticks] },
    axisLabel: {
      show: i % layout.columns === 0,
      color: tokens.textThird,
      margin: 7,
      customValues: [...scale.ticks],
      formatter: scene.metric.formatTick,
    },
    splitLine: { show: true, lineStyle: { color: tokens.line } },
  };
}

/** From back to front: band, members, the unsmoothed centre, the centre. */
function groupSeries(drawn: DrawnLine, i: number, drawing: GroupsDrawing, { theme }: Look): Series[] {
  const { group, curve } = drawn.line;
  const at = { xAxisIndex: i, yAxisIndex: i };
  const colour = group.color[theme];
  const name = group.label;
  const line = (series: ReducedSeries, width: number, opacity: number, z: number): FlatLine => ({
    ...at,
    type: 'line',
    name,
    dimensions: ['x', 'y'],
    data: flat(series),
    showSymbol: z === 4 && series.x.length <= dotsUpTo,
    symbol: 'circle',
    symbolSize: 4,
    color: colour,
    lineStyle: {
      width,
      opacity,
      color: colour,
      join: series.x.length < bevelsFrom ? 'round' : 'bevel',
      type: group.color.dash,
    },
    silent: true,
    emphasis: { disabled: true },
    z,
  });
  const share = crowding(drawing.panels[i]!.lines.length);
  const faint = curve.statistics ? memberOpacity(drawn.members.length) * share : 0.9;
  return [
    ...bandSeries(drawn, drawing, { colour, opacity: 0.17 * share }, at),
    ...drawn.members.map((member) => line(member, 1, faint, 2)),
    ...(drawn.raw ? [line(drawn.raw, 1, 0.25, 3)] : []),
    ...drawn.centre.map((part, k) => line(part, 1.9, k === 0 ? 1 : 0.45, 4)),
  ];
}

/** More bands than a few over one another would hide the lines: they share what ink there is. */
const crowding = (groups: number): number => Math.min(1, Math.max(0.1, 8 / groups));

/** The more members, the fainter each. */
const memberOpacity = (count: number): number => Math.max(0.1, Math.min(0.35, 1.6 / Math.max(1, count)));

/** Pairs would be an object for every point. */
function flat({ x, y }: ReducedSeries): Float64Array {
  const values = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    values[2 * i] = x[i]!;
    values[2 * i + 1] = y[i]!;
  }
  return values;
}

function bandSeries(
  { bands, line }: DrawnLine,
  { scale }: GroupsDrawing,
  { colour, opacity }: { readonly colour: string; readonly opacity: number },
  at: object,
): CustomSeriesOption[] {
  if (bands.length === 0) return [];
  const polygons = bands.map((band) => outline(band, scale));
  return [
    {
      ...at,
      type: 'custom',
      name: `${line.group.label}, band`,
      data: polygons.map(([first]) => [first!.x, first!.y]),
      renderItem: ({ dataIndex }, api) => ({
        type: 'polygon',
        silent: true,
        shape: { points: polygons[dataIndex]!.map(({ x, y }) => api.coord([x, y])) },
        style: { fill: colour, opacity },
      }),
      clip: true,
      silent: true,
      color: colour,
      z: 1,
    },
  ];
}

/** Triangles: at the last finite value of members that diverged, and at the edge above values beyond the scale. */
function markers(
  lines: readonly DrawnLine[],
  i: number,
  { scale }: GroupsDrawing,
  tokens: Tokens,
): ScatterSeriesOption[] {
  const at = { xAxisIndex: i, yAxisIndex: i };
  const common = { ...at, type: 'scatter', silent: true, clip: false, symbol: 'triangle', z: 6 } as const;
  const ends = lines.flatMap((line) => line.ends.map((point) => clampPoint(point, scale)));
  const data = ends.map(({ x, y }) => [x, y]);
  const above = scale.above.map((x) => [x, scale.max]);
  return [
    ...(data.length > 0 ? [{ ...common, name: 'last finite value', data, symbolSize: 11, itemStyle: { color: tokens.error } }] : []), // prettier-ignore
    ...(above.length > 0 ? [{ ...common, name: 'beyond the scale', data: above, symbolSize: 6, itemStyle: { color: tokens.warning } }] : []), // prettier-ignore
  ];
}
