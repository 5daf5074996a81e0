/**
 * The chunks of a PNG file and its header, checked before anything is decoded: checksums, order, sizes, and that the packed
 * lines unpack to exactly what the header promises. Source: W3C PNG specification, third edition, sections 5 and 11.
 *
 * Throws `Broken`: which file it is says its reader.
 */

import { crc32, inflateSync } from 'node:zlib';
import { Broken } from './broken.ts';
import { maxInputs } from './sparse.ts';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits per channel: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colorType: number;
  readonly interlaced: boolean;
}

export interface CheckedPng {
  readonly header: PngHeader;
  /** The file without the chunks that say nothing of its pixels. */
  readonly bytes: Uint8Array;
  /** The unpacked lines, each with its filter in front. */
  readonly lines: Uint8Array;
}

export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Larger files hold something else than an image of at most 65,536 pixels. */
export const largestPng = 2 ** 22;

/** Bit depths and channels by colour type. */
const colorTypes: Readonly<Record<number, { readonly depths: readonly number[]; readonly channels: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], channels: 1 },
  2: { depths: [8, 16], channels: 3 },
  3: { depths: [1, 2, 4, 8], channels: 1 },
  4: { depths: [8, 16], channels: 2 },
  6: { depths: [8, 16], channels: 4 },
};

/** Starts and steps of the seven passes of an interlaced image: x, y, every so many columns and rows. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** With length, type and checksum. */
  readonly whole: Buffer;
}

/** @throws Broken that says what is wrong */
export function checkPng(bytes: Uint8Array): CheckedPng {
  if (bytes.length > largestPng) throw new Broken(`takes ${bytes.length} bytes, at most ${largestPng} are read`);
  const chunks = readChunks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const header = readHeader(chunks[0]);
  const palette = chunks.filter((chunk) => chunk.type === 'PLTE');
  const packed = chunks.filter((chunk) => chunk.type === 'IDAT');
  if (packed.length === 0) throw new Broken('has no image data');
  if (chunks.filter((chunk) => chunk.type === 'IHDR').length > 1) throw new Broken('has two headers');
  checkPalette(palette, header, chunks);
  const lines = unpackLines(Buffer.concat(packed.map((chunk) => chunk.data)), header);
  const needed = chunks.filter(
    ({ type }) => /^(IHDR|IDAT|IEND)$/.test(type) || (type === 'PLTE' && header.colorType === 3),
  );
  if (needed.length === chunks.length) return { header, bytes, lines };
  return { header, bytes: Buffer.concat([pngSignature, ...needed.map((chunk) => chunk.whole)]), lines };
}

function readChunks(file: Buffer): Chunk[] {
  if (!file.subarray(0, 8).equals(pngSignature)) throw new Broken('is not a PNG image');
  const chunks: Chunk[] = [];
  for (let at = 8; chunks.at(-1)?.type !== 'IEND';) {
    const end = at + 12 <= file.length ? at + 12 + file.readUInt32BE(at) : Infinity;
    if (end > file.length) throw new Broken('is cut off');
    const type = file.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type)) throw new Broken('is damaged');
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
      throw new Broken(`does not match the checksum of its ${type} part`);
    // A capital letter first: the image cannot be shown without.
    if (/^[A-Z]/.test(type) && !/^(IHDR|PLTE|IDAT|IEND)$/.test(type)) throw new Broken(`has an unknown part ${type}`);
    chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function readHeader(chunk: Chunk | undefined): PngHeader {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) throw new Broken('has no header');
  const { data } = chunk;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  if (width < 1 || height < 1 || width * height > maxInputs)
    throw new Broken(`has ${width} × ${height} pixels, 1 to ${maxInputs} can be read`);
  const [depth = 0, colorType = 0, compression, filter, interlace = 0] = data.subarray(8);
  if (!colorTypes[colorType]?.depths.includes(depth))
    throw new Broken(`has colour type ${colorType} with ${depth} bits, which PNG does not know`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw new Broken('is of a kind that PNG does not know');
  return { width, height, depth, colorType, interlaced: interlace === 1 };
}

function checkPalette(palette: readonly Chunk[], { colorType, depth }: PngHeader, chunks: readonly Chunk[]): void {
  const [first] = palette;
  if (colorType !== 3) return;
  const isPlaced = first !== undefined && chunks.indexOf(first) < chunks.findIndex((chunk) => chunk.type === 'IDAT');
  const colors = (first?.data.length ?? 0) / 3;
  if (!isPlaced || palette.length > 1 || !Number.isInteger(colors) || colors < 1 || colors > 2 ** depth)
    throw new Broken('has no valid palette');
}

/** Unpacks the lines, into no more than the header promises, to see that they are whole. */
function unpackLines(packed: Buffer, header: PngHeader): Uint8Array {
  const promised = lineBytes(header);
  let lines: Uint8Array;
  try {
    lines = inflateSync(packed, { maxOutputLength: promised + 1, chunkSize: Math.max(64, promised + 1) });
  } catch (error) {
    throw new Broken('has image data that cannot be unpacked', { cause: error });
  }
  if (lines.length === promised) return lines;
  throw new Broken(`holds ${lines.length} bytes of pixels where its header promises ${promised}`);
}

/** Bytes of all lines unpacked, each with its filter in front. */
function lineBytes({ width, height, depth, colorType, interlaced }: PngHeader): number {
  const bits = depth * colorTypes[colorType]!.channels;
  const image = (w: number, h: number): number => (w > 0 && h > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0);
  if (!interlaced) return image(width, height);
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + image(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  );
}
