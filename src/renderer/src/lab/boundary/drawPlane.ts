/** The plane on a canvas: field, line of decision, published curve, points, cursor; in that order from below. */

import type { DecisionGrid } from '../../../../shared/contract.ts';
import { classMargin, zeroLine } from '../../../../shared/lab/contour.ts';
import type { PointSet } from '../../../../shared/lab/pointSets.ts';
import { classColor, classShapes, drawAxes } from '../../data/images/drawScatter.ts';
import { toX, toY, type Frame, type PlotSize } from '../../data/images/scatter.ts';
import { tokens, type ShownTheme } from '../../theme.ts';
import { classesOf, fieldPixels, rgbOf } from './field.ts';
import { fieldBox } from './plane.ts';

type Context = CanvasRenderingContext2D;

export interface PlaneDrawing {
  readonly grid: DecisionGrid | null;
  readonly points: PointSet | null;
  /** Which points are drawn. */
  readonly positions: Uint32Array;
  /** Corners of a closed curve to compare with, or none. */
  readonly curve: Float64Array | null; // (corners, 2)
  readonly cursor: readonly [number, number] | null;
}

export function drawPlane(
  context: Context,
  frame: Frame,
  size: PlotSize,
  theme: ShownTheme,
  plane: PlaneDrawing,
): void {
  context.clearRect(0, 0, size.width, size.height);
  drawAxes(context, frame, size, theme);
  context.save();
  const { left, top, side } = fieldBox(frame);
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  if (plane.grid) drawField(context, frame, theme, plane.grid);
  if (plane.curve) drawCurve(context, frame, theme, plane.curve);
  if (plane.points) drawPoints(context, frame, theme, plane.points, plane.positions);
  context.restore();
  if (plane.cursor) drawCursor(context, frame, theme, plane.cursor);
}

function drawField(context: Context, frame: Frame, theme: ShownTheme, grid: DecisionGrid): void {
  const { left, top, side } = fieldBox(frame);
  const { size } = grid;
  const colours = Array.from({ length: classesOf(grid) }, (_, k) => rgbOf(classColor(k, theme)));
  const image = new OffscreenCanvas(size, size);
  image
    .getContext('2d')
    ?.putImageData(new ImageData(fieldPixels(grid, colours, rgbOf(tokens[theme].background)), size, size), 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(image, left, top, side, side);

  context.strokeStyle = tokens[theme].text;
  context.lineWidth = 1.5;
  context.beginPath();
  // Between two classes one line is both margins'.
  const classes = colours.length === 2 ? [1] : colours.keys();
  for (const k of classes) {
    const line = zeroLine(classMargin(grid.probabilities, colours.length, k), size);
    for (let i = 0; i < line.length; i += 4) {
      context.moveTo(left + (line[i]! / size) * side, top + (line[i + 1]! / size) * side);
      context.lineTo(left + (line[i + 2]! / size) * side, top + (line[i + 3]! / size) * side);
    }
  }
  context.stroke();
}

function drawCurve(context: Context, frame: Frame, theme: ShownTheme, curve: Float64Array): void {
  context.strokeStyle = tokens[theme].text;
  context.lineWidth = 1.25;
  context.setLineDash([5, 4]);
  context.beginPath();
  for (let i = 0; i < curve.length; i += 2) context.lineTo(toX(frame, curve[i]!), toY(frame, curve[i + 1]!));
  context.closePath();
  context.stroke();
  context.setLineDash([]);
}

/** Few points have a rim in the background's colour, to stand out from a field of their own. */
function drawPoints(context: Context, frame: Frame, theme: ShownTheme, set: PointSet, positions: Uint32Array): void {
  const radius = positions.length > 400 ? 1.5 : 3.2;
  for (const position of positions) {
    const label = set.labels[position]!;
    const shape = classShapes[label % classShapes.length]!;
    const [x, y] = [toX(frame, set.points[2 * position]!), toY(frame, set.points[2 * position + 1]!)];
    if (radius > 2) {
      context.fillStyle = tokens[theme].background;
      shape(context, x, y, radius + 1.6);
    }
    context.fillStyle = classColor(label, theme);
    shape(context, x, y, radius);
  }
}

function drawCursor(context: Context, frame: Frame, theme: ShownTheme, [x, y]: readonly [number, number]): void {
  const [px, py] = [Math.round(toX(frame, x)) + 0.5, Math.round(toY(frame, y)) + 0.5];
  context.strokeStyle = tokens[theme].text;
  context.lineWidth = 1;
  context.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(px + 5 * dx, py + 5 * dy);
    context.lineTo(px + 12 * dx, py + 12 * dy);
  }
  context.stroke();
}
