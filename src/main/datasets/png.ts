/**
 * One PNG image as 8-bit grey pixels.
 *
 * Any kind of PNG is read. Colours become grey by luminance as Pillow's `convert('L')` has it (ITU-R 601: 0.299 R +
 * 0.587 G + 0.114 B), and transparency is left out, as there. Grey of 1, 2 and 4 bits is spread over 0..255; of 16 bits,
 * the nearest of 0..255 is taken. png-chunks.ts checks the file; then fast-png decodes, but for plain 8-bit grey
 * (png-lines.ts).
 */

import { decode } from 'fast-png';
import type { DecodedPng } from 'fast-png';
import { Broken } from './broken.ts';
import { checkPng } from './png-chunks.ts';
import type { PngHeader } from './png-chunks.ts';
import { unfilterGrey } from './png-lines.ts';

export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array; // (height × width)
  /** Whether it was 8-bit grey in the file, so that nothing had to be converted. */
  readonly asStored: boolean;
}

/** @throws Broken that says what is wrong with the image, as the end of a sentence: `is cut off` */
export function readPng(bytes: Uint8Array): GreyImage {
  const { header, bytes: checked, lines } = checkPng(bytes);
  const { width, height } = header;
  if (header.interlaced && header.depth < 8)
    throw new Broken(
      `is interlaced with ${header.depth} bits per pixel, which is not read; save it without interlacing`,
    );
  const asStored = header.colorType === 0 && header.depth === 8;
  const pixels =
    asStored && !header.interlaced ? unfilterGrey(lines, width, height) : greyOf(decodeChecked(checked), header);
  return { width, height, pixels, asStored };
}

function decodeChecked(bytes: Uint8Array): DecodedPng {
  try {
    return decode(bytes);
  } catch (error) {
    throw new Broken('has pixels that cannot be decoded', { cause: error });
  }
}

function greyOf({ data, channels, palette }: DecodedPng, header: PngHeader): Uint8Array {
  const { width, height, depth } = header;
  const samples = depth < 8 ? unpackBits(data, width * channels, height, depth) : data;
  if (header.colorType === 3) return Uint8Array.from(samples, (index) => greyOfColor(palette?.[index]));
  const toByte = 255 / (2 ** depth - 1);
  const hasColor = channels >= 3;
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * channels;
    const value = hasColor ? luminance(samples[at]!, samples[at + 1]!, samples[at + 2]!) : samples[at]!;
    return Math.round(value * toByte);
  });
}

function greyOfColor(color: readonly number[] | undefined): number {
  const [red, green, blue] = color ?? [];
  if (red === undefined || green === undefined || blue === undefined)
    throw new Broken('has a pixel whose colour the palette does not hold');
  return Math.round(luminance(red, green, blue));
}

/** In the fixed-point weights of Pillow. */
const luminance = (red: number, green: number, blue: number): number =>
  (red * 19_595 + green * 38_470 + blue * 7_471) / 65_536;

/** Samples of less than a byte; every line starts with a byte of its own. */
function unpackBits(data: ArrayLike<number>, perLine: number, lines: number, depth: number): Uint8Array {
  const samples = new Uint8Array(perLine * lines);
  const lineBytes = Math.ceil((perLine * depth) / 8);
  const mask = 2 ** depth - 1;
  for (let line = 0; line < lines; line++)
    for (let i = 0; i < perLine; i++) {
      const bit = i * depth;
      samples[line * perLine + i] = (data[line * lineBytes + (bit >> 3)]! >> (8 - depth - (bit & 7))) & mask;
    }
  return samples;
}
