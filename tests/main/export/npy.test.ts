import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeNpy, decodeNpyTexts } from '../../../src/main/export/npy.ts';
import { readZip } from '../../../src/main/export/zip.ts';

// Written by NumPy 2.4: the integers below in every type, both byte orders, Fortran order; texts.
const members = readZip(readFileSync(join(import.meta.dirname, '../../fixtures/npz/types.npz')), 'types.npz');
const bytesOf = (name: string) => members.get(`${name}.npy`)!;
const numbers = [0, 1, 2, 100, 120, 127];

describe('the types of NumPy', () => {
  const names = [...members.keys()]
    .map((name) => name.replace('.npy', ''))
    .filter((name) => /^(big|little)_/.test(name));

  it('are all in the fixture', () => {
    expect(names).toHaveLength(20);
  });

  it.each(names)('%s', (name) => {
    const { shape, values } = decodeNpy(bytesOf(name), name);
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual(numbers);
  });

  it('booleans and Fortran order', () => {
    expect([...decodeNpy(bytesOf('boolean'), 'x').values]).toEqual([0, 1, 1, 1, 1, 1]);
    expect([...decodeNpy(bytesOf('fortran_i2'), 'x').values]).toEqual(numbers);
  });

  it('float16 with its smallest, largest and infinite numbers', () => {
    const { values } = decodeNpy(bytesOf('half'), 'x');
    expect([...values.subarray(0, 2), ...values.subarray(4)]).toEqual([1.5, -2.25, 65504, Infinity, -Infinity]);
    expect(values[2]).toBeCloseTo(6.1e-5, 7);
    expect(values[3]).toBeCloseTo(1e-7, 7);
  });

  it('texts, of letters and of bytes', () => {
    expect(decodeNpyTexts(bytesOf('texts'), 'x')).toEqual({ shape: [3], texts: ['red', 'dark blue', 'grün'] });
    expect(decodeNpyTexts(bytesOf('bytes'), 'x')).toEqual({ shape: [2], texts: ['ab', 'c'] });
    expect(decodeNpyTexts(bytesOf('boolean'), 'x')).toBeNull();
  });
});
