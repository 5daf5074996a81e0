/** Draws curves as a pen of round tip does: coverage of each pixel from its distance to the nearest piece of line. */

import { imageSize } from './layout.ts';

export interface Pen {
  /** Half the width of the line in pixels. */
  readonly radius: number;
  /** Relative change of the radius from a stroke's middle to its end; the opposite to its start. */
  readonly pressure: number;
  /** Width of the grey rim in pixels. */
  readonly softness: number;
}

/**
 * Adds one curve to the picture; where lines cross, the darker wins.
 * @param curve polyline in pixels, x, y alternating
 * @param ink (28 × 28) coverage 0..1, row by row
 */
export function drawCurve(curve: readonly number[], pen: Pen, ink: Float32Array): void {
  const last = curve.length - 2;
  for (let i = 0; i < last; i += 2) {
    const along = i / last - 0.5;
    drawPiece(
      curve[i]!,
      curve[i + 1]!,
      curve[i + 2]!,
      curve[i + 3]!,
      pen.radius * (1 + 2 * pen.pressure * along),
      pen,
      ink,
    );
  }
}

/** A straight piece with round ends. */
function drawPiece(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  { softness }: Pen,
  ink: Float32Array,
): void {
  const reach = radius + softness / 2;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(imageSize - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(imageSize - 1, Math.floor(Math.max(y0, y1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const perLength = 1 / (dx * dx + dy * dy || 1);
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      // The centre of a pixel lies half a pixel in.
      const px = column + 0.5 - x0;
      const py = row + 0.5 - y0;
      const along = Math.max(0, Math.min(1, (px * dx + py * dy) * perLength));
      const ex = px - along * dx;
      const ey = py - along * dy;
      const square = ex * ex + ey * ey;
      if (square >= reach * reach) continue;
      const cover = Math.min(1, (reach - Math.sqrt(square)) / softness);
      const pixel = row * imageSize + column;
      if (cover > ink[pixel]!) ink[pixel] = cover;
    }
}
