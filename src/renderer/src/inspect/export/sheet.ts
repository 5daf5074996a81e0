/** Images with captions on one sheet, as a PNG: where everything stands (pure), and the drawing. */

import { fitted, ImagePainter } from '../images/drawImages.ts';
import type { Place } from '../images/drawImages.ts';
import type { ImagePixels } from '../../../../shared/contract.ts';

/** More would need a picture that browsers refuse to make. */
export const mostOnSheet = 10_000;

export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Of an image's square, and of the line of text below it. */
  readonly side: number;
  readonly caption: number;
  /** Where the image of this index stands; its caption follows below. */
  place(index: number): Place;
}

const margin = 16;
const gap = 10;
const titleHeight = 30;
const caption = 16;

/** About as wide as it is high; images three times their size, twice where there are thousands. */
export function sheetLayout(count: number, shape: { readonly height: number; readonly width: number }): SheetLayout {
  const scale = (count > 1500 ? 56 : 84) / Math.max(shape.height, shape.width);
  // Whole multiples keep every pixel a square; large images are not made smaller than they are told to be.
  const side = Math.round(Math.max(shape.height, shape.width) * (scale >= 1 ? Math.floor(scale) : scale));
  const [stepX, stepY] = [side + gap, side + caption + gap];
  const columns = Math.max(1, Math.min(count, Math.ceil(Math.sqrt((count * stepY) / stepX))));
  const rows = Math.ceil(count / columns);
  return {
    width: Math.max(320, 2 * margin + columns * stepX - gap),
    height: 2 * margin + titleHeight + rows * stepY - gap,
    columns,
    side,
    caption,
    place: (index) => ({
      x: margin + (index % columns) * stepX,
      y: margin + titleHeight + Math.floor(index / columns) * stepY,
      width: side,
      height: side,
    }),
  };
}

export interface SheetTile {
  readonly left: string;
  readonly right: string;
}

/** Grey images on one sheet. */
export function sheetPng(title: string, images: ImagePixels, tiles: readonly SheetTile[]): Promise<Blob> {
  const painter = new ImagePainter();
  const size = images.height * images.width;
  return drawSheet(title, images, tiles, (context, index, place) =>
    painter.draw(context, images.pixels.subarray(index * size, (index + 1) * size), images, fitted(images, place)),
  );
}

/**
 * Draws on white, to be printed; in pixels, with no regard to the screen.
 * @param paint draws the image of a tile into its square
 */
export async function drawSheet(
  title: string,
  shape: { readonly height: number; readonly width: number },
  tiles: readonly SheetTile[],
  paint: (context: CanvasRenderingContext2D, index: number, place: Place) => void,
): Promise<Blob> {
  const layout = sheetLayout(tiles.length, shape);
  const canvas = document.createElement('canvas');
  canvas.width = layout.width;
  canvas.height = layout.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw the sheet on.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, layout.width, layout.height);
  context.fillStyle = '#18181b';
  context.font = '600 14px "Inter Variable", sans-serif';
  context.fillText(title, margin, margin + 14, layout.width - 2 * margin);
  context.font = '11px "Inter Variable", sans-serif';
  for (const [index, { left, right }] of tiles.entries()) {
    const place = layout.place(index);
    paint(context, index, place);
    const baseline = place.y + layout.side + 12;
    context.fillStyle = '#18181b';
    context.textAlign = 'left';
    context.fillText(left, place.x, baseline, layout.side - 22);
    context.fillStyle = '#52525b';
    context.textAlign = 'right';
    context.fillText(right, place.x + layout.side, baseline);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The sheet could not be made into a PNG.')))),
  );
}
