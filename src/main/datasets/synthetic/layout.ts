/**
 * Puts a written digit where MNIST has it: the ink fits a box of 20 × 20 pixels, aspect kept, and its centre of mass
 * lies in the middle of the 28 × 28 image (LeCun, Cortes & Burges, "The MNIST database").
 */

export const imageSize = 28;
const boxSize = 20;

/**
 * Moves and scales the curves in place, into pixels: pixel (0, 0) spans 0..1.
 * @param curves polylines, x, y alternating
 * @param radius half the width of the line in pixels
 */
export function placeInImage(curves: readonly number[][], radius: number): void {
  const [left, right] = extent(curves, 0);
  const [top, bottom] = extent(curves, 1);
  const scale = (boxSize - 2 * radius) / Math.max(right - left, bottom - top);
  const [massX, massY] = centreOfMass(curves);
  // Far strokes of a lopsided digit must not leave the image: the centre gives way.
  const shiftX = keepInside(imageSize / 2 - scale * massX, scale * left, scale * right, radius);
  const shiftY = keepInside(imageSize / 2 - scale * massY, scale * top, scale * bottom, radius);
  for (const curve of curves)
    for (let i = 0; i < curve.length; i += 2) {
      curve[i] = scale * curve[i]! + shiftX;
      curve[i + 1] = scale * curve[i + 1]! + shiftY;
    }
}

function keepInside(shift: number, low: number, high: number, radius: number): number {
  return Math.min(imageSize - radius - high, Math.max(radius - low, shift));
}

function extent(curves: readonly number[][], axis: 0 | 1): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const curve of curves)
    for (let i = axis; i < curve.length; i += 2) {
      low = Math.min(low, curve[i]!);
      high = Math.max(high, curve[i]!);
    }
  return [low, high];
}

/** Every piece of line weighs its length. */
function centreOfMass(curves: readonly number[][]): [x: number, y: number] {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (const curve of curves)
    for (let i = 2; i < curve.length; i += 2) {
      const [x0, y0, x1, y1] = [curve[i - 2]!, curve[i - 1]!, curve[i]!, curve[i + 1]!];
      const length = Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2);
      mass += length;
      momentX += (length * (x0 + x1)) / 2;
      momentY += (length * (y0 + y1)) / 2;
    }
  return [momentX / mass, momentY / mass];
}
