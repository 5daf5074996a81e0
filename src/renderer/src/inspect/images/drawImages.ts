/** Grey images onto canvases: one pixel of the image is one square, never smoothed. */

import type { ImageShape } from './imageCache.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills RGBA from grey values. @param rgba from the beginning of its buffer, as that of an `ImageData` */
export function greyToRgba(grey: Uint8Array, rgba: Uint8ClampedArray): void {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, grey.length);
  for (let i = 0; i < grey.length; i++) pixels[i] = 0xff00_0000 + grey[i]! * 0x01_0101;
}

/** The largest place of the image's proportions within a square or box, in its middle. */
export function fitted(shape: ImageShape, box: Place): Place {
  const scale = Math.min(box.width / shape.width, box.height / shape.height);
  const [width, height] = [shape.width * scale, shape.height * scale];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws images one after the other; the small canvas between pixels and squares is made once. */
export class ImagePainter {
  #small: HTMLCanvasElement | null = null;
  #data: ImageData | null = null;

  draw(context: Context, grey: Uint8Array, shape: ImageShape, place: Place): void {
    const { small, data } = this.#prepared(shape);
    greyToRgba(grey, data.data);
    small.getContext('2d')?.putImageData(data, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, place.x, place.y, place.width, place.height);
  }

  #prepared({ height, width }: ImageShape): { small: HTMLCanvasElement; data: ImageData } {
    if (!this.#small || this.#small.width !== width || this.#small.height !== height) {
      this.#small = document.createElement('canvas');
      this.#small.width = width;
      this.#small.height = height;
      this.#data = null;
    }
    this.#data ??= new ImageData(width, height);
    return { small: this.#small, data: this.#data };
  }
}
