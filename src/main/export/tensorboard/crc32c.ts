/**
 * CRC-32C (Castagnoli), the checksum of TFRecord files, and TFRecord's masking of it.
 * Source: RFC 3720, section 12.1; tensorflow/core/lib/hash/crc32c.h for the mask.
 */

/** The polynomial 1EDC6F41 with its bits reversed. */
const polynomial = 0x82f63b78;

/** What each byte contributes. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  return crc;
});

export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 255]!;
  return ~crc >>> 0;
}

/** Rotated and shifted, so that a checksum of data that hold checksums is still a good one. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
