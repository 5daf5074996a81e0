/**
 * What a figure that leaves the app carries around its drawing: a light ground, the title, what the band is, and the legend.
 * Pure: an option in, an option out.
 */

import type { GraphicComponentOption, GridComponentOption, TitleComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { tokens } from '../theme.ts';
import type { Dash } from './palette.ts';
import type { Size } from './plotArea.ts';

/** Whatever series the drawing has. */
export type FigureOption = Omit<
  ComposeOption<GridComponentOption | TitleComponentOption | GraphicComponentOption>,
  'series'
> & { readonly series?: object | undefined };

export interface LegendEntry {
  readonly label: string;
  /** On a light ground. */
  readonly colour: string;
  readonly dash: Dash;
}

export interface Frame {
  /** `Validation error against epoch`. */
  readonly title: string;
  /** What the band is, n, and what the picture alone would hide. */
  readonly note: string;
  /** Empty where the panels name their lines. */
  readonly legend: readonly LegendEntry[];
}

/** Pixels above the drawing, for title and note. */
export const headHeight = 44;
const rowHeight = 18;
const columnWidth = 190;
const swatch = 24;
const lineDash = { solid: 'solid', dashed: [5, 3], dotted: [1.5, 3] } as const;

const columnsIn = (width: number): number => Math.max(1, Math.floor((width - 32) / columnWidth));

/** Pixels below the drawing. */
export const legendHeight = (entries: number, width: number): number =>
  entries > 0 ? Math.ceil(entries / columnsIn(width)) * rowHeight + 8 : 0;

/** @param option the drawing, which leaves `headHeight` above and `legendHeight` below */
export function framed(option: FigureOption, { title, note, legend }: Frame, { width, height }: Size): FigureOption {
  const { text, textSecond, background } = tokens.light;
  const top = height - legendHeight(legend.length, width);
  const places = legend.map((entry, i) => ({
    ...entry,
    left: 52 + (i % columnsIn(width)) * columnWidth,
    top: top + Math.floor(i / columnsIn(width)) * rowHeight,
  }));
  const own = option.title === undefined ? [] : [option.title].flat();
  return {
    ...option,
    backgroundColor: background,
    title: [
      {
        text: title,
        subtext: note,
        left: 16,
        top: 10,
        padding: 0,
        itemGap: 4,
        textStyle: { fontSize: 14, fontWeight: 600, color: text },
        subtextStyle: { fontSize: 11.5, color: textSecond },
      },
      ...own,
      ...places.map(({ label, left, top: y }) => ({
        text: label,
        left: left + swatch + 6,
        top: y,
        padding: 0,
        textStyle: { fontSize: 11.5, fontWeight: 400 as const, color: text },
      })),
    ],
    graphic: places.map(({ colour, dash, left, top: y }) => ({
      type: 'line' as const,
      silent: true,
      shape: { x1: left, y1: y + 6, x2: left + swatch, y2: y + 6 },
      style: { stroke: colour, lineWidth: 2.2, lineDash: lineDash[dash] },
    })),
  };
}
