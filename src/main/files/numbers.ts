/** Arrays of numbers as bytes, of every type that NumPy's and IDX files use. 64-bit integers are exact up to 2⁵³. */

export type ArrayValues =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** Kind and bytes, as NumPy calls them: `f4`, `u1`, `b1` for booleans. */
export type NumberType = keyof typeof numberTypes;

export const numberTypes = {
  f2: { bytes: 2, read: (bytes: ArrayBuffer) => Float32Array.from(new Uint16Array(bytes), halfToNumber) },
  f4: { bytes: 4, read: (bytes: ArrayBuffer) => new Float32Array(bytes) },
  f8: { bytes: 8, read: (bytes: ArrayBuffer) => new Float64Array(bytes) },
  b1: { bytes: 1, read: (bytes: ArrayBuffer) => new Uint8Array(bytes) },
  i1: { bytes: 1, read: (bytes: ArrayBuffer) => new Int8Array(bytes) },
  u1: { bytes: 1, read: (bytes: ArrayBuffer) => new Uint8Array(bytes) },
  i2: { bytes: 2, read: (bytes: ArrayBuffer) => new Int16Array(bytes) },
  u2: { bytes: 2, read: (bytes: ArrayBuffer) => new Uint16Array(bytes) },
  i4: { bytes: 4, read: (bytes: ArrayBuffer) => new Int32Array(bytes) },
  u4: { bytes: 4, read: (bytes: ArrayBuffer) => new Uint32Array(bytes) },
  i8: { bytes: 8, read: (bytes: ArrayBuffer) => Float64Array.from(new BigInt64Array(bytes), Number) },
  u8: { bytes: 8, read: (bytes: ArrayBuffer) => Float64Array.from(new BigUint64Array(bytes), Number) },
} as const;

export const isNumberType = (name: string): name is NumberType => Object.hasOwn(numberTypes, name);

/**
 * Numbers in an array of their own.
 * @param bytes a whole number of elements
 */
export function readNumbers(bytes: Uint8Array, type: NumberType, bigEndian: boolean): ArrayValues {
  const { bytes: width, read } = numberTypes[type];
  return read(littleEndian(bytes, width, bigEndian));
}

/** A copy of the bytes with those of each element in little-endian order. */
export function littleEndian(bytes: Uint8Array, width: number, bigEndian: boolean): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  const content = Buffer.from(copy);
  content.set(bytes);
  if (bigEndian && width === 2) content.swap16();
  if (bigEndian && width === 4) content.swap32();
  if (bigEndian && width === 8) content.swap64();
  return copy;
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
