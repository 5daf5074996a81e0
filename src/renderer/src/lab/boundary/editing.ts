/** Points being drawn, with undo: every change is a new list, and the lists before it are kept. Pure. */

import type { DrawnPoint } from './settings.ts';

export interface Drawing {
  readonly points: readonly DrawnPoint[];
  /** Latest last. */
  readonly past: readonly (readonly DrawnPoint[])[];
}

/** Changes that can be undone. */
const mostPast = 200;

export const beginDrawing = (points: readonly DrawnPoint[]): Drawing => ({ points, past: [] });

export const replacePoints = ({ points, past }: Drawing, next: readonly DrawnPoint[]): Drawing => ({
  points: next,
  past: [...past, points].slice(-mostPast),
});

export const addPoint = (drawing: Drawing, point: DrawnPoint): Drawing =>
  replacePoints(drawing, [...drawing.points, point]);

/** Takes away the point nearest to a place, at most `reach` units away; the same drawing where there is none. */
export function removeNear(drawing: Drawing, [x, y]: readonly [number, number], reach: number): Drawing {
  const distances = drawing.points.map(([px, py]) => Math.hypot(px - x, py - y));
  const nearest = distances.indexOf(Math.min(...distances));
  if (nearest < 0 || distances[nearest]! > reach) return drawing;
  return replacePoints(drawing, drawing.points.toSpliced(nearest, 1));
}

export function undo({ points, past }: Drawing): Drawing {
  return { points: past.at(-1) ?? points, past: past.slice(0, -1) };
}
