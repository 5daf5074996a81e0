/**
 * Everything a drawing of groups shows, in numbers, worked out before the chart library is asked: reduced lines, band
 * polygons, one scale for all panels, ticks and notes. Pure, so that it is tested without a DOM.
 */

import type { DrawnCurve, Point, XWindow } from '../charts/curves.ts';
import type { Metric } from '../charts/drawing.ts';
import type { ReducedSeries } from '../../../shared/stats/reduce.ts';
import { valueScale } from '../charts/scale.ts';
import type { ValueScale } from '../charts/scale.ts';
import { linearTicks, logTicks } from '../charts/ticks.ts';
import type { Size } from '../charts/plotArea.ts';
import { drawLine } from './drawLine.ts';
import type { DrawnLine } from './drawLine.ts';
import type { GroupLine } from './groupLines.ts';
import { layoutPanels } from './panels.ts';
import type { PanelLayout } from './panels.ts';
import type { CompareView } from './view.ts';

export interface Scene {
  /** The groups of each panel; a panel of an overlay has them all. */
  readonly panels: readonly (readonly GroupLine[])[];
  readonly metric: Metric;
  readonly axis: CompareView['axis'];
  readonly logX: boolean;
  readonly logY: boolean;
  readonly members: boolean;
  readonly leaveOut: boolean;
  /** The x range of everything and, when zoomed, the part shown. */
  readonly extent: XWindow;
  readonly zoom: XWindow | null;
}

export interface DrawnPanel {
  /** Empty over an overlay. */
  readonly title: string;
  readonly lines: readonly DrawnLine[];
}

export interface GroupsDrawing {
  readonly scene: Scene;
  readonly window: XWindow;
  readonly layout: PanelLayout;
  readonly panels: readonly DrawnPanel[];
  readonly scale: ValueScale;
  readonly xTicks: readonly number[];
  readonly notes: readonly string[];
}

/**
 * @param centreWidth pixels of a column of the centres and bands. On screen two, as wide as the line: filling the outline of a
 * line that goes up and down in every pixel is most of what a zoom costs. A figure that can be enlarged takes one.
 */
export function drawGroups(scene: Scene, size: Size, centreWidth = 2): GroupsDrawing {
  const { logX, logY, leaveOut, metric, members } = scene;
  const isSplit = scene.panels.length > 1;
  const layout = layoutPanels(scene.panels.length, size, isSplit);
  const { width, height } = layout.rects[0] ?? { width: 1, height: 1 };
  const window = shownWindow(scene);
  const shared = { window, pixels: width, centrePixels: width / centreWidth, logX, logY, members };
  const panels = scene.panels.map((lines) => ({
    title: isSplit ? (lines[0]?.group.label ?? '') : '',
    lines: lines.map((line) => drawLine(line, { ...shared, memberPixels: memberColumns(lines, width) })),
  }));
  const drawn = panels.flatMap(({ lines }) => lines);
  const scale = valueScale(
    drawn.flatMap((line) => forScale(line, logY)),
    { log: logY, leaveOut, window, width, height, highest: metric.highest },
  );
  const wanted = Math.max(2, Math.round(width / 56));
  return {
    scene,
    window,
    layout,
    panels,
    scale: { ...scale, ticks: spread(scale, logY, height) },
    xTicks: (logX ? logTicks : linearTicks)(window.from, window.to, wanted),
    notes: notesOf(drawn, scale, metric, logY),
  };
}

/** Labels closer than a line of text would be written over one another, as in several rows of panels. */
function spread({ ticks, min, max }: ValueScale, log: boolean, height: number): number[] {
  const place = log ? Math.log : (value: number): number => value;
  const pixel = (value: number): number => ((place(value) - place(min)) / (place(max) - place(min))) * height;
  const kept: number[] = [];
  for (const tick of ticks) if (kept.length === 0 || pixel(tick) - pixel(kept.at(-1)!) >= closest) kept.push(tick);
  return kept;
}
const closest = 17;

/** The more faint lines a panel has, the coarser each: what drawing all of them costs stays about the same. */
function memberColumns(lines: readonly GroupLine[], width: number): number {
  const count = lines.reduce((sum, { curve }) => sum + curve.members.length, 0);
  return count <= 4 ? width : Math.min(width / 2, Math.max(fewestColumns, allColumns / count));
}
const allColumns = 6000;
const fewestColumns = 60;

/** A logarithmic axis starts at the first position above zero. */
function shownWindow({ extent, zoom, logX, panels }: Scene): XWindow {
  const { from, to } = zoom ?? extent;
  if (!logX || from > 0) return { from, to };
  let first = to;
  for (const { curve } of panels.flat())
    for (const { x } of curve.members) {
      const least = x.find((position) => position > 0);
      if (least !== undefined) first = Math.min(first, least);
    }
  return { from: first < to ? first : to / 1000, to };
}

/** Lines, members and bands all decide the range; values that a log axis cannot show are counted in the lines alone. */
function forScale({ centre, full, raw, members, bands }: DrawnLine, log: boolean): DrawnCurve[] {
  const nowhere = { x: [], y: [] };
  const only = (reduced: ReducedSeries, values: Pick<DrawnCurve['curve'], 'x' | 'y'> = nowhere): DrawnCurve => ({
    curve: { name: '', colour: '', dash: 'solid', smoothed: null, ...values },
    raw: log ? { x: reduced.x, y: reduced.y.map((value) => (value > 0 ? value : NaN)) } : reduced,
    smoothed: null,
    breaks: [],
  });
  return [
    ...centre.map((part, i) => only(part, i === 0 ? full : nowhere)),
    ...[...(raw ? [raw] : []), ...members, ...bands.flatMap(({ low, high }) => [low, high])].map((one) => only(one)),
  ];
}

function notesOf(
  lines: readonly DrawnLine[],
  { above, unshowable, max, min }: ValueScale,
  metric: Metric,
  log: boolean,
): string[] {
  const reachesZero = log && lines.some(({ bands }) => bands.some(({ low }) => low.y.some((value) => value <= 0)));
  return [
    ...(above.length > 0 ? [`▲ beyond the scale, above ${metric.format(max)}`] : []),
    ...(unshowable > 0
      ? [`${unshowable} ${unshowable === 1 ? 'value' : 'values'} of 0 cannot be shown on a log axis`]
      : []),
    ...(reachesZero ? [`a band reaches zero: drawn down to ${metric.formatTick(Number(min.toPrecision(2)))}`] : []),
  ];
}

/** The outline of a band inside the scale: along the upper edge and back along the lower one. */
export function outline({ low, high }: DrawnLine['bands'][number], scale: Pick<ValueScale, 'min'>): Point[] {
  // Below the axis the polygon may only be cut where a logarithm does not exist; elsewhere the plot's clipping does it.
  const point = (x: number, y: number): Point => ({ x, y: scale.min > 0 ? Math.max(scale.min, y) : y });
  const upper = Array.from(high.x, (x, i) => point(x, high.y[i]!));
  const lower = Array.from(low.x, (x, i) => point(x, low.y[i]!));
  return [...upper, ...lower.reverse()];
}
