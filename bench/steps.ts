/**
 * Time of whole steps of the benchmark's rows, by one thread and by several that share each step: what a run's threads
 * gain, without the rest of the workbench. A program, not a test:
 *
 *     node bench/steps.ts [--data DIR] [--threads N] [--only h300-b100] [--each]
 *
 * One thread and several take turns, so that a slow moment of the machine falls on both; medians of the turns, or each of
 * them. Beside them stands what the cores themselves allow at that moment: what they gain in a loop of nothing but
 * multiply-adds, and how long a word takes to another core and back, which every phase of a step waits for. On a virtual
 * machine both change from second to second, as its processors are moved.
 */

import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { root } from '../scripts/lib/build.ts';
import { initialTensors } from '../src/engine/init.ts';
import { createAllocator } from '../src/engine/simd/allocator.ts';
import { slotState, viewControl } from '../src/engine/simd/control.ts';
import { initializeRun } from '../src/engine/simd/data.ts';
import { joinTeam } from '../src/engine/simd/follower.ts';
import { placeImages } from '../src/engine/simd/images.ts';
import { createSharedMemory, instantiate, type LoadedKernels } from '../src/engine/simd/kernels.ts';
import { layoutNetwork, shapeOf } from '../src/engine/simd/layout.ts';
import { openNetwork, type PlacedRun } from '../src/engine/simd/network.ts';
import { epochOrder } from '../src/engine/shuffle.ts';
import type { OptimizerSpec, TrainingData } from '../src/engine/spec.ts';
import { loadImages } from '../src/main/bench/images.ts';
import { median } from '../src/main/bench/result.ts';
import { benchRows, type BenchRow } from '../src/main/bench/rows.ts';
import { openKernels } from '../src/main/kernels.ts';

const titleWidth = 14;
const turns = 9;
const imagesPerTurn = 20_000;
const peakIterations = 1_000_000;
const roundTrips = 5000;
/** Index of the word that answers, some cache lines on. */
const ANSWER = 32;

type Task = { readonly loaded: LoadedKernels; readonly run?: PlacedRun; readonly slot: number };

/** Prepares a run; the function trains one turn on it and returns seconds per step. */
async function openRun(loaded: LoadedKernels, data: TrainingData, row: BenchRow, threads: number) {
  const { hidden, activation, momentum } = row;
  const batch = row.batch === 'full' ? data.train.length : row.batch;
  const network = {
    inputs: data.images.inputs,
    classes: 10,
    hidden: hidden.map((units) => ({ units, activation })),
    output: 'softmax' as const,
    init: { scheme: 'xavier' as const },
  };
  const rule = { learningRate: 0.01, weightDecay: 0 };
  const optimizer: OptimizerSpec =
    momentum > 0 ? { type: 'momentum', momentum, initialVelocity: 0, ...rule } : { type: 'sgd', ...rule };
  const layout = layoutNetwork(shapeOf({ network, optimizer, maxBatch: batch, data }, threads));
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const images = placeImages(memory, allocator, data.images);
  const run: PlacedRun = { memory, layout, images, base: allocator.allocate(layout.bytes) };
  initializeRun(memory, layout, run.base, data);
  const leader = openNetwork(loaded, run);
  for (const [tensor, values] of initialTensors(network, 1)) leader.write(tensor, values);
  const followers = Array.from({ length: threads - 1 }, (_, slot) => start({ loaded, run, slot }));
  const { slots } = viewControl(memory, run.base + layout.control, threads);
  await Promise.all(slots.map(async (slot) => await Atomics.waitAsync(slot, 0, slotState.free).value));
  const order = epochOrder(data.train, 1, 0, new Uint32Array(data.train.length));
  const steps = Math.max(1, Math.floor(Math.min(imagesPerTurn, order.length) / batch));
  const batchOf = (step: number) => order.subarray((step % steps) * batch, ((step % steps) + 1) * batch);
  let step = 0;
  return {
    turn(): number {
      const begun = performance.now();
      for (let i = 0; i < steps; i++, step++) leader.step(batchOf(step), 0.1, step + 1);
      return (performance.now() - begun) / 1000 / steps;
    },
    async close() {
      leader.dispose();
      await Promise.all(followers.map(({ over }) => over));
    },
  };
}

function start(task: Task) {
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  return { worker, over: once(worker, 'exit') };
}

/** Turns of one thread and of several, alternately; the median of each. */
async function measure(loaded: LoadedKernels, data: TrainingData, row: BenchRow, threads: number, each: boolean) {
  const cores = await openPeak(loaded, threads);
  const gains: number[] = [];
  const trips: number[] = [];
  const runs = [await openRun(loaded, data, row, 1), await openRun(loaded, data, row, threads)] as const;
  const seconds = [new Array<number>(), new Array<number>()] as const;
  for (let turn = -2; turn < turns; turn++) {
    const [alone, shared] = [runs[0].turn(), runs[1].turn()];
    const [gain, trip] = [await cores.gain(), await cores.roundTrip()];
    if (turn < 0) continue;
    seconds[0].push(alone);
    seconds[1].push(shared);
    gains.push(gain);
    trips.push(trip);
    if (each) print(row.name, [alone, shared], [alone / shared, null, gain], trip);
  }
  await cores.close();
  for (const run of runs) await run.close();
  const [alone, shared] = [median(seconds[0]), median(seconds[1])];
  const best = Math.min(...seconds[0]) / Math.min(...seconds[1]);
  print(row.name, [alone, shared], [alone / shared, best, median(gains)], median(trips));
}

/** @param gains null where there is none */
function print(name: string, seconds: readonly number[], gains: readonly (number | null)[], trip: number): void {
  const times = seconds.map((value) => `${(value * 1e6).toFixed(1)} µs`.padStart(14)).join(' ');
  const ratios = gains.map((gain) => (gain === null ? '—' : `${gain.toFixed(2)} ×`).padStart(12)).join('');
  console.log(
    `${name.padEnd(titleWidth)} ${times}${ratios}${(trip === 0 ? '—' : `${(trip * 1e9).toFixed(0)} ns`).padStart(12)}`,
  );
}

/**
 * What the cores gain without any memory: 2.00 where two threads have a core each. And seconds in which a word goes to
 * another thread and comes back; 0 where there is no other.
 */
async function openPeak(loaded: LoadedKernels, threads: number) {
  const workers = Array.from({ length: threads }, (_, slot) => start({ loaded, slot }).worker);
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const timed = async (some: readonly Worker[]) => {
    const begun = performance.now();
    for (const worker of some) worker.postMessage('go');
    await Promise.all(some.map((worker) => once(worker, 'message')));
    return performance.now() - begun;
  };
  return {
    gain: async () => (threads * (await timed(workers.slice(0, 1)))) / (await timed(workers)),
    async roundTrip() {
      if (threads < 2) return 0;
      const words = new Int32Array(new SharedArrayBuffer(8 * ANSWER));
      const over = once(workers[0]!, 'message');
      workers[0]!.postMessage(words);
      askUntil(words, 1, 1);
      const begun = performance.now();
      askUntil(words, 2, roundTrips);
      const taken = performance.now() - begun;
      await over;
      return taken / 1000 / (roundTrips - 1);
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

function askUntil(words: Int32Array, from: number, to: number): void {
  for (let i = from; i <= to; i++) {
    Atomics.store(words, 0, i);
    while (Atomics.load(words, ANSWER) !== i);
  }
}

function answer(words: Int32Array): void {
  for (let i = 1; i <= roundTrips; i++) {
    while (Atomics.load(words, 0) !== i);
    Atomics.store(words, ANSWER, i);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      threads: { type: 'string', default: '2' },
      only: { type: 'string', multiple: true },
      each: { type: 'boolean', default: false },
    },
  });
  const loaded = await openKernels();
  const folder = values.data ?? process.env['BACKPROP_TEST_DATA'] ?? resolve(root, '../shared/datasets');
  const threads = Number(values.threads);
  const titles = ['1 thread', `${threads} threads`].map((title) => title.padStart(14)).join(' ');
  console.log(
    `${''.padEnd(titleWidth)} ${titles}${['gain', 'of fastest', 'of cores', 'round trip'].map((title) => title.padStart(12)).join('')}`,
  );
  const files = { mnist: 'mnist', notmnist: 'notMNIST.npz' };
  for (const row of benchRows) {
    if (values.only && !values.only.includes(row.name)) continue;
    const { data } = await loadImages(row.data, resolve(folder, files[row.data]));
    await measure(loaded, data, row, threads, values.each);
  }
}

function help({ loaded, run, slot }: Task): void {
  if (run) {
    joinTeam(loaded, run, slot);
    return;
  }
  const kernels = instantiate(loaded.module, createSharedMemory());
  parentPort!.on('message', (message: Int32Array | 'go') => {
    if (message === 'go') kernels.peak_loop(peakIterations, 0.5, 0.5);
    else answer(message);
    parentPort!.postMessage('done');
  });
  parentPort!.postMessage('ready');
}

if (isMainThread) await main();
else help(workerData as Task);
