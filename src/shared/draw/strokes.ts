/** What a person draws on the pad: strokes of points, and a pen of some width. Pure data. */

export interface Point {
  /** Shares of the pad's side, from its upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** A stroke of one point is a dot. */
export type Stroke = readonly Point[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The box around the middle line of all strokes; null where nothing is drawn. */
export function boxAround(strokes: readonly Stroke[]): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes)
    for (const { x, y } of stroke) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return left > right ? null : { left, top, width: right - left, height: bottom - top };
}
