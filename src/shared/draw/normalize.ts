/**
 * A drawing as MNIST's images were made of handwriting: scaled, keeping its proportions, so that its larger side fits a box
 * of 20 × 20, and moved so that its centre of mass stands in the middle of 28 × 28.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits: "The original black and white (bilevel)
 * images from NIST were size normalized to fit in a 20x20 pixel box while preserving their aspect ratio. […] the images
 * were centered in a 28x28 image by computing the center of mass of the pixels, and translating the image so as to position
 * this point at the center of the 28x28 field."
 *
 * Strokes are lines, not pixels, so they are scaled before they are inked; the pen is kept as wide as pens are in MNIST,
 * whatever size somebody draws at.
 */

import { rasterize, type Raster } from './rasterize.ts';
import { boxAround, type Box, type Stroke } from './strokes.ts';

/** Pens of MNIST's digits, in pixels of the 28 × 28 image, from thin to thick. */
const pens = { thinnest: 1.6, thickest: 3.2 } as const;

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * @param strokes in shares of the pad's side
 * @param penWidth in shares of the pad's side
 * @param size of the images that the network knows; the box is 20/28 of it
 * @returns pixels 0..255, or null where nothing is drawn
 */
export function normalizeStrokes(
  strokes: readonly Stroke[],
  penWidth: number,
  { height, width }: ImageSize,
): Uint8Array | null {
  const box = boxAround(strokes);
  if (!box) return null;
  const inner = { height: (height * 20) / 28, width: (width * 20) / 28 };
  const { scale, pen } = fit(box, penWidth, inner);
  // Twice the size leaves room to move; where it stands there is decided by its mass.
  const canvas = { height: 2 * height, width: 2 * width };
  const placed = strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: canvas.width / 2 + (x - box.left - box.width / 2) * scale,
      y: canvas.height / 2 + (y - box.top - box.height / 2) * scale,
    })),
  );
  const inked = rasterize(placed, canvas.height, canvas.width, pen);
  return centred(inked, { height, width });
}

/** How much to enlarge the middle line, and the pen that it is then drawn with: with its ink it fits the box. */
function fit(box: Box, penWidth: number, inner: ImageSize): { scale: number; pen: number } {
  const unit = inner.height / 20;
  const clamp = (pen: number) => Math.min(pens.thickest * unit, Math.max(pens.thinnest * unit, pen));
  const scaleFor = (pen: number) =>
    Math.min((inner.width - pen) / Math.max(box.width, 1e-6), (inner.height - pen) / Math.max(box.height, 1e-6));
  // A dot has no size of its own: it is as large as its pen.
  if (Math.max(box.width, box.height) < penWidth / 4) return { scale: 1, pen: pens.thickest * unit };
  const free = Math.min(
    inner.width / (Math.max(box.width, 1e-6) + penWidth),
    inner.height / (Math.max(box.height, 1e-6) + penWidth),
  );
  const pen = clamp(penWidth * free);
  return { scale: scaleFor(pen), pen };
}

/** The part of the raster around its centre of mass, moved by whole pixels as in MNIST. */
function centred({ height, width, values }: Raster, size: ImageSize): Uint8Array {
  let [mass, x, y] = [0, 0, 0];
  values.forEach((ink, at) => {
    mass += ink;
    x += ink * ((at % width) + 0.5);
    y += ink * (Math.floor(at / width) + 0.5);
  });
  const left = Math.round(x / mass - size.width / 2);
  const top = Math.round(y / mass - size.height / 2);
  return Uint8Array.from({ length: size.height * size.width }, (_, at) => {
    const [row, column] = [top + Math.floor(at / size.width), left + (at % size.width)];
    const isInside = row >= 0 && column >= 0 && row < height && column < width;
    return isInside ? Math.round(255 * values[row * width + column]!) : 0;
  });
}
