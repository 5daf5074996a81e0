/**
 * Smooth curves through points: uniform Catmull-Rom splines (Catmull & Rom 1974), which serve well for points as evenly
 * spread as those of a skeleton.
 */

/** Straight pieces per stretch between two points. */
const pieces = 5;

/**
 * The curve through the points as a polyline; a point given twice is a corner, where the curve starts afresh.
 * @param points x, y alternating, at least two points
 * @returns x, y alternating
 */
export function curveThrough(points: readonly number[]): number[] {
  const curve = [points[0]!, points[1]!];
  let start = 0;
  for (let end = 2; end < points.length; end += 2) {
    const isCorner = points[end + 2] === points[end] && points[end + 3] === points[end + 1];
    if (!isCorner && end + 2 < points.length) continue;
    appendSmooth(points, start, end, curve);
    start = end + 2;
    end += isCorner ? 2 : 0;
  }
  return curve;
}

/** Appends the smooth curve from the point at `start` to the one at `end`, without its first point. */
function appendSmooth(points: readonly number[], start: number, end: number, curve: number[]): void {
  for (let i = start; i < end; i += 2) {
    // Beyond its ends the curve goes on straight.
    const before = Math.max(start, i - 2);
    const after = Math.min(end, i + 4);
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      for (let axis = 0; axis < 2; axis++)
        curve.push(blend(points[before + axis]!, points[i + axis]!, points[i + 2 + axis]!, points[after + axis]!, t));
    }
  }
}

/** Catmull-Rom between b (t = 0) and c (t = 1). */
function blend(a: number, b: number, c: number, d: number, t: number): number {
  return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
}
