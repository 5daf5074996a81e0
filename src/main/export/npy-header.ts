/**
 * The header of NumPy's `.npy` format, versions 1.0 to 3.0: a Python dictionary of three keys. Parsed by its grammar, never
 * evaluated.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

import { UserError } from '../../shared/errors.ts';

export interface NpyHeader {
  /** `<f4`: byte order (`<` little, `>` big, `|` or `=` none), kind, bytes. */
  readonly descr: string;
  /** The first index varies fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Elements: the product of the shape. */
  readonly count: number;
  /** Where the elements begin. */
  readonly offset: number;
}

export const npyMagic = Buffer.from('\x93NUMPY', 'latin1');
/** What NumPy itself accepts without being told that the file can be trusted. */
const longestHeader = 10_000;

export const wrongNpy = (name: string, given: string, expected: string): UserError =>
  new UserError('invalid-input', `${name}: ${given}, expected ${expected}.`);

/** One entry of the dictionary, with the comma that follows it or the end. */
const entry = / *'(descr|fortran_order|shape)' *: *('[ -&(-~]*'|True|False|\([\d, L]*\)) *(?:,|(?=\}))/y;

/** @throws UserError 'invalid-input' */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const isNpy = bytes.length >= 12 && npyMagic.every((byte, i) => bytes[i] === byte);
  if (!isNpy) throw wrongNpy(name, 'does not start like an array of NumPy', 'the .npy format');
  const [major = 0, minor = 0] = bytes.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0)
    throw wrongNpy(
      name,
      `given version ${major}.${minor} of the .npy format`,
      '1.0, 2.0 or 3.0; save it with numpy.save',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const offset = start + length;
  if (offset > bytes.length) throw wrongNpy(name, `its header of ${length} bytes is cut off`, 'a complete file');
  if (length > longestHeader)
    throw wrongNpy(name, `its header takes ${length} bytes`, `at most ${longestHeader}, as NumPy writes them`);
  const text = Buffer.from(bytes.subarray(start, offset)).toString('latin1');
  return { ...parseHeader(text, name), offset };
}

function parseHeader(text: string, name: string): Omit<NpyHeader, 'offset'> {
  const values = dictionary(text);
  const { descr, fortran_order: fortran, shape: sizes } = values ?? {};
  if (!descr?.startsWith("'") || !/^(True|False)$/.test(fortran ?? '') || !sizes?.startsWith('('))
    throw wrongNpy(name, `its header reads ${JSON.stringify(text.slice(0, 80).trim())}`, 'a plain array of numbers');
  const parts = sizes
    .slice(1, -1)
    .split(',')
    .map((size) => size.trim().replace(/L$/, ''));
  // A tuple of one ends with a comma.
  if (parts.at(-1) === '') parts.pop();
  const shape = parts.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length > 32 || parts.some((part) => !/^(0|[1-9]\d*)$/.test(part)))
    throw wrongNpy(name, `its header gives the shape ${sizes}`, 'a plain array of numbers');
  return { descr: descr.slice(1, -1), fortran: fortran === 'True', shape, count };
}

/** The entries by key; null where the text is anything but a dictionary of the three keys, each given once. */
function dictionary(text: string): Partial<Record<string, string>> | null {
  const body = text.replace(/[ \n]*$/, '');
  if (!body.startsWith('{') || !body.endsWith('}')) return null;
  const values: Partial<Record<string, string>> = {};
  entry.lastIndex = 1;
  let end = 1;
  for (let match = entry.exec(body); match; match = entry.exec(body)) {
    const [, key = '', value] = match;
    if (Object.hasOwn(values, key)) return null;
    values[key] = value!;
    end = entry.lastIndex;
  }
  return /^ *\}$/.test(body.slice(end)) ? values : null;
}
