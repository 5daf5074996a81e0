/** Messages decoded by protobufjs from the .proto texts in tests/fixtures/proto: independent of the program's own tables. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';

const fixtures = join(import.meta.dirname, '../fixtures/proto');

/** Decodes bytes as a plain object: 64-bit integers as numbers, bytes as arrays, absent fields left out. */
export function decodeProto(file: string, type: string, bytes: Uint8Array): unknown {
  const { root } = protobuf.parse(readFileSync(join(fixtures, file), 'utf8'), { keepCase: true });
  const message = root.lookupType(type);
  const decoded = message.decode(bytes);
  const problem = message.verify(decoded);
  if (problem !== null) throw new Error(`${type}: ${problem}`);
  return message.toObject(decoded, { longs: Number });
}
