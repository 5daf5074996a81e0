/**
 * What files say of themselves, read a second time and as simply as possible, to hold accepted datasets against. Shares
 * nothing with the readers. Each gives null where it finds that a file contradicts itself.
 */

import { parse } from 'csv-parse/sync';
import { inflateRawSync, inflateSync } from 'node:zlib';
import { slowCrc32 } from './checksums.ts';

export interface PlainArray {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type ReadValue = (view: DataView, at: number, little: boolean) => number;
const readers: Readonly<Record<string, readonly [bytes: number, read: ReadValue]>> = {
  u1: [1, (view, at) => view.getUint8(at)],
  b1: [1, (view, at) => view.getUint8(at)],
  i1: [1, (view, at) => view.getInt8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
};

function plainArray(
  bytes: Buffer,
  offset: number,
  type: string,
  little: boolean,
  shape: readonly number[],
): PlainArray | null {
  const [width, read] = readers[type] ?? [0, () => NaN];
  const count = shape.reduce((product, size) => product * size, 1);
  if (width === 0 || count * width !== bytes.length - offset) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { shape, values: Array.from({ length: count }, (_, i) => read(view, offset + i * width, little)) };
}

export function plainIdx(bytes: Buffer): PlainArray | null {
  const type = { 8: 'u1', 9: 'i1', 11: 'i2', 12: 'i4', 13: 'f4', 14: 'f8' }[bytes[2] ?? 0];
  if (bytes.length < 8 || bytes.readUInt16BE(0) !== 0 || type === undefined) return null;
  const rank = bytes[3]!;
  if (bytes.length < 4 + 4 * rank) return null;
  const shape = Array.from({ length: rank }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  return plainArray(bytes, 4 + 4 * rank, type, false, shape);
}

/** The header is turned into JSON. Values stay in the order of the file. */
export function plainNpy(bytes: Buffer): (PlainArray & { readonly fortran: boolean }) | null {
  if (bytes.subarray(0, 6).toString('latin1') !== '\x93NUMPY') return null;
  const start = bytes[6] === 1 ? 10 : 12;
  const offset = start + (bytes[6] === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const json = bytes
    .toString('latin1', start, offset)
    .replaceAll("'", '"')
    .replace(/False/, 'false')
    .replace(/True/, 'true')
    .replace(/\(([^)]*?),?\s*\)/, '[$1]')
    .replace(/,\s*\}/, '}');
  try {
    const {
      descr,
      fortran_order: fortran,
      shape,
    } = JSON.parse(json) as { descr: string; fortran_order: boolean; shape: number[] };
    const array = plainArray(bytes, offset, descr.slice(1), !descr.startsWith('>'), shape);
    return array && { ...array, fortran };
  } catch {
    return null;
  }
}

/** Members of an archive without a comment, each unpacked and compared with its checksum. */
export function plainZip(bytes: Buffer): ReadonlyMap<string, Buffer> | null {
  const end = bytes.length - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) return null;
  const members = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > end) return null;
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength!);
    const own = bytes.readUInt32LE(at + 42);
    const start = own + 30 + bytes.readUInt16LE(own + 26) + bytes.readUInt16LE(own + 28);
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data;
    if (content.length !== bytes.readUInt32LE(at + 24) || slowCrc32(content) !== bytes.readUInt32LE(at + 16))
      return null;
    if (bytes.toString('utf8', own + 30, own + 30 + nameLength!) !== name) return null;
    members.set(name, content);
    at += 46 + nameLength! + extraLength! + noteLength!;
  }
  return members;
}

/** Size of a PNG image whose checksums and pixels agree with its header, and whether it is plain 8-bit grey. */
export function plainPng(bytes: Buffer): { width: number; height: number; isPlain: boolean } | null {
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    if (at + 12 + length > bytes.length || slowCrc32(body) !== bytes.readUInt32BE(at + 8 + length)) return null;
    const type = body.toString('latin1', 0, 4);
    if (type === 'IDAT') data.push(body.subarray(4));
    if (type === 'IEND') break;
    at += 12 + length;
  }
  const [width, height, depth, color, interlace] = [
    bytes.readUInt32BE(16),
    bytes.readUInt32BE(20),
    bytes[24]!,
    bytes[25]!,
    bytes[28]!,
  ];
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[color];
  if (channels === undefined) return null;
  const lines = inflateSync(Buffer.concat(data)).length;
  if (interlace === 0 && lines !== height * (1 + Math.ceil((width * depth * channels) / 8))) return null;
  return { width, height, isPlain: color === 0 && depth === 8 && interlace === 0 };
}

/** Rows of texts as csv-parse reads them. */
export function plainCsv(bytes: Buffer, separator: string): readonly (readonly string[])[] | null {
  try {
    return parse(bytes, {
      delimiter: separator,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch {
    return null;
  }
}
