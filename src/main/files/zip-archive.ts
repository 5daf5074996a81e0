/**
 * A ZIP archive with access to single members: stored or deflated, ZIP64 included (`numpy.savez` always reserves it).
 * A member is compared with its own header, its size and its checksum.
 */

import { crc32, inflateRawSync } from 'node:zlib';
import { expansionLimit, mostUnpacked } from './limits.ts';
import type { ByteSource } from './source.ts';
import { UserError } from '../../shared/errors.ts';
import { brokenZip, elsewhere, localBytes, readDirectory, signature, wideSizes } from './zip-directory.ts';
import type { ZipMember } from './zip-directory.ts';

/** One member is damaged; the others may be sound. */
export class BrokenMember extends UserError {
  /** The end of a sentence that begins with the member: `is cut off`. */
  readonly reason: string;

  constructor(archive: string, member: string, reason: string, cause?: unknown) {
    const message = `${archive}: ${member} ${reason}, expected a complete .npz or .zip file; write it again.`;
    super('invalid-input', message, { cause });
    this.reason = reason;
  }
}

export interface ZipArchive {
  /** Files and folders, in the order of the table of contents. */
  readonly members: readonly ZipMember[];
  /** @throws BrokenMember, a UserError 'invalid-input', when it is damaged */
  read(member: ZipMember): Uint8Array;
  /** Looks at the members that were not read: an archive damaged anywhere is not taken silently. @throws BrokenMember */
  checkRest(): void;
}

/**
 * Reads the table of contents only.
 * @param name how errors call the archive
 * @throws UserError 'invalid-input' when this is no archive or cannot be trusted
 */
export function openZip(source: ByteSource, name: string): ZipArchive {
  const members = readDirectory(source, name);
  const most = mostUnpacked(source.size);
  const total = members.reduce((sum, member) => sum + member.size, 0);
  if (total > most)
    throw brokenZip(
      name,
      `its ${members.length} members claim to unpack to ${total} bytes, at most ${most} are unpacked (${expansionLimit})`,
    );
  const rest = new Set(members);
  const read = (member: ZipMember): Uint8Array => {
    rest.delete(member);
    return readMember(source, member, name);
  };
  return { members, read, checkRest: () => [...rest].forEach(read) };
}

function readMember(source: ByteSource, member: ZipMember, archive: string): Uint8Array {
  const { offset, packed, size, method } = member;
  if (member.flags & 1) throw new BrokenMember(archive, member.name, 'is encrypted');
  if (method !== 0 && method !== 8)
    throw new BrokenMember(archive, member.name, `is packed by method ${method}, read are stored (0) and deflated (8)`);
  const header = source.read(offset, localBytes);
  if (header.length < localBytes || header.readUInt32LE(0) !== signature.local)
    throw new BrokenMember(archive, member.name, 'is not where the table of contents says');
  const nameEnd = offset + localBytes + header.readUInt16LE(26);
  const start = nameEnd + header.readUInt16LE(28);
  checkHeader(header, source.read(offset + localBytes, start - offset - localBytes), member, archive);
  const data = source.read(start, packed);
  if (data.length < packed) throw new BrokenMember(archive, member.name, 'is cut off');
  const content = method === 0 ? data : inflate(data, member, archive);
  if (content.length !== size || crc32(content) !== member.crc)
    throw new BrokenMember(archive, member.name, 'does not match its checksum');
  return content;
}

/** A member says twice what it is; where the two disagree, programs would read different things. */
function checkHeader(header: Buffer, nameAndExtra: Buffer, member: ZipMember, archive: string): void {
  const nameBytes = header.readUInt16LE(26);
  const [wideSize, widePacked] = wideSizes(nameAndExtra.subarray(nameBytes));
  const later = (header.readUInt16LE(6) & 8) !== 0;
  const agrees = (value: number, wide: number | undefined, expected: number): boolean =>
    value === expected ||
    (later && value === 0) ||
    (value === elsewhere && (wide === expected || (later && wide === 0)));
  const same =
    nameAndExtra.subarray(0, nameBytes).equals(member.rawName) &&
    header.readUInt16LE(8) === member.method &&
    agrees(header.readUInt32LE(14), undefined, member.crc) &&
    agrees(header.readUInt32LE(18), widePacked, member.packed) &&
    agrees(header.readUInt32LE(22), wideSize, member.size);
  if (!same) throw new BrokenMember(archive, member.name, 'has a header that contradicts the table of contents');
}

function inflate(data: Uint8Array, { name, size }: ZipMember, archive: string): Uint8Array {
  try {
    // Room for one byte more than promised, to notice that there is more.
    return inflateRawSync(data, { maxOutputLength: size + 1, chunkSize: Math.max(64, Math.min(size + 1, 2 ** 20)) });
  } catch (error) {
    throw new BrokenMember(archive, name, 'cannot be unpacked', error);
  }
}
