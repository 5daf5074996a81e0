/**
 * Makes the checksums of damaged files right again, so that the damage gets past them; and a CRC-32 by its definition, with
 * which the oracles check those of the readers (ISO 3309, polynomial 0xEDB88320).
 */

export function slowCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Rewrites the checksum of every chunk that can still be found. */
export function repairPng(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 8; at + 12 <= copy.length;) {
    const end = at + 8 + copy.readUInt32BE(at);
    if (end + 4 > copy.length) break;
    copy.writeUInt32BE(slowCrc32(copy.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return copy;
}

/** Rewrites the checksums of members that are stored, wherever a header can still be found. */
export function repairZip(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const crcs = new Map<number, number>();
  for (const at of positions(copy, 0x04034b50)) {
    if (at + 30 > copy.length || copy.readUInt16LE(at + 8) !== 0) continue;
    const start = at + 30 + copy.readUInt16LE(at + 26) + copy.readUInt16LE(at + 28);
    const end = start + copy.readUInt32LE(at + 22);
    if (end > copy.length) continue;
    crcs.set(at, slowCrc32(copy.subarray(start, end)));
    copy.writeUInt32LE(crcs.get(at)!, at + 14);
  }
  for (const at of positions(copy, 0x02014b50)) {
    if (at + 46 > copy.length) continue;
    const crc = crcs.get(copy.readUInt32LE(at + 42));
    if (crc !== undefined) copy.writeUInt32LE(crc, at + 16);
  }
  return copy;
}

function positions(bytes: Buffer, signature: number): number[] {
  const pattern = Buffer.alloc(4);
  pattern.writeUInt32LE(signature);
  const found: number[] = [];
  for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) found.push(at);
  return found;
}
