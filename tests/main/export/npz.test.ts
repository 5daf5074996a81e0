import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeNpz, encodeNpz } from '../../../src/main/export/npz.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { encodeWeights, weightsFrom } from '../../../src/main/export/weights.ts';

// Written by NumPy 1.24: numpy.savez, savez_compressed and save of the arrays below, and a savez of texts.
const fixtures = join(import.meta.dirname, '../../fixtures/npz');
const fixture = (name: string): Uint8Array => readFileSync(join(fixtures, name));

const counted = (count: number, divisor = 1): number[] => Array.from({ length: count }, (_, i) => i / divisor);

describe('reading what NumPy wrote', () => {
  it.each(['savez.npz', 'savez-compressed.npz'])('%s', (name) => {
    const arrays = decodeNpz(fixture(name), name);
    expect([...arrays.keys()]).toEqual(['W1', 'b1', 'X', 'F', 'y', 'u', 'flag', 's']);
    expect(arrays.get('W1')).toEqual({ shape: [2, 3], values: Float32Array.from(counted(6, 4)) });
    expect(arrays.get('b1')).toEqual({ shape: [1, 3], values: Float64Array.of(0.5, -1, 2) });
    expect(arrays.get('X')).toEqual({ shape: [3, 4], values: Float64Array.from(counted(12, 8)) });
    expect(arrays.get('y')).toEqual({ shape: [3], values: Float64Array.of(0, 1, 1) });
    expect(arrays.get('u')).toEqual({ shape: [5], values: Uint8Array.from(counted(5)) });
    expect(arrays.get('flag')).toEqual({ shape: [2], values: Uint8Array.of(1, 0) });
    expect(arrays.get('s')).toEqual({ shape: [], values: Float32Array.of(3) });
  });

  it('rearranges Fortran order', () => {
    const array = decodeNpz(fixture('savez.npz'), 'savez.npz').get('F');
    expect(array).toEqual({ shape: [2, 3, 4], values: Int32Array.from(counted(24)) });
  });

  it('takes a bare .npy', () => {
    const arrays = decodeNpz(fixture('array.npy'), 'array.npy');
    expect([...arrays]).toEqual([['array', { shape: [3, 4], values: Float64Array.from(counted(12, 8)) }]]);
  });

  it('refuses texts', () => {
    expect(() => decodeNpz(fixture('texts.npz'), 'texts.npz')).toThrow(
      'texts.npz: t: given the type <U1, expected numbers of NumPy; write it with x.astype(numpy.float32).',
    );
  });
});

describe('encodeNpz', () => {
  const arrays = new Map([
    ['W1', { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6.5) }],
    ['b1', { shape: [3], values: Float32Array.of(0, -1, 1) }],
    ['empty', { shape: [0, 4], values: new Float32Array(0) }],
    ['scalar', { shape: [], values: Float32Array.of(7) }],
  ]);

  it('is read back as it was', () => {
    expect([...decodeNpz(encodeNpz(arrays), 'w.npz')]).toEqual([...arrays]);
  });

  it.each([Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float64Array])(
    'keeps the type of a %o',
    (type) => {
      const array = { shape: [3], values: type.of(0, 1, 100) };
      expect(decodeNpz(encodeNpz(new Map([['a', array]])), 'w.npz').get('a')).toEqual(array);
    },
  );

  it('gives equal bytes for equal arrays, whatever they are a view of', () => {
    const first = encodeNpz(arrays);
    const shifted = new Float32Array(20).fill(9);
    shifted.set([1, 2, 3, 4, 5, 6.5], 3);
    const views = new Map(arrays).set('W1', { shape: [2, 3], values: shifted.subarray(3, 9) });
    expect(Buffer.from(encodeNpz(views)).equals(first)).toBe(true);
    expect(first.byteLength).toBe(first.buffer.byteLength);
  });

  it('aligns values as the format asks', () => {
    const bytes = Buffer.from(encodeNpz(new Map([['W1', arrays.get('W1')!]])));
    const start = bytes.indexOf('\x93NUMPY', 0, 'latin1');
    expect(bytes.readUInt16LE(start + 8) + 10).toBe(128);
    expect(bytes.readFloatLE(start + 128)).toBe(1);
  });
});

describe('bad files are refused in one sentence', () => {
  const good = fixture('savez.npz');
  const edited = (edit: (bytes: Buffer) => void): Uint8Array => {
    const bytes = Buffer.from(good);
    edit(bytes);
    return bytes;
  };
  const header = (text: string): Uint8Array => {
    const padded = `${text}\n`;
    return Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.from([padded.length, 0]),
      Buffer.from(padded),
    ]);
  };

  it.each([
    ['empty', new Uint8Array(0), /^bad\.npz: not a file of NumPy/],
    ['a text', Buffer.from('hello'), /^bad\.npz: not a file of NumPy/],
    ['cut off', good.subarray(0, 900), /^bad\.npz: its table of contents is missing/],
    ['a flipped bit', edited((bytes) => (bytes[180]! ^= 1)), /^bad\.npz: W1\.npy does not match its checksum/],
    ['a damaged directory', edited((bytes) => bytes.fill(0, 1700, 1720)), /^bad\.npz: .* expected a complete \.npz/],
    [
      'an offset outside',
      edited((bytes) => bytes.writeUInt32LE(0x7fffffff, bytes.length - 6)),
      /^bad\.npz: its table of contents is damaged/,
    ],
    [
      'a header of another kind',
      header('{"a": 1}'),
      /^bad\.npz: its header reads .* expected a plain array of numbers/,
    ],
    [
      'an impossible shape',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }"),
      /^bad\.npz: the header promises 1844\d+ values of 4 bytes, the file holds 0 bytes/,
    ],
    [
      'complex numbers',
      header("{'descr': '<c8', 'fortran_order': False, 'shape': (0,), }"),
      /^bad\.npz: given the type <c8, expected numbers of NumPy/,
    ],
    [
      'a key given twice',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), 'shape': (1,), }"),
      /^bad\.npz: its header reads/,
    ],
    [
      'a shape without commas',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), }"),
      /^bad\.npz: its header gives the shape \(2 3\)/,
    ],
  ])('%s', (_, bytes, message) => {
    let error: unknown;
    try {
      decodeNpz(bytes, 'bad.npz');
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ name: 'UserError', code: 'invalid-input' });
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });

  it('whichever byte is damaged', () => {
    for (const name of ['savez.npz', 'savez-compressed.npz', 'array.npy']) {
      const bytes = fixture(name);
      for (let position = 0; position < bytes.length; position++) {
        const damaged = Uint8Array.from(bytes);
        damaged[position]! ^= 0xff;
        try {
          decodeNpz(damaged, name);
        } catch (error) {
          expect(error, `${name}, byte ${position}`).toBeInstanceOf(UserError);
        }
      }
    }
  });

  it('does not unpack more than an entry claims', () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const compressed = Buffer.from(fixture('savez-compressed.npz'));
    // The first entry's data replaced by one that unpacks to 50 MB; its claimed size stays small.
    const start = 30 + compressed.readUInt16LE(26) + compressed.readUInt16LE(28);
    bomb.copy(compressed, start, 0, 40);
    expect(() => decodeNpz(compressed, 'bomb.npz')).toThrow(/^bomb\.npz: W1\.npy cannot be unpacked/);
  });
});

describe('weights', () => {
  const network = {
    inputs: 2,
    classes: 3,
    hidden: [],
    output: 'softmax',
    init: { scheme: 'xavier' },
  } as const;
  const tensors = new Map([
    ['W1', Float32Array.of(1, 2, 3, 4, 5, 6)],
    ['b1', Float32Array.of(7, 8, 9)],
  ]);
  const encoded = encodeWeights(network, (name) => tensors.get(name)!);

  it('have the shapes that row vectors multiply from the left', () => {
    const arrays = decodeNpz(encoded, 'w.npz');
    expect(arrays.get('W1')).toEqual({ shape: [2, 3], values: tensors.get('W1') });
    expect(arrays.get('b1')).toEqual({ shape: [3], values: tensors.get('b1') });
    expect([...weightsFrom(arrays, network, 'w.npz')]).toEqual([...tensors]);
  });

  it('accept what NumPy keeps: float64, biases as (1, units), other arrays beside', () => {
    const read = weightsFrom(decodeNpz(fixture('savez.npz'), 'savez.npz'), network, 'savez.npz');
    expect([...read.keys()]).toEqual(['W1', 'b1']);
    expect(read.get('b1')).toEqual(Float64Array.of(0.5, -1, 2));
  });

  const array = (shape: number[], fill = 0): { shape: number[]; values: Float32Array } => ({
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(fill),
  });
  it.each([
    ['none', new Map(), 'w.npz: holds no arrays, expected W1 of shape (2, 3).'],
    [
      'transposed',
      new Map([['W1', array([3, 2])]]),
      'w.npz: W1 has the shape (3, 2), expected W1 of shape (2, 3); save its transpose, rows are inputs and columns units.',
    ],
    [
      'a bias short',
      new Map([
        ['W1', array([2, 3])],
        ['b1', array([2])],
      ]),
      'w.npz: b1 has the shape (2), expected b1 of shape (3).',
    ],
    ['NaN', new Map([['W1', array([2, 3], NaN)]]), 'w.npz: W1 holds NaN at position 0, expected finite numbers.'],
  ])('refuse %s', (_, arrays, message) => {
    expect(() => weightsFrom(arrays, network, 'w.npz')).toThrow(message);
  });
});
