/** The products and the row sums against plain float64 loops, over awkward sizes in every role. */

import { describe, expect, it } from 'vitest';
import { padded } from '../../../src/engine/simd/layout.ts';
import { packedFloats } from '../../../src/engine/simd/packing.ts';
import { expectClose } from '../../support/tolerance.ts';
import { builds, openBench } from './builds.ts';
import { normals, pixels } from './numbers.ts';
import { product, roles, tolerance, type Matrix } from './products.ts';
import { bytesOf, makeColumns, placePixels, type Columns, type PlacedPixels } from './sparse.ts';

describe.each(builds)('kernels of $variant', (build) => {
  describe.each(roles)('$samples samples, $inputs inputs, $units units', ({ samples, inputs, units }) => {
    const bench = openBench(build);
    const { kernels, read } = bench;
    const stride = padded(units);
    const count = samples + 2;
    const order = Array.from({ length: samples }, (_, s) => (s * 7 + 1) % count); // repeats none, sorts nothing
    const w = normals(inputs * units, 1);
    const bias = normals(units, 2);
    const delta = normals(samples * units, 3);
    const weights = bench.matrix(w, inputs, units, stride);
    const initial = bench.matrix(bias, 1, units, stride);
    const deltas = bench.matrix(delta, samples, units, stride);
    const indices = bench.integers(order);
    const out = bench.floats(new Float32Array(samples * stride).fill(9));
    const target = bench.floats(new Float32Array(inputs * stride).fill(9));

    const both = 2;
    const sparseForward = (
      { rowStarts, middles, columns, values }: PlacedPixels,
      part: number,
      factor: number,
      {
        to = out,
        wide = false,
        from = 0,
        some = stride,
      }: { to?: number; wide?: boolean; from?: number; some?: number } = {},
    ) =>
      // prettier-ignore
      kernels.sparse_forward(rowStarts, middles, columns, values, indices, samples, part,
        weights + from * 4, stride, factor, initial + from * 4, to + from * 4, wide, some);
    const sparseGradient = (
      { values, masks, words, samples }: Columns,
      scale: number,
      add: boolean,
      {
        to = target,
        wide = false,
        from = 0,
        some = stride,
      }: { to?: number; wide?: boolean; from?: number; some?: number } = {},
    ) =>
      // prettier-ignore
      kernels.sparse_gradient(values, masks, words, samples, inputs, inputs,
        deltas + from * 4, stride, scale, add, to + from * 4, wide, some);

    it('sparse forward and gradient', () => {
      const p = pixels(count * inputs, 4);
      const placed = placePixels(bench, inputs, p);
      const x: Matrix = (s, i) => p[order[s]! * inputs + i]!;
      const forward = product(
        samples,
        inputs,
        units,
        x,
        (i, u) => w[i * units + u]!,
        (sum, _, u) => sum / 255 + bias[u]!,
      );
      sparseForward(placed, both, 1 / 255);
      expectClose('out', read(out, samples * stride), forward, tolerance);
      const made = makeColumns(bench, placed, indices, samples);
      const d: Matrix = (s, u) => delta[s * units + u]!;
      const gradient = product(
        inputs,
        samples,
        units,
        (i, s) => x(s, i),
        d,
        (sum) => sum / 255,
      );
      sparseGradient(made, 1 / 255, false);
      expectClose('target', read(target, inputs * stride), gradient, tolerance);
      sparseGradient(made, 1 / 255, true);
      expectClose(
        'target, added',
        read(target, inputs * stride),
        gradient.map((g) => 2 * g),
        tolerance,
      );
    });

    it('the same bits with tiles for vectors of eight lanes', () => {
      const p = pixels(count * inputs, 4);
      const placed = placePixels(bench, inputs, p);
      const dense = bench.floats(p);
      const made = makeColumns(bench, placed, indices, samples);
      const results = [false, true].map((wide) => {
        sparseForward(placed, both, 1, { wide });
        const results = [read(out, samples * stride)];
        for (const packed of [0, bench.floats(new Float32Array(packedFloats(inputs)))]) {
          // prettier-ignore
          kernels.dense_forward(dense, inputs * 4, indices, samples, inputs, inputs,
            weights, stride, 1, initial, 0, out, wide, packed);
          results.push(read(out, samples * stride));
        }
        sparseGradient(made, 1, false, { wide });
        results.push(read(target, inputs * stride));
        const [rows, bytes] = [bench.floats(new Float32Array(samples * padded(inputs))), padded(inputs) * 4];
        kernels.unpack_rows(bytesOf(bench, p), inputs, indices, samples, inputs, rows, bytes);
        kernels.dense_gradient(rows, bytes, samples, inputs, deltas, stride, 1, true, target, wide);
        return [...results, read(target, inputs * stride)];
      });
      expect(results[1]).toEqual(results[0]);
    });

    it('the same bits when two threads sum a half of the pixels each, and when inputs are dense', () => {
      const p = pixels(count * inputs, 4);
      const placed = placePixels(bench, inputs, p);
      sparseForward(placed, both, 1 / 255);
      const expected = read(out, samples * stride);
      const second = bench.floats(new Float32Array(samples * stride).fill(9));
      sparseForward(placed, 0, 1 / 255);
      sparseForward(placed, 1, 1 / 255, { to: second });
      kernels.add_scaled(out, second, samples * stride, 1 / 255);
      expect(read(out, samples * stride)).toEqual(expected);

      const dense = bench.floats(p);
      for (const packed of [0, bench.floats(new Float32Array(packedFloats(inputs)))]) {
        new Float32Array(bench.memory.buffer, out, samples * stride).fill(9);
        // prettier-ignore
        kernels.dense_forward(dense, inputs * 4, indices, samples, inputs, placed.half,
          weights, stride, 1 / 255, initial, 0, out, false, packed);
        expect(read(out, samples * stride)).toEqual(expected);
      }
    });

    it('the same bits when the first layer is done in two ranges of units', () => {
      const p = pixels(count * inputs, 4);
      const placed = placePixels(bench, inputs, p);
      const made = makeColumns(bench, placed, indices, samples);
      const half = Math.floor(stride / 8) * 4;
      // prettier-ignore
      const results = [[[0, stride]], [[0, half], [half, stride]]].map((ranges) => {
        const updated = bench.matrix(w, inputs, units, stride);
        for (const [from, to] of ranges as [number, number][]) {
          if (from === to) continue;
          const some = to - from;
          sparseForward(placed, both, 1, { from, some });
          sparseGradient(made, -0.1, true, { to: updated, from, some });
        }
        return [read(out, samples * stride), read(updated, inputs * stride)];
      });
      expect(results[1]).toEqual(results[0]);
    });

    if (samples > 0)
      it('an update from one image, with the bits that its columns would give', () => {
        const p = pixels(count * inputs, 4);
        const placed = placePixels(bench, inputs, p);
        const { rowStarts, columns, values } = placed;
        const made = makeColumns(bench, placed, indices, 1, { samples: 16 });
        const [byColumns, single] = [w, w].map((each) => bench.matrix(each, inputs, units, stride));
        sparseGradient(made, -0.1 / 255, true, { to: byColumns! });
        kernels.sparse_update_single(rowStarts, columns, values, order[0]!, deltas, stride, -0.1 / 255, single!, false);
        expect(read(single!, inputs * stride)).toEqual(read(byColumns!, inputs * stride));
        const large = bench.matrix(w, inputs, units, stride);
        kernels.sparse_update_single(rowStarts, columns, values, order[0]!, deltas, stride, -0.1 / 255, large, true);
        expect(read(large, inputs * stride)).toEqual(read(single!, inputs * stride));
        const isBlank = p.subarray(order[0]! * inputs, (order[0]! + 1) * inputs).every((pixel) => pixel === 0);
        const changed = read(single!, inputs * stride).some((value, i) => value !== read(weights, inputs * stride)[i]);
        expect(changed).toBe(!isBlank);
      });

    it('dense forward and gradient, with and without indices', () => {
      const p = normals(count * inputs, 5);
      const rows = bench.floats(p);
      for (const at of [indices, 0]) {
        const x: Matrix = (s, i) => p[(at ? order[s]! : s) * inputs + i]!;
        const forward = product(
          samples,
          inputs,
          units,
          x,
          (i, u) => w[i * units + u]!,
          (sum, _, u) => 0.5 * sum + bias[u]!,
        );
        // prettier-ignore
        kernels.dense_forward(rows, inputs * 4, at, samples, inputs, inputs,
          weights, stride, 0.5, initial, 0, out, false, 0);
        expectClose('out', read(out, samples * stride), forward, tolerance);
        if (at) continue; // the gradient takes rows that were gathered
        const d: Matrix = (s, u) => delta[s * units + u]!;
        const gradient = product(
          inputs,
          samples,
          units,
          (i, s) => x(s, i),
          d,
          (sum) => 0.5 * sum,
        );
        kernels.dense_gradient(rows, inputs * 4, samples, inputs, deltas, stride, 0.5, false, target);
        expectClose('target', read(target, inputs * stride), gradient, tolerance);
        kernels.dense_gradient(rows, inputs * 4, samples, inputs, deltas, stride, 0.5, true, target);
        expectClose(
          'target, added',
          read(target, inputs * stride),
          gradient.map((g) => 2 * g),
          tolerance,
        );
      }
    });

    it('sums of rows, and a row added to all', () => {
      const sums = product(
        1,
        samples,
        units,
        () => 1,
        (s, u) => delta[s * units + u]!,
        (sum, _, u) => 0.5 * sum + bias[u]!,
      );
      kernels.sum_rows(deltas, samples, stride, stride, 0.5, initial, target);
      expectClose('sums', read(target, stride), sums, tolerance);
      const copy = bench.matrix(delta, samples, units, stride);
      kernels.add_to_rows(copy, samples, stride, 2, initial);
      const added = product(
        samples,
        0,
        units,
        () => 0,
        () => 0,
        (_, s, u) => delta[s * units + u]! + 2 * bias[u]!,
      );
      expectClose('rows', read(copy, samples * stride), added, tolerance);
    });
  });
});
