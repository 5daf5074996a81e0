/** Where points stand in a plot with equal units on both axes, and which of them is nearest to a place. Pure. */

export interface Frame {
  /** Pixels of the page per unit. */
  readonly scale: number;
  /** Centre of the data and of the plot. */
  readonly centre: readonly [x: number, y: number];
  readonly middle: readonly [x: number, y: number];
}

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** Room for the labels of the axes. */
export const margin = { left: 44, right: 16, top: 14, bottom: 30 } as const;

/** Shows all points, the units of both axes alike, so that a circle is round. */
export function frameOf(points: Float32Array, { width, height }: PlotSize): Frame {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
    low = Math.min(low, points[i + 1]!);
    high = Math.max(high, points[i + 1]!);
  }
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const scale = Math.min(inner.width / (right - left || 1), inner.height / (high - low || 1)) * 0.96;
  return {
    scale: Math.max(scale, 1e-12),
    centre: [(left + right) / 2, (low + high) / 2],
    middle: [margin.left + inner.width / 2, margin.top + inner.height / 2],
  };
}

export const toX = ({ scale, centre, middle }: Frame, x: number): number => middle[0] + (x - centre[0]) * scale;
export const toY = ({ scale, centre, middle }: Frame, y: number): number => middle[1] - (y - centre[1]) * scale;
export const fromX = ({ scale, centre, middle }: Frame, x: number): number => centre[0] + (x - middle[0]) / scale;
export const fromY = ({ scale, centre, middle }: Frame, y: number): number => centre[1] - (y - middle[1]) / scale;

/** The nearest of these points to a place of the plot, at most `reach` pixels away; null where there is none. */
export function nearestPoint(
  points: Float32Array,
  positions: Uint32Array,
  frame: Frame,
  [x, y]: readonly [number, number],
  reach = 12,
): number | null {
  let best = reach * reach;
  let found: number | null = null;
  for (const position of positions) {
    const [dx, dy] = [toX(frame, points[2 * position]!) - x, toY(frame, points[2 * position + 1]!) - y];
    const distance = dx * dx + dy * dy;
    if (distance >= best) continue;
    best = distance;
    found = position;
  }
  return found;
}
