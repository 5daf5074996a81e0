/**
 * One array in NumPy's `.npy` format: version 1.0 written, 1.0 to 3.0 read.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * Reads little-endian or single-byte numbers and booleans in C order; Fortran order is rearranged. Texts, structures and
 * pickled objects are refused: reading those would mean running what the file says.
 */

import { UserError } from '../../shared/errors.ts';

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
  readonly read: (bytes: ArrayBuffer) => ArrayValues;
}

const types: Readonly<Record<string, NumberType>> = {
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

const magic = Buffer.from('\x93NUMPY', 'latin1');

/** Encodes float32 or float64 values in C order. Equal arrays give equal bytes. */
export function encodeNpy({ shape, values }: NdArray<Float32Array | Float64Array>): Uint8Array {
  const descr = values instanceof Float32Array ? '<f4' : '<f8';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Values start at a multiple of 64 bytes, as NumPy has it; the header ends with a line feed.
  const length = Math.ceil((magic.length + 4 + header.length + 1) / 64) * 64 - magic.length - 4;
  const start = Buffer.concat([
    magic,
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
  const { descr, fortran, shape, offset } = readHeader(bytes, name);
  const type = /^[<|=]/.test(descr) ? types[descr.slice(1)] : undefined;
  if (!type)
    throw wrong(name, `given the type ${descr}`, 'little-endian numbers; write it with x.astype(numpy.float32)');
  const count = shape.reduce((product, size) => product * size, 1);
  const held = bytes.length - offset;
  if (held !== count * type.bytes)
    throw wrong(name, `the header promises ${count} values of ${type.bytes} bytes, the file holds ${held} bytes`, 'a complete file'); // prettier-ignore
  const values = type.read(Uint8Array.from(bytes.subarray(offset)).buffer);
  return { shape, values: fortran && shape.length > 1 ? toRowMajor(values, shape) : values };
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: number[];
  readonly offset: number;
}

function readHeader(bytes: Uint8Array, name: string): Header {
  const isNpy = bytes.length >= 12 && magic.every((byte, i) => bytes[i] === byte);
  if (!isNpy) throw wrong(name, 'does not start like an array of NumPy', 'the .npy format');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = bytes[6] === 1;
  const offset = (short ? 10 : 12) + (short ? view.getUint16(8, true) : view.getUint32(8, true));
  const text = Buffer.from(bytes.subarray(short ? 10 : 12, offset)).toString('latin1');
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || sizes === undefined || offset > bytes.length)
    throw wrong(name, `its header reads ${JSON.stringify(text.slice(0, 80).trim())}`, 'a plain array of numbers');
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  return { descr, fortran: fortran === 'True', shape, offset };
}

/** Rearranges column-major values; the first index varies fastest in them. */
function toRowMajor(values: ArrayValues, shape: readonly number[]): ArrayValues {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const result = values.slice();
  const index = new Array<number>(shape.length).fill(0);
  for (let position = 0; position < result.length; position++) {
    result[position] = values[index.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return result;
}

const wrong = (name: string, given: string, expected: string): UserError =>
  new UserError('invalid-input', `${name}: ${given}, expected ${expected}.`);
