import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OptimizerSpec, Scaling } from '../../../src/engine/spec.ts';
import { createAllocator } from '../../../src/engine/simd/allocator.ts';
import { slotState, viewControl } from '../../../src/engine/simd/control.ts';
import { initializeRun } from '../../../src/engine/simd/data.ts';
import { teamControl } from '../../../src/engine/simd/follower.ts';
import { placeImages } from '../../../src/engine/simd/images.ts';
import { createSharedMemory, loadKernels } from '../../../src/engine/simd/kernels.ts';
import { layoutNetwork, shapeOf } from '../../../src/engine/simd/layout.ts';
import { openNetwork, type PlacedRun } from '../../../src/engine/simd/network.ts';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { randomData } from '../../support/images.ts';
import { layers, networkSpec, plainSgd, randomTensors } from '../../support/networks.ts';
import { kernelBytes } from './kernelBytes.ts';

const loaded = loadKernels(await kernelBytes());
const steps = 12;

interface Setting {
  readonly kind: 'sparse-u8' | 'dense-f32';
  readonly scaling: Scaling;
  readonly optimizer: OptimizerSpec;
  /** Of the first layer. @default 90 */
  readonly units?: number;
  /** Of odd and even steps: threads own halves of the pixels where both are of one block. @default [600, 150] */
  readonly batches?: readonly [number, number];
  /** Fraction of pixels that are not zero: at 0.9 they go through the dense kernels. @default 0.25 */
  readonly density?: number;
}

/** A run large enough that its phases are worth sharing. */
function placeRun({ kind, scaling, optimizer, units = 90, batches = [600, 150], density = 0.25 }: Setting) {
  const network = networkSpec({ inputs: 200, classes: 10, hidden: layers(['relu', units], ['sigmoid', 33]) });
  const data = randomData({ kind, inputs: 200, classes: 10, count: batches[0] + 100, scaling, density });
  const layout = layoutNetwork(shapeOf({ network, optimizer, maxBatch: batches[0], data }, 3));
  const memory = createSharedMemory();
  const allocator = createAllocator(memory);
  const images = placeImages(memory, allocator, data.images);
  const run: PlacedRun = { memory, layout, images, base: allocator.allocate(layout.bytes) };
  initializeRun(memory, layout, run.base, data);
  const leader = openNetwork(loaded, run);
  for (const [name, values] of randomTensors(network)) leader.write(name, values);
  return { leader, run, batches };
}

function follower(run: PlacedRun, slot: number) {
  const worker = new Worker(new URL('./teamWorker.ts', import.meta.url), { workerData: { loaded, run, slot } });
  onTestFinished(async () => {
    await worker.terminate();
  });
  return { worker, left: once(worker, 'message') };
}

/** Resolves once the slot's follower waits for work. */
async function joined(run: PlacedRun, slot: number): Promise<void> {
  const state = viewControl(run.memory, run.base + run.layout.control, run.layout.shape.maxThreads).slots[slot]!;
  for (let now = Atomics.load(state, 0); now !== slotState.idle; now = Atomics.load(state, 0)) {
    const waiting = Atomics.waitAsync(state, 0, now, 10_000);
    if (waiting.async && (await waiting.value) === 'timed-out') throw new Error('the follower did not join');
  }
}

/** Trains, evaluates in between, and returns every bit of the outcome. */
async function train(
  { leader, run, batches }: ReturnType<typeof placeRun>,
  atStep: (step: number) => Promise<void> | void,
) {
  const outcome: unknown[] = [];
  const { train: all } = leader.plan.data;
  for (let step = 1; step <= steps; step++) {
    await atStep(step);
    outcome.push(leader.step(all.subarray(step % 5, (step % 5) + (step % 2 ? batches[0] : batches[1])), 0.1, step));
    if (step % 4 === 0) outcome.push(leader.evaluate(all));
  }
  for (const { name } of tensorTable(run.layout.shape.network)) outcome.push([...leader.read(name)]);
  return outcome;
}

const unit = { factor: 1 / 255, offset: 0 };
const settings: Setting[] = [
  { kind: 'sparse-u8', scaling: unit, optimizer: plainSgd },
  { kind: 'sparse-u8', scaling: unit, optimizer: plainSgd, units: 300, batches: [256, 150] },
  { kind: 'sparse-u8', scaling: unit, optimizer: plainSgd, units: 40, batches: [200, 17] },
  { kind: 'sparse-u8', scaling: unit, optimizer: plainSgd, batches: [4700, 150] },
  { kind: 'sparse-u8', scaling: { factor: 2 / 255, offset: -1 }, optimizer: { ...plainSgd, weightDecay: 0.01 } },
  { kind: 'sparse-u8', scaling: { factor: 2 / 255, offset: -1 }, optimizer: plainSgd, density: 0.9 },
  { kind: 'sparse-u8', scaling: unit, optimizer: plainSgd, density: 0.9, units: 300, batches: [256, 150] },
  {
    kind: 'dense-f32',
    scaling: { factor: 0.5, offset: 0.25 },
    optimizer: { type: 'momentum', learningRate: 0.1, weightDecay: 0, momentum: 0.9, initialVelocity: 0 },
  },
];

describe('a team of threads', () => {
  it.each(settings)(
    'gives the same bits as one thread: $kind, $optimizer.type, batches $batches, density $density',
    async (setting) => {
      const alone = await train(placeRun(setting), () => {});
      // a busy machine may leave followers no time to begin: again then, with the same outcome
      let tasks = 0;
      for (let attempt = 0; attempt < 20 && tasks === 0; attempt++) {
        const together = placeRun(setting);
        const members = [follower(together.run, 0), follower(together.run, 1)];
        await Promise.all([joined(together.run, 0), joined(together.run, 1)]);
        expect(await train(together, () => {})).toEqual(alone);
        together.leader.dispose();
        for (const { left } of members) tasks += Number((await left)[0]);
      }
      expect(tasks).toBeGreaterThan(0);
    },
  );

  it.each(settings.slice(0, 2))('gives the same bits when a follower comes and goes: $batches', async (setting) => {
    const alone = await train(placeRun(setting), () => {});
    const together = placeRun(setting);
    let member: ReturnType<typeof follower> | undefined;
    const outcome = await train(together, async (step) => {
      if (step === 4 || step === 8) {
        member = follower(together.run, 1);
        await joined(together.run, 1);
      }
      if (step === 6) teamControl(together.run).dismiss(1);
      if (step === 7) await member?.left;
    });
    expect(outcome).toEqual(alone);
    together.leader.dispose();
    await member?.left;
  });

  it('lets a follower go that was dismissed before it joined, and one that comes when the run is over', async () => {
    const { leader, run } = placeRun(settings[0]!);
    teamControl(run).dismiss(0);
    await follower(run, 0).left;
    leader.dispose();
    await follower(run, 1).left;
  });

  it('fails the step instead of waiting for ever when a follower dies at work', async () => {
    const { leader, run } = placeRun(settings[0]!);
    const slot = viewControl(run.memory, run.base + run.layout.control, run.layout.shape.maxThreads).slots[0]!;
    Atomics.store(slot, 0, slotState.idle);
    // Takes part but never finishes, as a worker that died in the middle of a task.
    const begins = new Worker(
      `const { workerData: { slot, called, active } } = require('node:worker_threads');
       while (Atomics.compareExchange(slot, 0, called, active) !== called);`,
      { eval: true, workerData: { slot, called: slotState.called, active: slotState.active } },
    );
    // The owner, which learns of the death.
    const owner = new Worker(new URL('./markDeadWorker.ts', import.meta.url), { workerData: { run, slot } });
    onTestFinished(async () => {
      await Promise.all([begins.terminate(), owner.terminate()]);
    });
    await Promise.all([once(begins, 'online'), once(owner, 'online')]);
    const steps = () => {
      for (let step = 1; step < 1000; step++) leader.step(leader.plan.data.train.subarray(0, 600), 0.1, step);
    };
    expect(steps).toThrow(/a thread died/);
    expect(steps).toThrow(/a thread died/);
  });

  it('frees the slot of a follower that died with nothing in hand', async () => {
    const { leader, run } = placeRun(settings[0]!);
    const { worker } = follower(run, 0);
    await joined(run, 0);
    await worker.terminate();
    teamControl(run).markDead(0);
    const loss = leader.step(leader.plan.data.train.subarray(0, 600), 0.1, 1).loss;
    expect(loss).toBeGreaterThan(0);
    const next = follower(run, 0);
    await joined(run, 0);
    leader.dispose();
    await next.left;
  });

  it('refuses a slot that is taken', async () => {
    const { leader, run } = placeRun(settings[0]!);
    const first = follower(run, 0);
    await joined(run, 0);
    const second = follower(run, 0);
    const [error] = await Promise.race([once(second.worker, 'error'), second.left.then(() => [null])]).catch((e) => [
      e,
    ]);
    expect(String(error)).toMatch(/slot 0 is not free/);
    leader.dispose();
    await first.left;
  });
});
