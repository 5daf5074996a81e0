/** Where the plot lies inside its element, and how positions on it and steps of the run turn into one another. */

import type { XWindow } from './curves.ts';

/** Pixels around the plot, for axis labels and names. */
export const margins = { left: 52, right: 14, top: 24, bottom: 34 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The plot's size inside an element, never less than one pixel. */
export const plotSize = ({ width, height }: Size): Size => ({
  width: Math.max(1, width - margins.left - margins.right),
  height: Math.max(1, height - margins.top - margins.bottom),
});

/** Pixels from the left of the element → step; beyond the plot the nearest step of the window. */
export function stepAt(pixel: number, { width }: Size, { from, to }: XWindow): number {
  const share = (pixel - margins.left) / plotSize({ width, height: 0 }).width;
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/** Step → pixels from the left of the element; null outside the window. */
export function pixelOf(step: number, { width }: Size, { from, to }: XWindow): number | null {
  if (step < from || step > to || to <= from) return null;
  return margins.left + ((step - from) / (to - from)) * plotSize({ width, height: 0 }).width;
}

/** Whether a point of the element, from its upper left corner, lies on the plot. */
export function isOnPlot(x: number, y: number, size: Size): boolean {
  const plot = plotSize(size);
  return x >= margins.left && x <= margins.left + plot.width && y >= margins.top && y <= margins.top + plot.height;
}
