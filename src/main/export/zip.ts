/**
 * Whole ZIP archives in memory, as weights and exports travel. Writes stored entries with fixed timestamps, so that equal
 * content gives equal bytes. Large archives are read member by member instead (files/zip-archive.ts).
 * Source: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 */

import { crc32 } from 'node:zlib';
import { bytesSource } from '../files/source.ts';
import { openZip } from '../files/zip-archive.ts';
import { signature } from '../files/zip-directory.ts';

/** Contents by name; one in several parts is written as if they were joined, without making a copy for it. */
export type ZipEntries = ReadonlyMap<string, readonly Uint8Array[]>;

const endBytes = 22;
/** 1 January 1980, the earliest date the format knows. */
const fixedDate = (1 << 5) | 1;

/** Packs entries in their order. Names are ASCII. */
export function writeZip(entries: ZipEntries): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const nameBytes = Buffer.from(name, 'latin1');
    const bytes = lengthOf(content);
    const shared = entryHeader(nameBytes, content, bytes);
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
    parts.push(local, ...content);
    directory.push(...central);
    offset += local.length + bytes;
  }
  const directoryBytes = lengthOf(directory);
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(signature.end, 0);
  end.writeUInt16LE(entries.size, 8);
  end.writeUInt16LE(entries.size, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return joined([...parts, ...directory, end]);
}

/** In memory of its own, which may be moved to another thread: a Buffer may be a window on a pool shared with others. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

/** Version, flags, method, time, date, checksum, sizes, length of the name, no extra field: the same in both headers. */
function entryHeader(name: Uint8Array, content: readonly Uint8Array[], bytes: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(fixedDate, 8);
  const checksum = content.reduce((sum, part) => crc32(part, sum), 0);
  header.writeUInt32LE(checksum, 10);
  header.writeUInt32LE(bytes, 14);
  header.writeUInt32LE(bytes, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * Unpacks every member that is no folder.
 * @param name how errors call the archive
 * @throws UserError when it is no archive, is cut off, does not match its checksums or claims absurd sizes
 */
export function readZip(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  const archive = openZip(bytesSource(bytes), name);
  const files = archive.members.filter((member) => !member.name.endsWith('/'));
  return new Map(files.map((member) => [member.name, archive.read(member)]));
}
