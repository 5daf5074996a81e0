import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { watchThreads } from '../../../src/main/bench/threads.ts';

/** Keeps two megabytes until it is told to let go of them; says so, and stays. */
const keeper = `
  const { parentPort } = require('node:worker_threads');
  let kept = Array.from({ length: 100_000 }, (_, i) => ({ i }));
  parentPort.on('message', () => { kept = null; parentPort.postMessage('dropped'); });
  parentPort.postMessage('kept');
`;

function watching() {
  const threads = watchThreads();
  onTestFinished(() => threads.close());
  return threads;
}

async function aThread(): Promise<Worker> {
  const worker = new Worker(keeper, { eval: true });
  onTestFinished(async () => void (await worker.terminate()));
  await once(worker, 'message');
  return worker;
}

it('adds up the heaps of the threads that were started meanwhile', async () => {
  const threads = watching();
  expect(await threads.heaps()).toMatchObject({ others: 0 });
  const first = await aThread();
  const one = await threads.heaps();
  expect(one.main).toBeGreaterThan(1e6);
  expect(one.others).toBeGreaterThan(2e6);
  await aThread();
  const two = await threads.heaps();
  expect(two.others).toBeGreaterThan(one.others + 1e6);
  await first.terminate();
  expect((await threads.heaps()).others).toBeLessThan(two.others - 1e6);
});

it('collects what other threads have dropped', async () => {
  const threads = watching();
  const worker = await aThread();
  await threads.collect();
  const used = async (): Promise<number> => (await worker.getHeapStatistics()).used_heap_size;
  const before = await used();
  worker.postMessage('drop');
  await once(worker, 'message');
  await threads.collect();
  expect(await used()).toBeLessThan(before - 1e6);
});
