/**
 * GFLOP/s of the main kernels beside a loop of nothing but multiply-adds, and whole steps of the networks of the
 * benchmark table. A program, not a test: node bench/kernels.ts [--force-simd] [--narrow] [--densities]
 *
 * --densities compares the two ways through the first layer for images of which more and more pixels are not zero.
 *
 * Images are random with MNIST's density, more in the middle, so that no data is needed. Products count two operations
 * per non-zero input and unit.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { randomStream } from '../src/engine/random.ts';
import { createAllocator } from '../src/engine/simd/allocator.ts';
import { slotState, viewControl } from '../src/engine/simd/control.ts';
import { initializeRun } from '../src/engine/simd/data.ts';
import { joinTeam, teamControl } from '../src/engine/simd/follower.ts';
import { placeImages } from '../src/engine/simd/images.ts';
import { createSharedMemory, instantiate, loadKernels, type LoadedKernels } from '../src/engine/simd/kernels.ts';
import { layoutNetwork, padded, shapeOf } from '../src/engine/simd/layout.ts';
import { openNetwork, type PlacedRun } from '../src/engine/simd/network.ts';
import { backwardFloats, packedFloats, packs } from '../src/engine/simd/packing.ts';
import type { ImageStore, TrainingData } from '../src/engine/spec.ts';
import { buildKernels } from '../scripts/build-kernels.ts';
import { allowWideVectors } from '../src/main/wideVectors.ts';
import {
  bothHalves,
  digits,
  inputs,
  makeColumns,
  pixelImages,
  placeColumns,
  wordSamples,
  type Pixels,
} from './pixels.ts';

/** Seconds of the fastest of some repetitions. */
function best(work: () => void, repetitions = 7): number {
  let least = Infinity;
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least / 1000;
}

function report(name: string, seconds: number, operations: number): void {
  const rate = `${(operations / seconds / 1e9).toFixed(1)} GFLOP/s`;
  process.stdout.write(`${name.padEnd(44)} ${`${(seconds * 1e6).toFixed(1)} µs`.padStart(14)} ${rate.padStart(16)}\n`);
}

function kernelRates(loaded: LoadedKernels, images: Pixels, batch: number, units: number) {
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const kernels = instantiate(loaded.module, memory);
  const placed = placeImages(memory, allocator, images);
  if (placed.kind !== 'sparse-u8') return;
  const stride = padded(units);
  const floats = (count: number) => {
    const at = allocator.allocate(count * 4);
    new Float32Array(memory.buffer, at, count).fill(0.01);
    return at;
  };
  const indices = allocator.allocate(batch * 4);
  new Uint32Array(memory.buffer, indices, batch).forEach((_, i, view) => (view[i] = i));
  const [weights, initial, h, deltas] = [
    floats(inputs * stride),
    floats(stride),
    floats(batch * stride),
    floats(batch * stride),
  ];
  const [w2, next] = [floats(stride * 16), floats(batch * 16)];
  const [below, back] = [floats(batch * inputs), floats(batch * inputs)];
  const [gradient, scratch] = [floats(inputs * stride), floats(backwardFloats(stride))];
  const packed = floats(packedFloats(Math.max(inputs, stride)));
  const nonZeros = images.rowStarts[batch]!;
  const { rowStarts, middles, columns, values } = placed;
  const byPixels = placeColumns(allocator, batch);
  const rowBytes = allocator.allocate(batch * inputs);
  const repeat = Math.max(1, Math.round(4e7 / (nonZeros * units)));
  const rate = (name: string, operations: number, work: () => void) => {
    const seconds = best(() => {
      for (let i = 0; i < repeat; i++) work();
    });
    report(`${name} ${units}, batch ${batch}`, seconds / repeat, operations);
  };
  const sparse = 2 * nonZeros * units;
  const wide = loaded.wide ?? false;
  rate('columns of pixels', 0, () => makeColumns(kernels, placed, indices, batch, byPixels));
  rate('sparse forward', sparse, () =>
    // prettier-ignore
    kernels.sparse_forward(rowStarts, middles, columns, values, indices, batch, bothHalves,
      weights, stride, 1, initial, h, wide, stride),
  );
  rate('sparse gradient + update', sparse, () =>
    // prettier-ignore
    kernels.sparse_gradient(byPixels.values, byPixels.masks, byPixels.words, wordSamples, inputs, inputs,
      deltas, stride, 1e-9, true, weights, wide, stride),
  );
  const dense = 2 * batch * units;
  rate('dense forward from 784', dense * 784, () =>
    // prettier-ignore
    kernels.dense_forward(weights, 784 * 4, 0, batch, 784, 784,
      weights, stride, 1, initial, 0, h, wide, packs(stride) ? packed : 0),
  );
  rate('dense gradient from 784', dense * 784, () =>
    kernels.dense_gradient(weights, 784 * 4, batch, 784, deltas, stride, 1e-9, true, gradient, wide),
  );
  rate('dense backward to 784', dense * 784, () =>
    kernels.dense_backward(1, deltas, stride, units, weights, batch, below, 784, back, scratch, wide),
  );
  rate('pixels to floats', 0, () => kernels.unpack_rows(rowBytes, inputs, indices, batch, inputs, back, inputs * 4));
  rate('dense forward to 10', dense * 10, () =>
    kernels.dense_forward(h, stride * 4, 0, batch, units, units, w2, 16, 1, initial, 0, next, wide, 0),
  );
  rate('dense gradient to 10', dense * 10, () =>
    kernels.dense_gradient(h, stride * 4, batch, units, next, 16, 1e-9, true, w2, wide),
  );
  rate('dense backward from 10', dense * 10, () =>
    kernels.dense_backward(2, next, 16, 10, w2, batch, h, stride, deltas, scratch, wide),
  );
  rate('sigmoid', 0, () => kernels.activate(2, h, batch * stride));
}

/** Column sort, forward product, gradient and update by the sparse kernels, and what the dense ones take instead. */
function firstLayer(loaded: LoadedKernels, density: number, batch: number, units: number): void {
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const wide = loaded.wide ?? false;
  const kernels = instantiate(loaded.module, memory);
  const placed = placeImages(
    memory,
    allocator,
    pixelImages(batch, () => density),
  );
  const rowBytes = allocator.allocate(batch * inputs);
  if (placed.kind !== 'sparse-u8') return;
  const { rowStarts, columns, values, nonZeros } = placed;
  const stride = padded(units);
  const floats = (count: number) => allocator.allocate(count * 4);
  const indices = allocator.allocate(batch * 4);
  new Uint32Array(memory.buffer, indices, batch).forEach((_, i, view) => (view[i] = i));
  const [weights, initial, h, deltas] = [inputs, 1, batch, batch].map((rows) => floats(rows * stride));
  const rows = floats(batch * inputs);
  const packed = floats(packedFloats(inputs));
  const byPixels = placeColumns(allocator, batch);
  const [w, b, out, d] = [weights!, initial!, h!, deltas!];
  const sparse = () => {
    makeColumns(kernels, placed, indices, batch, byPixels);
    // prettier-ignore
    kernels.sparse_forward(rowStarts, placed.middles, columns, values, indices, batch, bothHalves,
      w, stride, 1, b, out, wide, stride);
    // prettier-ignore
    kernels.sparse_gradient(byPixels.values, byPixels.masks, byPixels.words, wordSamples, inputs, inputs,
      d, stride, 1e-9, true, w, wide, stride);
  };
  const dense = () => {
    for (let pass = 0; pass < 2; pass++)
      kernels.unpack_rows(rowBytes, inputs, indices, batch, inputs, rows, inputs * 4);
    // prettier-ignore
    kernels.dense_forward(rows, inputs * 4, 0, batch, inputs, inputs,
      w, stride, 1, b, 0, out, wide, packs(stride) ? packed : 0);
    kernels.dense_gradient(rows, inputs * 4, batch, inputs, d, stride, 1e-9, true, w, wide);
  };
  for (const [name, work] of Object.entries({ sparse, dense }))
    report(
      `${name}, ${units} units, ${density} not zero`,
      best(work, Math.ceil(8e10 / (4 * inputs * batch * units))),
      4 * nonZeros * units,
    );
}

async function stepTime(loaded: LoadedKernels, images: ImageStore, units: number, batch: number, threads: number) {
  const all = Uint32Array.from({ length: images.count }, (_, i) => i);
  const labels = Uint16Array.from(all, (i) => i % 10);
  const data: TrainingData = {
    images,
    labels,
    scaling: { factor: 1 / 255, offset: 0 },
    train: all,
    validation: null,
    test: null,
  };
  const network = {
    inputs,
    classes: 10,
    hidden: [{ units, activation: 'relu' as const }],
    output: 'softmax' as const,
    init: { scheme: 'xavier' as const },
  };
  const optimizer = { type: 'sgd' as const, learningRate: 0.01, weightDecay: 0 };
  const layout = layoutNetwork(shapeOf({ network, optimizer, maxBatch: batch, data }, threads));
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const run: PlacedRun = {
    memory,
    layout,
    images: placeImages(memory, allocator, images),
    base: allocator.allocate(layout.bytes),
  };
  initializeRun(memory, layout, run.base, data);
  const leader = openNetwork(loaded, run, () => performance.now());
  const random = randomStream(1, 'initialisation');
  leader.write(
    'W1',
    Float32Array.from({ length: inputs * units }, () => random.normal() * 0.05),
  );
  leader.write(
    'W2',
    Float32Array.from({ length: units * 10 }, () => random.normal() * 0.05),
  );
  const workers = Array.from(
    { length: threads - 1 },
    (_, slot) => new Worker(new URL(import.meta.url), { workerData: { loaded, run, slot } }),
  );
  const { slots } = viewControl(memory, run.base + layout.control, threads);
  await Promise.all(slots.map(async (slot) => await Atomics.waitAsync(slot, 0, slotState.free).value));
  const steps = Math.max(1, Math.round(3000 / batch));
  let step = 0;
  const seconds = best(() => {
    for (let i = 0; i < steps; i++) {
      const from = batch === images.count ? 0 : (i * batch) % (images.count - batch);
      leader.step(all.subarray(from, from + batch), 0.01, ++step);
    }
  }, 5);
  const images60k = (seconds / steps / batch) * 60_000;
  const name = `step 784-${units}-10, batch ${batch}, ${threads} thread${threads > 1 ? 's' : ''}`;
  process.stdout.write(
    `${name.padEnd(44)} ${`${((seconds / steps) * 1e6).toFixed(1)} µs`.padStart(14)}   60,000 images: ${images60k.toFixed(3)} s\n`,
  );
  leader.dispose();
  for (let slot = 0; slot < threads - 1; slot++) teamControl(run).dismiss(slot);
  await Promise.all(workers.map((worker) => worker.terminate()));
}

async function main(): Promise<void> {
  const folder = await buildKernels();
  const read = async (file: string) => new Uint8Array(await readFile(join(folder, file)));
  const bytes = { simd: await read('simd.wasm'), relaxed: await read('simd-relaxed.wasm') };
  const wide = !process.argv.includes('--narrow') && allowWideVectors();
  const loaded = { ...loadKernels(bytes, process.argv.includes('--force-simd') ? 'simd' : undefined), wide };
  process.stdout.write(`${loaded.variant}, ${wide ? 'wide vectors allowed' : 'narrow vectors'}\n`);
  const kernels = instantiate(loaded.module, createSharedMemory());
  const iterations = 2_000_000;
  report(
    'peak: multiply-adds alone',
    best(() => kernels.peak_loop(iterations, 0.5, 0.5)),
    iterations * 12 * 4 * 2,
  );
  report(
    'peak: of eight lanes where there are such',
    best(() => kernels.peak_loop_wide(iterations, 0.5, 0.5, 0)),
    iterations * 24 * 4 * 2,
  );
  if (process.argv.includes('--densities')) {
    for (const units of [32, 64, 300, 1000])
      for (const density of [0.3, 0.4, 0.5, 0.63, 0.8]) firstLayer(loaded, density, 100, units);
    return;
  }
  const images = digits(4000);
  for (const units of [64, 300, 1000]) kernelRates(loaded, images, 100, units);
  for (const units of [64, 300, 1000])
    for (const batch of [100, 16, 1, images.count])
      for (const threads of batch === 1 ? [1] : [1, 2]) await stepTime(loaded, images, units, batch, threads);
}

if (isMainThread) await main();
else joinTeam(workerData.loaded, workerData.run, workerData.slot);
