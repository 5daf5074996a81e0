/** Writes ZIP archives, sound ones or such as no honest program writes: every field can be given. */

import { crc32, deflateRawSync } from 'node:zlib';

export interface MemberToWrite {
  readonly name: string;
  readonly content: Uint8Array;
  /** @default stored */
  readonly deflate?: boolean;
  /** What both headers claim instead of the truth. */
  readonly claims?: {
    readonly crc?: number;
    readonly size?: number;
    readonly method?: number;
    readonly flags?: number;
  };
  /** What the table of contents says instead of the member's own header. */
  readonly central?: { readonly name?: string; readonly size?: number; readonly offset?: number };
  /** Leaves the sizes to a record behind the data, as programs do that write in one go. */
  readonly streamed?: boolean;
}

export function packZip(members: readonly MemberToWrite[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { content, claims = {}, central = {}, streamed = false } = member;
    const data = member.deflate ? deflateRawSync(content) : Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE((claims.flags ?? 0) | (streamed ? 8 : 0) | 0x800, 2);
    fields.writeUInt16LE(claims.method ?? (member.deflate ? 8 : 0), 4);
    const [crc, size] = [claims.crc ?? crc32(content), claims.size ?? content.length];
    const local = withSizes(fields, streamed ? [0, 0, 0] : [crc, data.length, size], member.name);
    const own = Buffer.concat([uint32(0x04034b50), local, Buffer.from(member.name)]);
    const behind = streamed ? Buffer.concat([0x08074b50, crc, data.length, size].map(uint32)) : Buffer.alloc(0);
    parts.push(own, data, behind);
    const listed = central.name ?? member.name;
    directory.push(
      Buffer.concat([uint32(0x02014b50), Buffer.from([20, 0])]),
      withSizes(fields, [crc, data.length, central.size ?? size], listed),
      Buffer.concat([Buffer.alloc(10), uint32(central.offset ?? offset), Buffer.from(listed)]),
    );
    offset += own.length + data.length + behind.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, table, end, Buffer.from(comment)]);
}

function withSizes(fields: Buffer, [crc, packed, size]: readonly [number, number, number], name: string): Buffer {
  const header = Buffer.from(fields);
  header.writeUInt32LE(crc, 10);
  header.writeUInt32LE(packed, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  return header;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
