/** Kernels that take a range of the columns of some images: columns of pixels, and rows as floats. */

import { describe, expect, it } from 'vitest';
import { padded } from '../../../src/engine/simd/layout.ts';
import { builds, openBench } from './builds.ts';
import { pixels, sizes } from './numbers.ts';
import { bytesOf, makeColumns, placePixels } from './sparse.ts';

const roles = [
  ...[0, ...sizes].map((samples) => ({ samples, inputs: 17 })),
  ...sizes.map((inputs) => ({ samples: 5, inputs })),
];

describe.each(builds)('kernels of $variant', (build) => {
  describe.each(roles)('$samples samples, $inputs inputs', ({ samples, inputs }) => {
    const bench = openBench(build);
    const { kernels, read } = bench;
    const count = samples + 2;
    const order = Array.from({ length: samples }, (_, s) => (s * 7 + 1) % count); // repeats none, sorts nothing
    const indices = bench.integers(order);

    it.each([16, 32, 64])('columns of pixels in words of %i samples, at once and half by half', (wordSamples) => {
      const p = pixels(count * inputs, 4);
      const placed = placePixels(bench, inputs, p);
      for (const byHalves of [false, true]) {
        const made = makeColumns(bench, placed, indices, samples, { samples: wordSamples, byHalves });
        const values = new Uint8Array(bench.memory.buffer, made.values, made.words * inputs * wordSamples);
        const masks = new BigUint64Array(bench.memory.buffer, made.masks, made.words * inputs);
        for (let word = 0; word < made.words; word++)
          for (let pixel = 0; pixel < inputs; pixel++) {
            const column = Array.from({ length: wordSamples }, (_, s) => {
              const image = order[word * wordSamples + s];
              return image === undefined ? 0 : p[image * inputs + pixel]!;
            });
            const at = word * inputs + pixel;
            expect([...values.subarray(at * wordSamples, (at + 1) * wordSamples)]).toEqual(column);
            const bits = column.reduce((sum, value, s) => sum + (value === 0 ? 0n : 1n << BigInt(s)), 0n);
            expect(masks[at]).toBe(bits);
          }
      }
    });

    it('rows of images as floats, in ranges of columns', () => {
      const p = pixels(count * inputs, 4);
      const packed = bytesOf(bench, p);
      const real = bench.floats(p);
      const middle = Math.floor(inputs / 2);
      for (const [from, to] of [
        [0, inputs],
        [0, middle],
        [middle, inputs],
      ] as const) {
        const width = to - from;
        const floats = padded(width) + 4;
        const expected = Float32Array.from({ length: samples * width }, (_, i) => {
          return p[order[Math.floor(i / width)]! * inputs + from + (i % width)]!;
        });
        const taken = (at: number) => {
          const all = read(at, samples * floats);
          return expected.map((_, i) => all[Math.floor(i / width) * floats + (i % width)]!);
        };
        const [unpacked, gathered] = [9, 9].map((n) => bench.floats(new Float32Array(samples * floats).fill(n)));
        kernels.unpack_rows(packed + from, inputs, indices, samples, width, unpacked!, floats * 4);
        kernels.gather_rows(real + from * 4, inputs * 4, indices, samples, width, gathered!, floats * 4);
        expect(taken(unpacked!)).toEqual(expected);
        expect(taken(gathered!)).toEqual(expected);
      }
    });
  });
});
