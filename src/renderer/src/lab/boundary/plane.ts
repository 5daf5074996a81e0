/** The part of the plane that is shown, and where it stands in a square canvas. Pure. */

import type { DecisionGrid } from '../../../../shared/contract.ts';
import { fromX, fromY, margin, toX, toY, type Frame, type PlotSize } from '../../data/images/scatter.ts';

/** Three standard deviations of the ellipse's points, and room for whatever a person draws. */
export const reach = 3;
export const bounds: DecisionGrid['bounds'] = { x: [-reach, reach], y: [-reach, reach] };

/** Equal units on both axes. */
export function planeFrame({ width, height }: PlotSize): Frame {
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  return {
    scale: Math.max(1, Math.min(inner.width, inner.height)) / (2 * reach),
    centre: [0, 0],
    middle: [margin.left + inner.width / 2, margin.top + inner.height / 2],
  };
}

/** The square of the canvas that the field fills. */
export const fieldBox = (frame: Frame): { left: number; top: number; side: number } => ({
  left: toX(frame, -reach),
  top: toY(frame, reach),
  side: 2 * reach * frame.scale,
});

/** The place in the plane under a pixel, rounded to hundredths; null outside of it. */
export function placeAt(frame: Frame, x: number, y: number): readonly [number, number] | null {
  const place = [round(fromX(frame, x)), round(fromY(frame, y))] as const;
  return place.every((value) => Math.abs(value) <= reach) ? place : null;
}

/** A cursor moved by arrow keys stays in the plane. */
export const moved = ([x, y]: readonly [number, number], dx: number, dy: number): readonly [number, number] => [
  within(x + dx),
  within(y + dy),
];

/** At most this many of the points are drawn, evenly spaced: sixty thousand would hide the field. */
const mostDrawn = 1500;

export function shownPositions(count: number): Uint32Array {
  const shown = Math.min(count, mostDrawn);
  return Uint32Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
}

const round = (value: number): number => Math.round(100 * value) / 100;
const within = (value: number): number => round(Math.min(reach, Math.max(-reach, value)));
