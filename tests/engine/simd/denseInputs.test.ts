/** Images of which most pixels are not zero, through the dense kernels: the same bits as through the sparse ones. */

import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../src/engine/reference/network.ts';
import { createAllocator } from '../../../src/engine/simd/allocator.ts';
import { initializeRun } from '../../../src/engine/simd/data.ts';
import { unpacksImages } from '../../../src/engine/simd/denseInputs.ts';
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

function open(loaded: LoadedKernels, plan: NetworkPlan, unpacks: boolean) {
  const { images } = plan.data;
  const shape = {
    ...shapeOf(plan),
    unpacksImages: unpacks,
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
    const [sparse, dense] = [false, true].map((unpacks) => train(open(loaded, plan, unpacks), each));
    expect(dense).toEqual(sparse);
  });

  it.each(cases)('$inputs inputs, $units units follow the reference', (each) => {
    const plan = planOf(each);
    const given = open(loaded, plan, true);
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
    { what: 'letters', density: 0.63, expected: true },
    { what: 'digits', density: 0.19, expected: false },
  ])('$what: $expected', ({ density, expected }) => {
    const plan = planOf(wide, density);
    expect(unpacksImages(plan)).toBe(expected);
    expect(shapeOf(plan).unpacksImages).toBe(expected);
  });

  it('neither small batches nor few units, for which unpacking would take too long, nor real values', () => {
    expect(unpacksImages(planOf({ ...wide, batches: [8] }))).toBe(false);
    expect(unpacksImages(planOf({ ...wide, units: 300 }))).toBe(false);
    expect(unpacksImages(planOf({ ...wide, units: 300 }, 0.7))).toBe(true);
    expect(unpacksImages(planOf({ ...wide, units: 64 }, 0.7))).toBe(false);
    const data = randomData({ kind: 'dense-f32', inputs: 784, classes: 4, count: 200, density: 1 });
    expect(unpacksImages({ ...planOf(wide), data })).toBe(false);
  });

  it('leaves the columns of pixels and their memory out, and takes little for the block that is unpacked', () => {
    const plan = planOf({ ...wide, batches: [300] });
    const dense = layoutNetwork(shapeOf(plan));
    expect(dense.columnValues).toBe(dense.columnMasks);
    expect(dense.scratchBytes - dense.unpackedAt).toBeLessThanOrEqual(2 ** 19);
  });
});
