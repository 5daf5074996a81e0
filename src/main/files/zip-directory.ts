/**
 * The table of contents at the end of a ZIP archive, ZIP64 included, read without reading the members.
 * Source: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 *
 * Refuses as a whole what no honest program writes: names that lead out of the archive, two members of one name, members
 * that share bytes (the trick of small archives that unpack to petabytes), counts that do not agree.
 */

import { UserError } from '../../shared/errors.ts';
import type { ByteSource } from './source.ts';

export interface ZipMember {
  /** With forward slashes; a folder's ends with one. */
  readonly name: string;
  /** As the archive spells it, to compare with the member's own header. */
  readonly rawName: Buffer;
  readonly flags: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own header lies. */
  readonly offset: number;
}

export const signature = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  wideEnd: 0x06064b50,
  wideLocator: 0x07064b50,
} as const;

export const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
const wideEndBytes = 56;
const locatorBytes = 20;
const longestComment = 0xffff;
/** Stands for a value that the ZIP64 field holds. */
export const elsewhere = 0xffffffff;
const mostMembers = 500_000;
const mostDirectoryBytes = 2 ** 27;

export const brokenZip = (archive: string, what: string, cause?: unknown): UserError =>
  new UserError('invalid-input', `${archive}: ${what}, expected a complete .npz or .zip file; write it again.`, {
    cause,
  });

/**
 * Every member in the order of the table.
 * @param archive how errors call the archive
 * @throws UserError 'invalid-input'
 */
export function readDirectory(source: ByteSource, archive: string): ZipMember[] {
  const { count, offset, size, limit } = findDirectory(source, archive);
  if (count > mostMembers) throw brokenZip(archive, `it claims ${count} members, at most ${mostMembers} are read`);
  if (offset + size !== limit || count * centralBytes > size || size > mostDirectoryBytes)
    throw brokenZip(archive, 'its table of contents is damaged');
  const table = source.read(offset, size);
  const members: ZipMember[] = [];
  let position = 0;
  while (members.length < count) {
    if (position + centralBytes > table.length || table.readUInt32LE(position) !== signature.central)
      throw brokenZip(archive, 'its table of contents is damaged');
    const { member, next } = readMember(table, position, archive);
    members.push(member);
    position = next;
  }
  if (position !== table.length) throw brokenZip(archive, 'its table of contents is damaged');
  checkNames(members, archive);
  checkPlaces(members, offset, archive);
  return members;
}

interface Place {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
  /** Where the table must end. */
  readonly limit: number;
}

function findDirectory(source: ByteSource, archive: string): Place {
  const tailStart = Math.max(0, source.size - endBytes - longestComment);
  const tail = source.read(tailStart, source.size - tailStart);
  let end = tail.length - endBytes;
  // The record is the last one whose comment reaches exactly to the end of the file.
  while (end >= 0 && !(tail.readUInt32LE(end) === signature.end && tail.readUInt16LE(end + 20) === tail.length - end - endBytes)) end--; // prettier-ignore
  if (end < 0) throw brokenZip(archive, 'its table of contents is missing');
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (tail.readUInt32LE(end + 4) !== 0 || tail.readUInt16LE(end + 8) !== count)
    throw brokenZip(archive, 'it is one part of an archive in several');
  const limit = tailStart + end;
  const isWide = count === 0xffff || size === elsewhere || offset === elsewhere;
  const locator = isWide && limit >= locatorBytes ? source.read(limit - locatorBytes, locatorBytes) : null;
  if (locator?.readUInt32LE(0) !== signature.wideLocator) return { count, offset, size, limit };
  return wideDirectory(source, Number(locator.readBigUInt64LE(8)), limit - locatorBytes, archive);
}

function wideDirectory(source: ByteSource, at: number, limit: number, archive: string): Place {
  const record = at + wideEndBytes <= limit ? source.read(at, wideEndBytes) : null;
  if (record?.readUInt32LE(0) !== signature.wideEnd || at + 12 + Number(record.readBigUInt64LE(4)) !== limit)
    throw brokenZip(archive, 'its table of contents is damaged');
  return {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
    limit: at,
  };
}

function readMember(table: Buffer, at: number, archive: string): { member: ZipMember; next: number } {
  const nameEnd = at + centralBytes + table.readUInt16LE(at + 28);
  const extraEnd = nameEnd + table.readUInt16LE(at + 30);
  const next = extraEnd + table.readUInt16LE(at + 32);
  if (next > table.length) throw brokenZip(archive, 'its table of contents is damaged');
  const wide = wideSizes(table.subarray(nameEnd, extraEnd));
  const field = (position: number): number => {
    const value = table.readUInt32LE(at + position);
    return value === elsewhere ? (wide.shift() ?? value) : value;
  };
  // The order matters: the wide values stand in this order, and only for the fields that point to them.
  const [size, packed, offset] = [field(24), field(20), field(42)];
  const flags = table.readUInt16LE(at + 8);
  const rawName = table.subarray(at + centralBytes, nameEnd);
  const name = rawName.toString(flags & 0x800 ? 'utf8' : 'latin1').replaceAll('\\', '/');
  const method = table.readUInt16LE(at + 10);
  return { member: { name, rawName, flags, method, crc: table.readUInt32LE(at + 16), packed, size, offset }, next };
}

/** The 64-bit values of the ZIP64 extra field (id 1), in their order. */
export function wideSizes(extra: Buffer): number[] {
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

/** Unicode's control characters, line breaks among them. */
const controls = /\p{Cc}/u;

/** Nothing is ever written to where a name says; but an archive that tries is not to be trusted with anything else. */
function checkNames(members: readonly ZipMember[], archive: string): void {
  const seen = new Set<string>();
  for (const { name } of members) {
    const leadsOut = /^\/|^[a-z]:|\0/i.test(name) || name.split('/').includes('..');
    if (leadsOut || name === '')
      throw brokenZip(archive, `the member ${JSON.stringify(name)} would lie outside of the archive`);
    if (controls.test(name)) throw brokenZip(archive, `the name of the member ${JSON.stringify(name)} is damaged`);
    if (seen.has(name)) throw brokenZip(archive, `two members are called ${JSON.stringify(name)}`);
    seen.add(name);
  }
}

function checkPlaces(members: readonly ZipMember[], directory: number, archive: string): void {
  const sorted = [...members].sort((a, b) => a.offset - b.offset);
  sorted.forEach((member, i) => {
    const next = sorted[i + 1]?.offset ?? directory;
    if (member.offset + localBytes + member.rawName.length + member.packed <= next) return;
    const other = sorted[i + 1]?.name ?? 'the table of contents';
    throw brokenZip(archive, `${member.name} and ${other} share bytes`);
  });
}
