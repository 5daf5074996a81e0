/** Writes small PNG files of any kind, by the specification: samples in, chunks out. */

import { crc32, deflateSync } from 'node:zlib';

export interface PngToWrite {
  readonly width: number;
  readonly height: number;
  /** Row by row, all channels of a pixel together. */
  readonly samples: readonly number[] | Uint8Array;
  /** @default 8 */
  readonly depth?: 1 | 2 | 4 | 8 | 16;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. @default 0 */
  readonly colorType?: 0 | 2 | 3 | 4 | 6;
  readonly palette?: readonly (readonly [number, number, number])[];
  /** Filter of each line, repeated; only for one byte per pixel. @default 0 */
  readonly filters?: readonly number[];
  /** Chunks before the pixels. */
  readonly extra?: readonly (readonly [type: string, data: Uint8Array])[];
}

const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

export function encodePng({
  width,
  height,
  samples,
  depth = 8,
  colorType = 0,
  palette,
  filters = [0],
  extra = [],
}: PngToWrite): Buffer {
  const perLine = width * channelsOf[colorType];
  const lines: number[] = [];
  for (let y = 0; y < height; y++) {
    const filter = filters[y % filters.length]!;
    lines.push(filter, ...filtered(filter, samples, y, perLine, depth));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...extra.map(([type, data]) => pngChunk(type, data)),
    ...(palette ? [pngChunk('PLTE', Uint8Array.from(palette.flat()))] : []),
    pngChunk('IDAT', deflateSync(Uint8Array.from(lines))),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(8 + body.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  return chunk;
}

function filtered(filter: number, samples: ArrayLike<number>, y: number, perLine: number, depth: number): number[] {
  const at = (line: number, x: number): number => (line < 0 || x < 0 ? 0 : samples[line * perLine + x]!);
  const row = Array.from({ length: perLine }, (_, x) => at(y, x));
  if (depth === 16) return row.flatMap((value) => [value >> 8, value & 255]);
  if (depth < 8) return packBits(row, depth);
  return row.map((value, x) => {
    const [left, above, corner] = [at(y, x - 1), at(y - 1, x), at(y - 1, x - 1)];
    const nearest = [left, above, corner].reduce((best, one) =>
      Math.abs(left + above - corner - one) < Math.abs(left + above - corner - best) ? one : best,
    );
    const predicted = [0, left, above, (left + above) >> 1, nearest][filter] ?? 0;
    return (value - predicted) & 255;
  });
}

function packBits(row: readonly number[], depth: number): number[] {
  const bytes = new Array<number>(Math.ceil((row.length * depth) / 8)).fill(0);
  row.forEach((value, i) => (bytes[(i * depth) >> 3]! |= value << (8 - depth - ((i * depth) & 7))));
  return bytes;
}
