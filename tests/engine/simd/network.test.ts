/** Networks of the SIMD backend: what the suite over all backends does not see, and every size beside the reference. */

import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../src/engine/reference/network.ts';
import { createAllocator } from '../../../src/engine/simd/allocator.ts';
import { simdBackend } from '../../../src/engine/simd/backend.ts';
import { initializeRun } from '../../../src/engine/simd/data.ts';
import { placeImages } from '../../../src/engine/simd/images.ts';
import { createSharedMemory } from '../../../src/engine/simd/kernels.ts';
import { layoutNetwork, shapeOf } from '../../../src/engine/simd/layout.ts';
import { openNetwork } from '../../../src/engine/simd/network.ts';
import type { OptimizerSpec, Scaling } from '../../../src/engine/spec.ts';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { randomData } from '../../support/images.ts';
import { allOptimizers, layers, makeNetwork, networkSpec, plainSgd, randomTensors } from '../../support/networks.ts';
import { expectClose, relativeNorm } from '../../support/tolerance.ts';
import { builds } from './builds.ts';
import { kernelBytes } from './kernelBytes.ts';

const bytes = await kernelBytes();
const backends = [
  { variant: 'simd', backend: simdBackend(bytes, 'simd') },
  { variant: 'best', backend: simdBackend(bytes) },
];
const kinds = ['sparse-u8', 'dense-f32'] as const;
const tolerance = { absolute: 1e-5, relative: 1e-4 };

describe.each(backends)('networks of the $variant build', ({ backend }) => {
  const sizes = [1, 3, 4, 5, 15, 16, 17, 31, 48, 49, 100];

  /** Loss, gradients, probabilities and three steps beside the reference. */
  function compare(
    kind: (typeof kinds)[number],
    units: readonly number[],
    inputs: number,
    classes: number,
    count: number,
  ) {
    const network = networkSpec({
      inputs,
      classes,
      hidden: layers(...units.map((n): ['tanh', number] => ['tanh', n])),
    });
    const data = randomData({ kind, inputs, classes, count });
    const [given, expected] = [backend, referenceBackend].map((each) => makeNetwork(each, { network, data }));
    const [a, b] = [given!.gradients(data.train), expected!.gradients(data.train)];
    expect(a.loss).toBeCloseTo(b.loss, 5);
    for (const [name, gradient] of b.gradients) expectClose(name, a.gradients.get(name)!, gradient, tolerance);
    for (let step = 1; step <= 3; step++) {
      const [x, y] = [given!, expected!].map((net) => net.step(data.train, 0.2, step));
      expect(x!.loss).toBeCloseTo(y!.loss, 5);
    }
    for (const { name } of tensorTable(network)) expectClose(name, given!.read(name), expected!.read(name), tolerance);
    expectClose('p', given!.probabilities(data.train), expected!.probabilities(data.train), tolerance);
  }

  describe.each(kinds)('%s beside the reference', (kind) => {
    it.each(sizes)('%d inputs', (size) => compare(kind, [5], size, 3, 20));
    it.each(sizes)('%d units in both hidden layers', (size) => compare(kind, [size, size], 12, 3, 20));
    it.each(sizes.filter((size) => size > 1))('%d classes', (size) => compare(kind, [8], 12, size, 20));
    it.each([...sizes, 256, 257, 600])('a batch of %d', (size) => compare(kind, [9], 12, 3, size));
  });

  it.each(kinds)('%s: a batch of three parts, with a constant part of the scaling', (kind) => {
    const network = networkSpec({ inputs: 5, classes: 3, hidden: layers(['sigmoid', 300]) });
    const optimizer = {
      type: 'momentum',
      momentum: 0.9,
      initialVelocity: 0,
      learningRate: 0.1,
      weightDecay: 0,
    } as const;
    const data = randomData({ kind, inputs: 5, classes: 3, count: 8300, scaling: { factor: 1 / 128, offset: -0.5 } });
    const { partSamples } = layoutNetwork(shapeOf({ network, optimizer, maxBatch: 8300, data }));
    expect(Math.ceil(8300 / partSamples)).toBe(3);
    const [given, expected] = [backend, referenceBackend].map((each) =>
      makeNetwork(each, { network, data, optimizer }),
    );
    const [a, b] = [given!.gradients(data.train), expected!.gradients(data.train)];
    for (const [name, gradient] of b.gradients) expectClose(name, a.gradients.get(name)!, gradient, tolerance);
    for (let step = 1; step <= 3; step++)
      for (const net of [given!, expected!]) net.step(data.train.subarray(0, step === 2 ? 300 : 8300), 0.1, step);
    for (const { name } of tensorTable(network)) expectClose(name, given!.read(name), expected!.read(name), tolerance);
  });

  const scalings: Scaling[] = [
    { factor: 1 / 255, offset: 0 },
    { factor: 2 / 255, offset: -1 },
  ];

  it.each(allOptimizers.flatMap((optimizer) => scalings.map((scaling) => ({ optimizer, scaling }))))(
    '$optimizer.type with offset $scaling.offset follows the reference, batches small and large',
    ({ optimizer, scaling }) => {
      const network = networkSpec({ inputs: 33, classes: 3, hidden: layers(['sigmoid', 18], ['relu', 7]) });
      const data = randomData({ kind: 'sparse-u8', inputs: 33, classes: 3, count: 400, scaling });
      const [given, expected] = [backend, referenceBackend].map((each) =>
        makeNetwork(each, { network, data, optimizer }),
      );
      for (let step = 1; step <= 8; step++) {
        const batch = data.train.subarray(step, step + [1, 20, 300, 300][step % 4]!);
        for (const net of [given!, expected!]) net.step(batch, 0.05, step);
      }
      for (const { name } of tensorTable(network))
        expect(relativeNorm(given!.read(name), expected!.read(name)), name).toBeLessThan(2e-5);
    },
  );

  it('takes batches that repeat images', () => {
    const network = networkSpec({ inputs: 20 });
    const data = randomData({ kind: 'sparse-u8', inputs: 20, classes: 3, count: 9, density: 0.6 });
    const [given, expected] = [backend, referenceBackend].map((each) =>
      makeNetwork(each, { network, data, maxBatch: 50 }),
    );
    const batch = Uint32Array.from({ length: 50 }, (_, i) => (i * i) % 9);
    for (const net of [given!, expected!]) net.step(batch, 0.5, 1);
    expectClose('W1', given!.read('W1'), expected!.read('W1'), tolerance);
  });

  it('is stable for logits of ±1000 and reports an undefined loss', () => {
    const network = networkSpec({ inputs: 4, classes: 3 });
    const data = randomData({ kind: 'dense-f32', inputs: 4, classes: 3, count: 6 });
    const net = makeNetwork(backend, { network, data });
    net.write('W1', new Float32Array(12));
    net.write('b1', [1000, -1000, 0]);
    const { loss } = net.evaluate(data.train);
    const exact = [0, 2000, 1000];
    const losses = [...data.train].map((i) => exact[data.labels[i]!]!);
    expect(loss).toBe(losses.reduce((sum, each) => sum + each) / losses.length);
    expect([...net.probabilities(data.train).subarray(0, 3)]).toEqual([1 - 1e-15, 1e-15, 1e-15]);
    for (const bad of [NaN, Infinity]) {
      net.write('b1', [0, bad, 0]);
      expect(net.step(data.train, 0.1, 1).loss).toBeNaN();
    }
  });

  it('keeps the digits of a loss near 0', () => {
    const network = networkSpec({ inputs: 4, classes: 2 });
    const data = randomData({ kind: 'dense-f32', inputs: 4, classes: 2, count: 1 });
    const net = makeNetwork(backend, { network, data });
    net.write('W1', new Float32Array(8));
    net.write('b1', data.labels[0] === 0 ? [30, 0] : [0, 30]);
    const { loss, gradients } = net.gradients(data.train);
    expect(loss / Math.exp(-30)).toBeCloseTo(1, 5);
    const [first, second] = gradients.get('b1')!;
    expect(Math.abs(first!) / Math.exp(-30)).toBeCloseTo(1, 5);
    expect(first! + second!).toBe(0);
  });

  it('says what is wrong with a tensor, a batch or an image', () => {
    const data = randomData({ kind: 'sparse-u8', inputs: 4, classes: 3, count: 6 });
    const net = makeNetwork(backend, { network: networkSpec({ inputs: 4 }), data, maxBatch: 4 });
    expect(() => net.read('W2')).toThrow(/read: given tensor W2, expected one of W1, b1/);
    expect(() => net.write('W1', [1])).toThrow(/write W1: given 1 values, expected 12/);
    expect(() => net.step(data.train, 0.1, 1)).toThrow(/given a batch of 6, expected 1\.\.4/);
    expect(() => net.step(Uint32Array.of(6), 0.1, 1)).toThrow(/image 6 was given, there are 6/);
    expect(() => net.evaluate(Uint32Array.of(7))).toThrow(/image 7 was given/);
  });
});

describe.each(builds)('the block of a network ($variant)', (loaded) => {
  const optimizers: OptimizerSpec[] = [plainSgd, ...allOptimizers];

  it.each(optimizers)('keeps its padding zero: $type, decay $weightDecay', (optimizer) => {
    const network = networkSpec({ inputs: 13, classes: 3, hidden: layers(['sigmoid', 5], ['tanh', 6], ['relu', 9]) });
    const data = randomData({
      kind: 'sparse-u8',
      inputs: 13,
      classes: 3,
      count: 300,
      scaling: { factor: 0.01, offset: 0.5 },
    });
    const memory = createSharedMemory();
    const allocator = createAllocator(memory);
    const layout = layoutNetwork(shapeOf({ network, optimizer, maxBatch: 300, data }));
    const images = placeImages(memory, allocator, data.images);
    const base = allocator.allocate(layout.bytes);
    initializeRun(memory, layout, base, data);
    const net = openNetwork(loaded, { memory, layout, base, images });
    for (const [name, values] of randomTensors(network)) net.write(name, values);
    for (let step = 1; step <= 4; step++) net.step(data.train.subarray(0, step % 2 ? 300 : 40), 0.1, step);
    net.gradients(data.train);

    const expectPadding = (name: string, at: number, rows: number, columns: number, stride: number) => {
      const values = new Float32Array(memory.buffer, base + at, rows * stride);
      values.forEach((value, i) => {
        if (i % stride >= columns) expect(value, `${name}[${i}]`).toBe(0);
      });
    };
    for (const { name, offset, rows, columns, stride } of layout.tensors.values()) {
      expectPadding(name, offset, rows, columns, stride);
      const below = new Float32Array(
        memory.buffer,
        base + offset + rows * stride * 4,
        (Math.ceil(rows / 4) * 4 - rows) * stride,
      );
      if (name.startsWith('W'))
        expect(
          [...below].every((value) => value === 0),
          `${name} below`,
        ).toBe(true);
    }
    layout.deltas.forEach((at, layer) =>
      expectPadding(`delta ${layer}`, at, 300, layout.widths[layer + 1]!, layout.strides[layer]!),
    );
  });
});
