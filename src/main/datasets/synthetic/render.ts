/** Draws curves as a pen of round tip does: coverage of each pixel from its distance to the nearest piece of line. */

import type { Random } from '../../../engine/random.ts';
import { imageSize } from './layout.ts';

export interface Pen {
  /** Half the width of the line in pixels. */
  readonly radius: number;
  /** Relative change of the radius from a stroke's middle to its end; the opposite to its start. */
  readonly pressure: number;
  /** Relative change of the radius of a line along x against one along y, and of one falling against one rising. */
  readonly nib: readonly [straight: number, diagonal: number];
  /** Width of the grey rim in pixels. */
  readonly softness: number;
}

/** The ink flows unevenly: standard deviation of the radius from piece to piece, relative. */
const unevenness = 0.1;

/**
 * Adds one curve to the picture; where lines cross, the darker wins.
 * @param curve polyline in pixels, x, y alternating
 * @param ink (28 × 28) coverage 0..1, row by row
 */
export function drawCurve(curve: readonly number[], pen: Pen, random: Random, ink: Float32Array): void {
  const last = curve.length - 2;
  for (let i = 0; i < last; i += 2) {
    const [x0, y0, x1, y1] = [curve[i]!, curve[i + 1]!, curve[i + 2]!, curve[i + 3]!];
    const pressed = 1 + 2 * pen.pressure * (i / last - 0.5);
    const uneven = 1 + unevenness * random.normal();
    const radius = pen.radius * pressed * uneven * nibWidth(x1 - x0, y1 - y0, pen);
    drawPiece(x0, y0, x1, y1, Math.max(0.45, radius), pen.softness, ink);
  }
}

/** Relative width of a line in this direction: a broad nib, by the double angle of the line. */
function nibWidth(dx: number, dy: number, { nib: [straight, diagonal] }: Pen): number {
  const square = dx * dx + dy * dy;
  return square === 0 ? 1 : 1 + (straight * (dx * dx - dy * dy) + diagonal * 2 * dx * dy) / square;
}

/** A straight piece with round ends. */
function drawPiece(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  softness: number,
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
