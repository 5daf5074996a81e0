/** Where panels stand on a drawing, and how pixels and positions of the x axis turn into one another. Pure. */

import type { XWindow } from '../charts/curves.ts';
import type { Size } from '../charts/plotArea.ts';

/** The plot of one panel, without labels, in pixels from the upper left corner of the drawing. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PanelLayout {
  readonly columns: number;
  readonly rects: readonly Rect[];
}

/** Room around the plots: y labels at the left, titles above, x labels below. */
const room = { left: 52, right: 14, gap: 24, title: 26, top: 12, below: 24, bottom: 36 } as const;
/** A narrower panel cannot be read; rather another row. */
const narrowest = 150;

/** Panels in rows, all of one size, because their axes are common. @param titled whether a title stands over each */
export function layoutPanels(count: number, { width, height }: Size, titled: boolean): PanelLayout {
  const fitting = Math.max(1, Math.floor((width - room.left - room.right + room.gap) / (narrowest + room.gap)));
  const rows = Math.max(1, Math.ceil(count / Math.min(count || 1, fitting)));
  const columns = Math.max(1, Math.ceil(count / rows));
  const above = titled ? room.title : room.top;
  const plotWidth = (width - room.left - room.right - (columns - 1) * room.gap) / columns;
  const plotHeight = (height - room.bottom - rows * above - (rows - 1) * room.below) / rows;
  const rects = Array.from({ length: count }, (_, i) => ({
    left: room.left + (i % columns) * (plotWidth + room.gap),
    top: above + Math.floor(i / columns) * (plotHeight + room.below + above),
    width: Math.max(1, plotWidth),
    height: Math.max(1, plotHeight),
  }));
  return { columns, rects };
}

/** The panel under a point; −1 where there is none. */
export const panelAt = ({ rects }: PanelLayout, x: number, y: number): number =>
  rects.findIndex(({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height);

/** Pixel → position on the x axis; beyond the plot the nearest position shown. */
export function positionAt(pixel: number, { left, width }: Rect, { from, to }: XWindow, log: boolean): number {
  const share = Math.min(1, Math.max(0, (pixel - left) / width));
  return log ? from * (to / from) ** share : from + share * (to - from);
}

/** Position → pixel; null outside the window. */
export function pixelAt(position: number, { left, width }: Rect, { from, to }: XWindow, log: boolean): number | null {
  if (!(position >= from && position <= to) || to <= from) return null;
  const share = log ? Math.log(position / from) / Math.log(to / from) : (position - from) / (to - from);
  return left + share * width;
}
