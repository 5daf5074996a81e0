/**
 * TFRecord, the framing of event files: length (8 bytes), its masked checksum, the data, their masked checksum.
 * Source: https://www.tensorflow.org/tutorials/load_data/tfrecord
 */

import { maskedCrc32c } from './crc32c.ts';

export function encodeRecord(data: Uint8Array): Uint8Array {
  const record = Buffer.alloc(12 + data.length + 4);
  record.writeUInt32LE(data.length, 0);
  record.writeUInt32LE(maskedCrc32c(record.subarray(0, 8)), 8);
  record.set(data, 12);
  record.writeUInt32LE(maskedCrc32c(data), 12 + data.length);
  return record;
}
