/** Kernels that take a range of the columns of some images: the column sort, and rows as floats. */

import { describe, expect, it } from 'vitest';
import { placeImages } from '../../../src/engine/simd/images.ts';
import { padded } from '../../../src/engine/simd/layout.ts';
import { imageStore } from '../../support/images.ts';
import { builds, openBench } from './builds.ts';
import { pixels, sizes } from './numbers.ts';

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

    it('columns sorted in two ranges as in one', () => {
      const placed = placeImages(
        bench.memory,
        bench.allocator,
        imageStore('sparse-u8', inputs, pixels(count * inputs, 4)),
      );
      if (placed.kind !== 'sparse-u8') throw new Error('expected sparse images');
      const { rowStarts, columns, values } = placed;
      const middle = Math.floor(inputs / 2);
      const sorted = [
        [0, inputs],
        [0, middle],
        [middle, inputs],
      ].map(([from, to]) => {
        const width = to! - from!;
        const starts = bench.integers(new Uint32Array(width + 2));
        const entries = bench.integers(new Uint32Array(Math.max(1, samples * width)));
        kernels.column_sort(rowStarts, columns, values, indices, samples, from!, to!, starts, entries);
        const given = new Uint32Array(bench.memory.buffer, starts, width + 1);
        return Array.from({ length: width }, (_, p) => [
          ...new Uint32Array(bench.memory.buffer, entries).subarray(given[p], given[p + 1]),
        ]);
      });
      expect([...sorted[1]!, ...sorted[2]!]).toEqual(sorted[0]);
    });

    it('rows of images as floats, in ranges of columns', () => {
      const p = pixels(count * inputs, 4);
      const placed = placeImages(bench.memory, bench.allocator, imageStore('sparse-u8', inputs, p));
      if (placed.kind !== 'sparse-u8') throw new Error('expected sparse images');
      const { rowStarts, columns, values } = placed;
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
        kernels.unpack_rows(rowStarts, columns, values, indices, samples, from, to, unpacked!, floats * 4);
        kernels.gather_rows(real + from * 4, inputs * 4, indices, samples, width, gathered!, floats * 4);
        expect(taken(unpacked!)).toEqual(expected);
        expect(taken(gathered!)).toEqual(expected);
      }
    });
  });
});
