/** Draws a confusion matrix of many classes: shades, names where there is room, and the lines to a cell that is looked at. */

import type { Tokens } from '../../theme.ts';
import type { ConfusionView } from './cells.ts';
import { boxOf, type MapLayout, type MapPlace } from './mapLayout.ts';

export interface DrawnMap {
  readonly view: ConfusionView;
  readonly classNames: readonly string[];
  readonly layout: MapLayout;
  readonly colors: Tokens;
  /** What is looked at; null for nothing. */
  readonly at: MapPlace | null;
  /** What the gallery is narrowed to: 0 for all of a row or column; null where it is to nothing. */
  readonly chosen: MapPlace | null;
}

const narrowest = 0.8;

export function drawMap(context: CanvasRenderingContext2D, map: DrawnMap): void {
  drawCells(context, map);
  drawNames(context, map, 'row');
  drawNames(context, map, 'column');
  if (map.at) drawFrame(context, map, map.at, map.colors.text, 1);
  if (map.chosen) drawFrame(context, map, map.chosen, map.colors.accent, 2);
}

function drawCells(context: CanvasRenderingContext2D, { view, layout, colors, at }: DrawnMap): void {
  const { classes, cell, gap, headWidth, headHeight, hasTexts } = layout;
  context.fillStyle = colors.raised;
  context.fillRect(headWidth, headHeight, classes * cell - gap, classes * cell - gap);
  context.fillStyle = colors.textThird;
  context.globalAlpha = 0.16;
  if (at && at[0] > 0) context.fillRect(headWidth, boxOf(layout, [at[0], 1]).top, classes * cell - gap, cell - gap);
  if (at && at[1] > 0) context.fillRect(boxOf(layout, [1, at[1]]).left, headHeight, cell - gap, classes * cell - gap);
  context.globalAlpha = 1;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = '8.5px Inter Variable, sans-serif';
  for (const row of view.rows)
    for (const { trueClass, predictedClass, shade, text, isDiagonal } of row) {
      const { left, top, width, height } = boxOf(layout, [trueClass + 1, predictedClass + 1]);
      if (shade !== 0 || isDiagonal) {
        // What is rare must still be told from what never was.
        context.globalAlpha = shade === 0 ? 1 : 0.14 + 0.86 * Math.abs(shade) ** 0.6;
        context.fillStyle = shade === 0 ? colors.line : shade > 0 ? colors.error : colors.accent;
        context.fillRect(left, top, width, height);
        context.globalAlpha = 1;
      }
      if (!hasTexts || text === '·') continue;
      context.fillStyle = Math.abs(shade) > 0.4 ? colors.background : colors.text;
      context.fillText(text, left + width / 2, top + height / 2, width);
    }
}

/** Thinned to those there is room for; the one looked at comes instead of those beside it. */
function drawNames(context: CanvasRenderingContext2D, map: DrawnMap, of: 'row' | 'column'): void {
  const { classNames, layout, colors, at, chosen } = map;
  const [along, isRow] = [of === 'row' ? 0 : 1, of === 'row'];
  const looked = at?.[along] || chosen?.[along] || 0;
  context.textBaseline = 'middle';
  for (const [k, name] of classNames.entries()) {
    const isLooked = k + 1 === looked;
    const isCovered = looked > 0 && Math.abs(k + 1 - looked) * layout.cell < 11;
    if (!isLooked && (k % layout.nameStep > 0 || isCovered)) continue;
    const box = boxOf(layout, isRow ? [k + 1, 0] : [0, k + 1]);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    context.save();
    context.fillStyle = isLooked ? colors.accent : colors.textThird;
    context.font = `${isLooked ? '600 ' : ''}10px Inter Variable, sans-serif`;
    context.textAlign = isRow ? 'right' : layout.isOnEnd ? 'left' : 'center';
    if (isRow) fillName(context, name, layout.headWidth - 4, y, layout.headWidth - 4);
    else if (layout.isOnEnd) {
      context.translate(x, box.top + box.height - 1);
      context.rotate(-Math.PI / 2);
      fillName(context, name, 0, 0, layout.headHeight - 3);
    } else context.fillText(name, x, y);
    context.restore();
  }
}

/** Letters are pressed together only as far as they can be read; what is longer loses its middle, since many names differ at the end. */
function fillName(context: CanvasRenderingContext2D, name: string, x: number, y: number, width: number): void {
  const letters = [...name];
  let [kept, text] = [letters.length, name];
  while (kept > 4 && context.measureText(text).width > width / narrowest) {
    kept--;
    text = `${letters.slice(0, Math.ceil(kept / 2)).join('')}…${letters.slice(-Math.floor(kept / 2)).join('')}`;
  }
  context.fillText(text, x, y, width);
}

/** Around a cell, or around all of a row or column where the other is 0. */
function drawFrame(
  context: CanvasRenderingContext2D,
  { layout }: DrawnMap,
  [row, column]: MapPlace,
  color: string,
  lineWidth: 1 | 2,
): void {
  const { classes } = layout;
  const first = boxOf(layout, [Math.max(1, row), Math.max(1, column)]);
  const last = boxOf(layout, [row || classes, column || classes]);
  context.strokeStyle = color;
  context.lineWidth = lineWidth;
  const out = lineWidth / 2;
  const [width, height] = [last.left + last.width - first.left, last.top + last.height - first.top];
  context.strokeRect(first.left - out, first.top - out, width + lineWidth, height + lineWidth);
}
