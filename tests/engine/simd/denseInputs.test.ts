/** Images of which most pixels are not zero, through the dense kernels: the same bits as through the sparse ones. */

import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../src/engine/reference/network.ts';
import { createAllocator } from '../../../src/engine/simd/allocator.ts';
import { initializeRun } from '../../../src/engine/simd/data.ts';
import { unpacksOf, type Unpacks } from '../../../src/engine/simd/denseInputs.ts';
import { placeImages } from '../../../src/engine/simd/images.ts';
import { createSharedMemory, type LoadedKernels } from '../../../src/engine/simd/kernels.ts';
import { layoutNetwork, shapeOf } from '../../../src/engine/simd/layout.ts';
import { openNetwork } from '../../../src/engine/simd/network.ts';
import type { NetworkPlan } from '../../../src/engine/backend.ts';
import type { OptimizerSpec, Scaling } from '../../../src/engine/spec.ts';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { randomData } from '../../support/images.ts';
import { layers, networkSpec, plainSgd, randomTensors } from '../../support/networks.ts';
import { relativeNorm } from '../../support/tolerance.ts';
import { builds } from './builds.ts';

const momentum: OptimizerSpec = {
  type: 'momentum',
  learningRate: 0.05,
  weightDecay: 0.001,
  momentum: 0.9,
  initialVelocity: 0,
};
const unit: Scaling = { factor: 1 / 255, offset: 0 };
const symmetric: Scaling = { factor: 2 / 255, offset: -1 };

interface Case {
  readonly inputs: number;
  readonly units: number;
  readonly scaling: Scaling;
  readonly optimizer: OptimizerSpec;
  /** Of the steps, one after the other; the largest decides the blocks. */
  readonly batches: readonly number[];
}

/** Images of 28 × 28, smaller ones, and colour ones that go forward in blocks of 42; blocks of 128 that end unevenly. */
const cases: Case[] = [
  { inputs: 784, units: 100, scaling: unit, optimizer: plainSgd, batches: [100, 37, 1, 100] },
  { inputs: 784, units: 65, scaling: symmetric, optimizer: momentum, batches: [300, 131, 257, 1] },
  { inputs: 33, units: 300, scaling: symmetric, optimizer: plainSgd, batches: [299, 128, 5] },
  { inputs: 3072, units: 34, scaling: unit, optimizer: momentum, batches: [101, 64] },
];

function planOf({ inputs, units, scaling, optimizer, batches }: Case, density = 0.63): NetworkPlan {
  const network = networkSpec({ inputs, classes: 4, hidden: layers(['relu', units], ['sigmoid', 17]) });
  const data = randomData({ kind: 'sparse-u8', inputs, classes: 4, count: 310, density, scaling });
  return { network, optimizer, maxBatch: Math.max(...batches), data };
}

function open(loaded: LoadedKernels, plan: NetworkPlan, unpacks: Unpacks) {
  const { images } = plan.data;
  const shape = {
    ...shapeOf(plan),
    unpacks,
  };
  const layout = layoutNetwork(shape);
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const placed = placeImages(memory, allocator, images);
  const base = allocator.allocate(layout.bytes);
  initializeRun(memory, layout, base, plan.data);
  return openNetwork(loaded, { memory, layout, base, images: placed });
}

/** Trains and returns every bit of the outcome: losses, evaluations, predictions, activations, tensors. */
function train(net: ReturnType<typeof open>, { batches }: Case) {
  const { network, data } = net.plan;
  for (const [name, values] of randomTensors(network)) net.write(name, values);
  const outcome: unknown[] = [];
  for (const [step, count] of batches.entries()) {
    outcome.push(net.step(data.train.subarray(step, step + count), 0.05, step + 1));
    outcome.push(net.evaluate(data.train));
  }
  const { gradients } = net.gradients(data.train.subarray(0, batches[0]));
  outcome.push(net.probabilities(data.train.subarray(3, 130)), net.activations(data.train.subarray(7, 90), 0));
  return [...outcome, ...gradients.values(), ...tensorTable(network).map(({ name }) => net.read(name))];
}

describe.each(builds.flatMap((build) => [build, { ...build, wide: true }]))('$variant, wide $wide', (loaded) => {
  it.each(cases)('$inputs inputs, $units units, offset $scaling.offset, batches $batches: the same bits', (each) => {
    const plan = planOf(each);
    const sparse = train(open(loaded, plan, { forward: false, gradient: false }), each);
    expect(train(open(loaded, plan, { forward: true, gradient: false }), each)).toEqual(sparse);
    expect(train(open(loaded, plan, { forward: true, gradient: true }), each)).toEqual(sparse);
  });

  it.each(cases)('$inputs inputs, $units units follow the reference', (each) => {
    const plan = planOf(each);
    const given = open(loaded, plan, { forward: true, gradient: true });
    const expected = referenceBackend.create(plan);
    for (const net of [given, expected]) {
      for (const [name, values] of randomTensors(plan.network)) net.write(name, values);
      for (const [step, count] of each.batches.entries())
        net.step(plan.data.train.subarray(step, step + count), 0.05, step + 1);
    }
    for (const { name } of tensorTable(plan.network))
      expect(relativeNorm(given.read(name), expected.read(name)), name).toBeLessThan(2e-5);
  });
});

describe('which images go through the dense kernels', () => {
  const wide: Case = { inputs: 784, units: 1000, scaling: unit, optimizer: plainSgd, batches: [100] };

  it.each([
    { what: 'noise', density: 1, expected: { forward: true, gradient: true } },
    { what: 'letters', density: 0.63, expected: { forward: true, gradient: false } },
    { what: 'digits', density: 0.19, expected: { forward: false, gradient: false } },
  ])('$what: forward $expected.forward, gradient $expected.gradient', ({ density, expected }) => {
    const plan = planOf(wide, density);
    expect(unpacksOf(plan)).toEqual(expected);
    expect(shapeOf(plan).unpacks).toEqual(expected);
  });

  it('letters in large batches go all the way as floats, where ReLU switches half of the deltas off', () => {
    const plan = planOf({ ...wide, batches: [257] });
    expect(unpacksOf(plan)).toEqual({ forward: true, gradient: true });
    expect(unpacksOf({ ...plan, maxBatch: 256 })).toEqual({ forward: true, gradient: false });
    expect(
      unpacksOf({ ...plan, network: networkSpec({ inputs: 784, classes: 4, hidden: layers(['tanh', 10]) }) }),
    ).toEqual({
      forward: true,
      gradient: false,
    });
    expect(unpacksOf(planOf({ ...wide, batches: [257] }, 0.19))).toEqual({ forward: false, gradient: false });
  });

  it('neither small batches, whose tiles would not be full, nor real values', () => {
    const none = { forward: false, gradient: false };
    expect(unpacksOf(planOf({ ...wide, batches: [8] }, 1))).toEqual(none);
    const data = randomData({ kind: 'dense-f32', inputs: 784, classes: 4, count: 200, density: 1 });
    expect(unpacksOf({ ...planOf(wide), data })).toEqual(none);
  });

  it('leaves the columns of pixels and their memory out, and takes little for the block that is unpacked', () => {
    const plan = planOf({ ...wide, batches: [300] }, 1);
    const dense = layoutNetwork(shapeOf(plan));
    expect(dense.columnValues).toBe(dense.columnMasks);
    expect(dense.packedAt - dense.unpackedAt).toBeLessThanOrEqual(2 ** 19);
    expect(dense.scratchBytes - dense.packedAt).toBeLessThanOrEqual(2 ** 19);
  });
});
