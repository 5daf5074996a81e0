/** Strokes as grey pixels: a round pen along straight lines between the points, its edge softened over one pixel. */

import type { Point, Stroke } from './strokes.ts';

export interface Raster {
  readonly height: number;
  readonly width: number;
  /** Ink, 0..1. */
  readonly values: Float32Array; // (height, width)
}

/**
 * @param strokes points in pixels: (0, 0) is the corner of the first one, (0.5, 0.5) its middle
 * @param penWidth in pixels
 */
export function rasterize(strokes: readonly Stroke[], height: number, width: number, penWidth: number): Raster {
  const values = new Float32Array(height * width);
  const raster = { height, width, values };
  for (const stroke of strokes)
    stroke.forEach((point, i) => drawSegment(raster, stroke[Math.max(0, i - 1)]!, point, penWidth / 2));
  return raster;
}

function drawSegment({ height, width, values }: Raster, from: Point, to: Point, radius: number): void {
  const reach = radius + 0.5;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const last = (a: number, b: number, size: number) => Math.min(size - 1, Math.ceil(Math.max(a, b) + reach));
  for (let row = first(from.y, to.y); row <= last(from.y, to.y, height); row++)
    for (let column = first(from.x, to.x); column <= last(from.x, to.x, width); column++) {
      const away = distance({ x: column + 0.5, y: row + 0.5 }, from, to);
      const ink = Math.min(1, Math.max(0, reach - away));
      const at = row * width + column;
      if (ink > values[at]!) values[at] = ink;
    }
}

/** From a point to the nearest of a segment. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - nearest * dx, point.y - from.y - nearest * dy);
}
