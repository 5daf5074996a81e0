/**
 * One array in NumPy's `.npy` format: version 1.0 written, 1.0 to 3.0 read.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * Reads booleans, integers of 8 to 64 bits and floats of 16 to 64 bits in either byte order; Fortran order is rearranged.
 * Texts are read only where names are asked for (`decodeNpyTexts`). Structures and pickled objects are refused: reading
 * those would mean running what the file says.
 */

import { npyMagic, readNpyHeader, wrongNpy } from './npy-header.ts';
import type { NpyHeader } from './npy-header.ts';

/** The kinds of numbers that are read. 64-bit integers come as numbers, exact up to 2⁵³. */
export type ArrayValues =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** An array with its shape, row-major. A scalar has the shape `[]`. */
export interface NdArray<Values extends ArrayValues = ArrayValues> {
  readonly shape: readonly number[];
  readonly values: Values;
}

interface NumberType {
  readonly bytes: number;
  /** @param bytes little-endian, of the array's own */
  readonly read: (bytes: ArrayBuffer) => ArrayValues;
}

const types: Readonly<Record<string, NumberType>> = {
  f2: { bytes: 2, read: (bytes) => Float32Array.from(new Uint16Array(bytes), halfToNumber) },
  f4: { bytes: 4, read: (bytes) => new Float32Array(bytes) },
  f8: { bytes: 8, read: (bytes) => new Float64Array(bytes) },
  b1: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
  i1: { bytes: 1, read: (bytes) => new Int8Array(bytes) },
  u1: { bytes: 1, read: (bytes) => new Uint8Array(bytes) },
  i2: { bytes: 2, read: (bytes) => new Int16Array(bytes) },
  u2: { bytes: 2, read: (bytes) => new Uint16Array(bytes) },
  i4: { bytes: 4, read: (bytes) => new Int32Array(bytes) },
  u4: { bytes: 4, read: (bytes) => new Uint32Array(bytes) },
  i8: { bytes: 8, read: (bytes) => Float64Array.from(new BigInt64Array(bytes), Number) },
  u8: { bytes: 8, read: (bytes) => Float64Array.from(new BigUint64Array(bytes), Number) },
};

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** What NumPy calls the type of an array's values. */
const descrs: Readonly<Record<ArrayValues[typeof Symbol.toStringTag], string>> = {
  Float32Array: '<f4',
  Float64Array: '<f8',
  Int8Array: '|i1',
  Uint8Array: '|u1',
  Int16Array: '<i2',
  Uint16Array: '<u2',
  Int32Array: '<i4',
  Uint32Array: '<u4',
};

/** Encodes values in their own type and C order. Equal arrays give equal bytes. */
export function encodeNpy({ shape, values }: NdArray): Uint8Array {
  const descr = descrs[values[Symbol.toStringTag]];
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Values start at a multiple of 64 bytes, as NumPy has it; the header ends with a line feed.
  const length = Math.ceil((npyMagic.length + 4 + header.length + 1) / 64) * 64 - npyMagic.length - 4;
  const start = Buffer.concat([
    npyMagic,
    Buffer.from([1, 0, length & 255, length >> 8]),
    Buffer.from(`${header.padEnd(length - 1)}\n`, 'latin1'),
  ]);
  return Buffer.concat([start, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]);
}

/**
 * @param name how errors call the array: `weights.npz: W1`
 * @throws UserError that says what is wrong with the bytes and what is read
 */
export function decodeNpy(bytes: Uint8Array, name: string): NdArray {
  const header = readNpyHeader(bytes, name);
  const type = /^[<>|=]/.test(header.descr) ? types[header.descr.slice(1)] : undefined;
  if (!type)
    throw wrongNpy(name, `given the type ${header.descr}`, 'numbers of NumPy; write it with x.astype(numpy.float32)');
  const values = type.read(elements(bytes, header, type.bytes, type.bytes, name));
  return { shape: header.shape, values: rowMajor(values, header) };
}

/**
 * An array of texts (`<U…` or `|S…`), such as names of classes.
 * @returns null where the array is not of texts
 * @throws UserError when it is damaged
 */
export function decodeNpyTexts(bytes: Uint8Array, name: string): { shape: readonly number[]; texts: string[] } | null {
  const header = readNpyHeader(bytes, name);
  const [, kind, digits] = /^[<>|=]([US])(\d{1,4})$/.exec(header.descr) ?? [];
  if (kind === undefined) return null;
  const letterBytes = kind === 'U' ? 4 : 1;
  const width = Number(digits) * letterBytes;
  const content = elements(bytes, header, width, letterBytes, name);
  const letters = kind === 'U' ? new Uint32Array(content) : new Uint8Array(content);
  if (letters.some((letter) => letter > 0x10ffff)) throw wrongNpy(name, 'holds letters that do not exist', 'texts');
  const perText = Number(digits);
  const texts = Array.from({ length: header.count }, (_, i) =>
    String.fromCodePoint(...letters.subarray(i * perText, (i + 1) * perText)).replace(/\0+$/, ''),
  );
  return { shape: header.shape, texts };
}

/** The elements in an array of their own, little-endian. The promised size is compared before anything is allocated. */
function elements(bytes: Uint8Array, header: NpyHeader, width: number, unit: number, name: string): ArrayBuffer {
  const held = bytes.length - header.offset;
  if (held !== header.count * width)
    throw wrongNpy(
      name,
      `the header promises ${header.count} values of ${width} bytes, the file holds ${held} bytes`,
      'a complete file',
    );
  const content = Buffer.from(new ArrayBuffer(held));
  content.set(bytes.subarray(header.offset));
  if (header.descr.startsWith('>')) swapBytes(content, unit);
  return content.buffer;
}

function swapBytes(content: Buffer, unit: number): void {
  if (unit === 2) content.swap16();
  else if (unit === 4) content.swap32();
  else if (unit === 8) content.swap64();
}

/** Rearranges column-major values; the first index varies fastest in them. */
function rowMajor(values: ArrayValues, { fortran, shape }: NpyHeader): ArrayValues {
  if (!fortran || shape.length < 2) return values;
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const result = values.slice();
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let position = 0; position < result.length; position++) {
    result[position] = values[from]!;
    // Counts up like an odometer, the last index fastest, and keeps the place in `values` along with it.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
