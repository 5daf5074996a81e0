/** The step back through a layer against plain float64 loops, over awkward sizes in every role. */

import { describe, expect, it } from 'vitest';
import { padded } from '../../../src/engine/simd/layout.ts';
import { backwardFloats } from '../../../src/engine/simd/packing.ts';
import { expectClose } from '../../support/tolerance.ts';
import { builds, openBench } from './builds.ts';
import { normals } from './numbers.ts';
import { product, roles, tolerance } from './products.ts';

describe.each(builds)('kernels of $variant', (build) => {
  // the last one is wider than what is transposed at once
  describe.each([...roles, { samples: 5, inputs: 500, units: 10 }])(
    '$samples samples, $inputs inputs, $units units',
    (role) => {
      const { samples, inputs, units } = role;
      const bench = openBench(build);
      const { kernels, read } = bench;
      const stride = padded(units);
      const w = normals(inputs * units, 1);
      const delta = normals(samples * units, 3);
      const deltas = bench.matrix(delta, samples, units, stride);

      it.each([
        { kind: 0, name: 'identity', derivative: () => 1 },
        { kind: 1, name: 'relu', derivative: (h: number) => (h > 0 ? 1 : 0) },
        { kind: 2, name: 'sigmoid', derivative: (h: number) => h * (1 - h) },
        { kind: 3, name: 'tanh', derivative: (h: number) => 1 - h * h },
      ])('back through $name, with zeros in the padding', ({ kind, derivative }) => {
        const below = padded(inputs);
        const h = normals(samples * inputs, 6);
        const outputs = bench.floats(new Float32Array(samples * below).fill(0.5));
        new Float32Array(bench.memory.buffer, outputs, samples * below).forEach((_, i, view) => {
          if (i % below < inputs) view[i] = h[Math.floor(i / below) * inputs + (i % below)]!;
        });
        const paddedRows = new Float32Array(below * units);
        paddedRows.set(w);
        const wide = bench.matrix(paddedRows, below, units, stride);
        const expected = product(
          samples,
          units,
          inputs,
          (s, u) => delta[s * units + u]!,
          (u, i) => w[i * units + u]!,
          (sum, s, i) => sum * derivative(h[s * inputs + i]!),
        );
        const scratch = bench.floats(new Float32Array(backwardFloats(stride)));
        const results = [0, scratch].flatMap((at) =>
          [false, true].map((large) => {
            const result = bench.floats(new Float32Array(samples * below).fill(9));
            kernels.dense_backward(kind, deltas, stride, units, wide, samples, outputs, below, result, at, large);
            expectClose('delta', read(result, samples * below), expected, tolerance);
            return read(result, samples * below);
          }),
        );
        expect(results[3], 'the same bits with tiles for vectors of eight lanes').toEqual(results[2]);
        const split = bench.floats(new Float32Array(samples * below).fill(9));
        const some = Math.floor(samples / 3);
        for (const [from, count] of [[0, some] as const, [some, samples - some] as const]) {
          const [at, row] = [from * stride * 4, from * below * 4];
          // prettier-ignore
          kernels.dense_backward(kind, deltas + at, stride, units, wide, count, outputs + row, below, split + row, scratch, true);
        }
        expect(read(split, samples * below), 'the same bits by parts of the samples').toEqual(results[2]);
      });
    },
  );
});
