/** Points of a 2-D dataset on a canvas: a colour and a shape for each class, so that colour never stands alone. */

import { unordered } from '../../../../shared/colors.ts';
import { linearTicks } from '../../charts/ticks.ts';
import { tokens } from '../../theme.ts';
import type { ShownTheme } from '../../theme.ts';
import { fromX, fromY, margin, toX, toY } from './scatter.ts';
import type { Frame, PlotSize } from './scatter.ts';

export interface Scatter {
  readonly points: Float32Array;
  readonly labels: Uint16Array;
  readonly positions: Uint32Array;
  readonly selected: number | null;
}

export const classColor = (label: number, theme: ShownTheme): string =>
  unordered[theme][label % unordered[theme].length] ?? tokens[theme].text;

type Context = CanvasRenderingContext2D;

/** Draws the shape of a class around a place. Many points are drawn small. */
export const classShapes: readonly ((context: Context, x: number, y: number, r: number) => void)[] = [
  (context, x, y, r) => context.fillRect(x - r, y - r, 2 * r, 2 * r),
  (context, x, y, r) => {
    context.fillRect(x - 1.5 * r, y - r / 3, 3 * r, r / 1.5);
    context.fillRect(x - r / 3, y - 1.5 * r, r / 1.5, 3 * r);
  },
  (context, x, y, r) => {
    context.beginPath();
    context.arc(x, y, 1.2 * r, 0, 2 * Math.PI);
    context.fill();
  },
  (context, x, y, r) => {
    context.beginPath();
    context.moveTo(x, y - 1.5 * r);
    context.lineTo(x + 1.4 * r, y + r);
    context.lineTo(x - 1.4 * r, y + r);
    context.fill();
  },
];

export function drawScatter(context: Context, frame: Frame, size: PlotSize, theme: ShownTheme, scatter: Scatter): void {
  context.clearRect(0, 0, size.width, size.height);
  drawAxes(context, frame, size, theme);
  const { points, labels, positions, selected } = scatter;
  const radius = positions.length > 20_000 ? 0.7 : positions.length > 2000 ? 1.3 : 2.6;
  for (const position of positions) {
    const label = labels[position] ?? 0;
    context.fillStyle = classColor(label, theme);
    const [x, y] = [toX(frame, points[2 * position]!), toY(frame, points[2 * position + 1]!)];
    classShapes[label % classShapes.length]!(context, x, y, radius);
  }
  if (selected === null) return;
  context.strokeStyle = tokens[theme].text;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(toX(frame, points[2 * selected]!), toY(frame, points[2 * selected + 1]!), 7, 0, 2 * Math.PI);
  context.stroke();
}

export function drawAxes(context: Context, frame: Frame, { width, height }: PlotSize, theme: ShownTheme): void {
  const { line, textThird } = tokens[theme];
  const [left, right, bottom] = [margin.left, width - margin.right, height - margin.bottom];
  context.font = "11px 'Inter Variable', system-ui, sans-serif";
  context.fillStyle = textThird;
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.textAlign = 'center';
  for (const tick of linearTicks(fromX(frame, left), fromX(frame, right), width / 90)) {
    const x = Math.round(toX(frame, tick)) + 0.5;
    stroke(context, x, margin.top, x, bottom);
    context.fillText(String(tick), x, bottom + 16);
  }
  context.textAlign = 'right';
  for (const tick of linearTicks(fromY(frame, bottom), fromY(frame, margin.top), height / 70)) {
    const y = Math.round(toY(frame, tick)) + 0.5;
    stroke(context, left, y, right, y);
    context.fillText(String(tick), left - 8, y + 4);
  }
}

function stroke(context: Context, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
