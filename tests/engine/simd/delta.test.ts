/** The gradient that leaves out what ReLU made zero: the bits of the dense gradient, over awkward sizes in every role. */

import { describe, expect, it } from 'vitest';
import { padded } from '../../../src/engine/simd/layout.ts';
import { builds, openBench } from './builds.ts';
import { normals } from './numbers.ts';
import { roles } from './products.ts';

/** Beside the usual sizes: two words of samples, rows of several tiles, and of tiles that end unevenly. */
const sizes = [
  ...roles.filter(({ samples }) => samples > 0),
  { samples: 128, inputs: 200, units: 40 },
  { samples: 65, inputs: 97, units: 20 },
];

describe.each(builds)('kernels of $variant', (build) => {
  describe.each(sizes)('$samples samples, $inputs inputs, $units units', ({ samples, inputs, units }) => {
    const bench = openBench(build);
    const { kernels, memory, read } = bench;
    const [stride, rowFloats, words] = [padded(units), padded(inputs) + 16, Math.ceil(samples / 64)];
    // the first unit is always off, the second never
    const isOn = (s: number, u: number) => u === 1 || (u !== 0 && (s * 7 + u * 3) % 5 < 2);
    const delta = normals(samples * units, 3).map((value, i) => (isOn(Math.floor(i / units), i % units) ? value : 0));
    const deltas = bench.matrix(delta, samples, units, stride);
    // what lies between the rows must not count
    const x = bench.floats(new Float32Array(samples * rowFloats).fill(NaN));
    const numbers = normals(samples * inputs, 4);
    new Float32Array(memory.buffer, x, samples * rowFloats).forEach((_, i, view) => {
      if (i % rowFloats < inputs) view[i] = numbers[Math.floor(i / rowFloats) * inputs + (i % rowFloats)]!;
    });
    const filled = () => bench.floats(new Float32Array(inputs * stride).fill(9));
    const columnsOf = (from: number, some: number) => {
      const values = bench.floats(new Float32Array(some * 64 * words).fill(9));
      const masks = bench.integers(Array.from({ length: some * words * 2 }, () => 0xffffffff));
      kernels.delta_columns(deltas + from * 4, stride, some, samples, words, values, masks);
      return { values, masks };
    };

    it('turns deltas into columns, with a mask of those that are not zero', () => {
      const { values, masks } = columnsOf(0, stride);
      const found = read(values, stride * 64 * words);
      const bits = new BigUint64Array(memory.buffer, masks, stride * words);
      for (let u = 0; u < stride; u++)
        for (let s = 0; s < 64 * words; s++) {
          const expected = s < samples && u < units ? delta[s * units + u]! : 0;
          expect(found[u * 64 * words + s]).toBe(expected);
          expect((bits[u * words + (s >> 6)]! >> BigInt(s & 63)) & 1n).toBe(expected === 0 ? 0n : 1n);
        }
    });

    it.each([false, true])('sums what dense_gradient sums, wide %s', (wide) => {
      const { values, masks } = columnsOf(0, stride);
      const tile = bench.floats(new Float32Array(16 * 80));
      const [dense, skipping] = [filled(), filled()];
      for (const add of [false, true]) {
        kernels.dense_gradient(x, rowFloats * 4, samples, inputs, deltas, stride, 0.5, add, dense, wide);
        // prettier-ignore
        kernels.delta_gradient(x, rowFloats * 4, inputs, values, masks, words, stride, stride, 0.5, add, skipping, tile, wide);
        expect(read(skipping, inputs * stride)).toEqual(read(dense, inputs * stride));
      }
    });

    it('sums the same in two ranges of units', () => {
      const tile = bench.floats(new Float32Array(16 * 80));
      const [whole, parts] = [filled(), filled()];
      const first = Math.min(stride, Math.ceil(units / 2 / 4) * 4);
      for (const [target, from, some] of [
        [whole, 0, stride] as const,
        [parts, 0, first] as const,
        [parts, first, stride - first] as const,
      ]) {
        const { values, masks } = columnsOf(from, some);
        // prettier-ignore
        kernels.delta_gradient(x, rowFloats * 4, inputs, values, masks, words, some, stride, 0.5, true, target + from * 4, tile, true);
      }
      expect(read(parts, inputs * stride)).toEqual(read(whole, inputs * stride));
    });
  });
});
