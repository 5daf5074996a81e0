/**
 * One array in NumPy's `.npy` format: version 1.0 written, 1.0 to 3.0 read.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * Reads booleans, integers of 8 to 64 bits and floats of 16 to 64 bits in either byte order; Fortran order is rearranged.
 * Texts are read only where names are asked for (`decodeNpyTexts`). Structures and pickled objects are refused: reading
 * those would mean running what the file says.
 */

import { isNumberType, littleEndian, numberTypes, readNumbers } from '../files/numbers.ts';
import type { ArrayValues } from '../files/numbers.ts';
import { npyMagic, readNpyHeader, wrongNpy } from './npy-header.ts';
import type { NpyHeader } from './npy-header.ts';

export type { ArrayValues };

/** An array with its shape, row-major. A scalar has the shape `[]`. */
export interface NdArray<Values extends ArrayValues = ArrayValues> {
  readonly shape: readonly number[];
  readonly values: Values;
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

/**
 * Encodes values in their own type and C order, as header and values: whoever writes them need not copy the values first.
 * Equal arrays give equal bytes.
 */
export function encodeNpy({ shape, values }: NdArray): readonly [header: Uint8Array, values: Uint8Array] {
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
  return [start, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)];
}

/**
 * @param name how errors call the array: `weights.npz: W1`
 * @throws UserError that says what is wrong with the bytes and what is read
 */
export function decodeNpy(bytes: Uint8Array, name: string): NdArray {
  const header = readNpyHeader(bytes, name);
  const { descr, shape } = header;
  const type = descr.slice(1);
  if (!/^[<>|=]/.test(descr) || !isNumberType(type))
    throw wrongNpy(name, `given the type ${descr}`, 'numbers of NumPy; write it with x.astype(numpy.float32)');
  const elements = elementBytes(bytes, header, numberTypes[type].bytes, name);
  return { shape, values: rowMajor(readNumbers(elements, type, descr.startsWith('>')), header) };
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
  const content = littleEndian(elementBytes(bytes, header, width, name), letterBytes, header.descr.startsWith('>'));
  const letters = kind === 'U' ? new Uint32Array(content) : new Uint8Array(content);
  if (letters.some((letter) => letter > 0x10ffff)) throw wrongNpy(name, 'holds letters that do not exist', 'texts');
  const perText = Number(digits);
  const texts = Array.from({ length: header.count }, (_, i) =>
    String.fromCodePoint(...letters.subarray(i * perText, (i + 1) * perText)).replace(/\0+$/, ''),
  );
  return { shape: header.shape, texts };
}

/** The bytes of the elements, as many as the header promises. */
function elementBytes(bytes: Uint8Array, { count, offset }: NpyHeader, width: number, name: string): Uint8Array {
  const held = bytes.length - offset;
  if (held === count * width) return bytes.subarray(offset);
  throw wrongNpy(
    name,
    `the header promises ${count} values of ${width} bytes, the file holds ${held} bytes`,
    'a complete file',
  );
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
