/**
 * The little of the ZIP format that NumPy's archives use. Writes stored entries with fixed timestamps, so that equal
 * content gives equal bytes; reads stored and deflated entries, ZIP64 sizes included (`numpy.savez` always reserves
 * them), and checks every checksum. Not for archives of unknown size: everything is held in memory.
 * Source: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 */

import { crc32, inflateRawSync } from 'node:zlib';
import { UserError } from '../../shared/errors.ts';

export type ZipEntries = ReadonlyMap<string, Uint8Array>;

const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
/** 1 January 1980, the earliest date the format knows. */
const fixedDate = (1 << 5) | 1;
const sizeElsewhere = 0xffffffff;
/** An entry that claims to be larger is refused before anything is allocated. */
const maxEntryBytes = 2 ** 31;

/** Packs entries in their order. Names are ASCII. */
export function writeZip(entries: ZipEntries): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, bytes] of entries) {
    const nameBytes = Buffer.from(name, 'latin1');
    const shared = entryHeader(nameBytes, bytes);
    const local = Buffer.concat([uint32(signature.local), shared, nameBytes]);
    // After the part that both headers share: comment length, disk, attributes, and where the local header lies.
    const central = [
      uint32(signature.central),
      Buffer.from([20, 0]),
      shared,
      Buffer.alloc(10),
      uint32(offset),
      nameBytes,
    ];
    parts.push(local, bytes);
    directory.push(...central);
    offset += local.length + bytes.length;
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(signature.end, 0);
  end.writeUInt16LE(entries.size, 8);
  end.writeUInt16LE(entries.size, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  // A copy of its own: a Buffer may be a window on a pool shared with others.
  return Uint8Array.from(Buffer.concat([...parts, ...directory, end]));
}

/** Version, flags, method, time, date, checksum, sizes, length of the name, no extra field: the same in both headers. */
function entryHeader(name: Uint8Array, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(fixedDate, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * Unpacks every entry.
 * @param name how errors call the archive
 * @throws UserError when it is no archive, is cut off or does not match its checksums
 */
export function readZip(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.lastIndexOf(uint32(signature.end));
  if (end < 0 || end + endBytes > buffer.length) throw broken(name, 'its table of contents is missing');
  const entries = new Map<string, Uint8Array>();
  let position = buffer.readUInt32LE(end + 16);
  for (let left = buffer.readUInt16LE(end + 10); left > 0; left--) {
    if (position + centralBytes > end || buffer.readUInt32LE(position) !== signature.central)
      throw broken(name, 'its table of contents is damaged');
    const entry = readCentral(buffer, position);
    entries.set(entry.name, unpack(buffer, entry, name));
    position = entry.next;
  }
  return entries;
}

interface CentralEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly next: number;
}

function readCentral(buffer: Buffer, at: number): CentralEntry {
  const nameEnd = at + centralBytes + buffer.readUInt16LE(at + 28);
  const extraEnd = nameEnd + buffer.readUInt16LE(at + 30);
  const wide = wideSizes(buffer.subarray(nameEnd, extraEnd));
  const field = (position: number): number => {
    const value = buffer.readUInt32LE(at + position);
    return value === sizeElsewhere ? (wide.shift() ?? value) : value;
  };
  // The order matters: the wide values stand in this order, and only for the fields that point to them.
  const [size, packed, offset] = [field(24), field(20), field(42)];
  return {
    name: buffer.toString('latin1', at + centralBytes, nameEnd),
    method: buffer.readUInt16LE(at + 10),
    crc: buffer.readUInt32LE(at + 16),
    packed: packed,
    size: size,
    offset: offset,
    next: extraEnd + buffer.readUInt16LE(at + 32),
  };
}

/** The 64-bit values of the ZIP64 extra field (id 1), in their order. */
function wideSizes(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const field = extra.subarray(at + 4, at + 4 + length);
      return Array.from({ length: field.length >> 3 }, (_, i) => Number(field.readBigUInt64LE(i * 8)));
    }
    at += 4 + length;
  }
  return [];
}

function unpack(buffer: Buffer, entry: CentralEntry, archive: string): Uint8Array {
  const { offset, packed, size, method } = entry;
  if (size > maxEntryBytes) throw broken(archive, `${entry.name} claims ${size} bytes`);
  if (offset + localBytes > buffer.length || buffer.readUInt32LE(offset) !== signature.local)
    throw broken(archive, `${entry.name} is not where the table of contents says`);
  const start = offset + localBytes + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  if (start + packed > buffer.length) throw broken(archive, `${entry.name} is cut off`);
  const data = buffer.subarray(start, start + packed);
  if (method !== 0 && method !== 8)
    throw broken(archive, `${entry.name} is packed by method ${method}, read are stored (0) and deflated (8)`);
  const content = method === 0 ? data : inflate(data, size, entry.name, archive);
  if (content.length !== size || crc32(content) !== entry.crc)
    throw broken(archive, `${entry.name} does not match its checksum`);
  return content;
}

function inflate(data: Uint8Array, size: number, entry: string, archive: string): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw broken(archive, `${entry} cannot be unpacked`, error);
  }
}

const broken = (archive: string, what: string, cause?: unknown): UserError =>
  new UserError('invalid-input', `${archive}: ${what}, expected a complete .npz or .zip file; write it again.`, {
    cause,
  });
