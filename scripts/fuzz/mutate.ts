/** Ways to damage bytes. Every one draws from the generator it is given and nothing else, so that a case can be repeated. */

import type { Random } from '../../src/engine/random.ts';

export type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** Numbers that programs trip over, for fields of any width. */
const evilNumbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const place = (bytes: Buffer, random: Random): number => random.below(Math.max(1, bytes.length));

/** Beginnings hold headers: half of all edits go there, where they do more than change a pixel. */
function likelyPlace(bytes: Buffer, random: Random): number {
  const window = [16, 64, 128, bytes.length][random.below(4)]!;
  const fromEnd = random.below(4) === 0;
  const at = random.below(Math.max(1, Math.min(window, bytes.length)));
  return fromEnd ? Math.max(0, bytes.length - 1 - at) : at;
}

const flipBits: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  for (let i = 0, flips = 1 + random.below(8); i < flips && copy.length > 0; i++)
    copy[likelyPlace(copy, random)]! ^= 1 << random.below(8);
  return copy;
};

const setBytes: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const at = likelyPlace(copy, random);
  copy.fill(
    [0, 0xff, 0x20, 0x30, 0x2c, 0x22, 0x0a, random.below(256)][random.below(8)]!,
    at,
    Math.min(copy.length, at + 1 + random.below(4)),
  );
  return copy;
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, place(bytes, random));

const cutOut: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(32))]);
};

/** A piece of the file once more, at another place. */
const splice: Mutation = (bytes, random) => {
  const [from, to] = [place(bytes, random), place(bytes, random)];
  const piece = bytes.subarray(from, from + 1 + random.below(64));
  return Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(random.below(2) ? to : to + piece.length)]);
};

const append: Mutation = (bytes, random) =>
  Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + random.below(64) }, () => random.below(256)))]);

const editNumber: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const width = [1, 2, 4, 8][random.below(4)]!;
  const at = likelyPlace(copy, random);
  if (at + width > copy.length) return copy;
  const old = copy[at]!;
  const value =
    random.below(3) === 0
      ? (old + [1, -1, 16][random.below(3)]!) >>> 0
      : evilNumbers[random.below(evilNumbers.length)]!;
  const bigEndian = random.below(2) === 0;
  const field = Buffer.alloc(8);
  if (bigEndian) field.writeUInt32BE(value, 4);
  else field.writeUInt32LE(value, 0);
  field.copy(copy, at, bigEndian ? 8 - width : 0, bigEndian ? 8 : width);
  return copy;
};

/** Numbers written as text: shapes of arrays, fields of CSV, JSON. */
const editDigits: Mutation = (bytes, random) => {
  const text = bytes.toString('latin1');
  const numbers = [...text.matchAll(/\d+/g)];
  const chosen = numbers[random.below(Math.max(1, numbers.length))];
  if (!chosen) return bytes;
  const values = [
    '',
    '-1',
    '0',
    '1e400',
    '1e9',
    'NaN',
    '4294967296',
    '99999999999999999999',
    `${chosen[0]}0`,
    '"',
    '0x10',
    String(Number(chosen[0]) + 1),
  ];
  const value = values[random.below(values.length)]!;
  return Buffer.from(text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length), 'latin1');
};

const mutations: readonly Mutation[] = [
  flipBits,
  flipBits,
  setBytes,
  truncate,
  cutOut,
  splice,
  append,
  editNumber,
  editNumber,
  editDigits,
];

/** One to three of them, one after the other. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let i = 0, count = 1 + (random.below(3) === 0 ? random.below(3) : 0); i < count; i++)
    result = mutations[random.below(mutations.length)]!(result, random);
  return result;
}
