/**
 * Memory of the whole process: at its highest while two runs train on MNIST, and how it grows over many runs, with what the
 * growth is made of. Measured first, in a process that has done nothing else.
 */

import { existsSync, readFileSync } from 'node:fs';
import type { Core } from '../service/core.ts';
import { fitLine } from './fit.ts';
import type { BenchResult } from './result.ts';
import { experimentOf } from './rows.ts';
import { watchThreads, type Threads } from './threads.ts';
import { trainToEnd, withCore } from './whole.ts';

/** Runs until everything that is allocated once has been. */
const warmUp = 20;
/** Runs after these, with a collection before each reading: what is left then is in use. */
const collected = 40;
const megabyte = 2 ** 20;

/** Bytes in memory after a run. */
interface Reading {
  readonly resident: number;
  readonly 'main’s heap': number;
  readonly 'other threads’ heaps': number;
  /** Typed arrays, SQLite, compiled code, and what the allocator keeps of what was freed. */
  readonly 'outside of heaps': number;
}

export async function benchMemory(path: string, threads: number, runs = 100): Promise<BenchResult> {
  const work = { data: 'mnist', hidden: [300], activation: 'sigmoid', batch: 100, momentum: 0, epochs: 1 } as const;
  const watched = watchThreads();
  return withCore(threads, async (core) => {
    const two = { ...(experimentOf(work, path, 3) as object), repeats: 2 };
    const peak = await highest(() => trainToEnd(core, two));
    const one = experimentOf(work, path, 1);
    const plain = await afterEach(runs, core, one, () => reading(watched));
    const clean = await afterEach(collected, core, one, async () => {
      await watched.collect();
      return reading(watched);
    });
    const parts = ['main’s heap', 'other threads’ heaps', 'outside of heaps'] as const;
    const growths = parts.map((part) => [`of it ${part}`, growth(plain.slice(warmUp), part)] as const);
    return {
      name: 'memory',
      title: `MNIST loaded, two workers training 784-300-10; then ${runs} runs in a row, and ${collected} collected after each`,
      unit: 'MB',
      seconds: null,
      gflops: null,
      peers: {},
      ratio: null,
      more: {
        'peak resident, MB': peak / megabyte,
        'resident after the last run, MB': plain.at(-1)!.resident / megabyte,
        [`growth a run after the ${warmUp}th, MB`]: growth(plain.slice(warmUp), 'resident'),
        ...Object.fromEntries(growths),
        'growth a run with collections, MB': growth(clean, 'resident'),
        'resident after collections, MB': clean.at(-1)!.resident / megabyte,
      },
    };
  }).finally(() => watched.close());
}

/** Highest resident memory, looked at twenty times a second, while `work` runs. */
async function highest(work: () => Promise<unknown>): Promise<number> {
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  await work().finally(() => clearInterval(timer));
  return Math.max(most, process.memoryUsage.rss());
}

async function afterEach(
  runs: number,
  core: Core,
  experiment: unknown,
  read: () => Promise<Reading>,
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (let run = 0; run < runs; run++) {
    await trainToEnd(core, experiment);
    readings.push(await read());
  }
  return readings;
}

async function reading(threads: Threads): Promise<Reading> {
  const { main, others } = await threads.heaps();
  const resident = process.memoryUsage.rss();
  const rest = resident - main - others - filesInMemory();
  return { resident, 'main’s heap': main, 'other threads’ heaps': others, 'outside of heaps': rest };
}

const rollup = '/proc/self/smaps_rollup';

/** Bytes of program files and shared memory; 0 where the system does not tell. */
function filesInMemory(): number {
  if (!existsSync(rollup)) return 0;
  const text = readFileSync(rollup, 'utf8');
  const kilobytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return (kilobytes('Rss') - kilobytes('Anonymous')) * 1024;
}

/** Megabytes a run, by least squares. */
function growth(readings: readonly Reading[], part: keyof Reading): number {
  return fitLine(readings.map((each, run) => [run, each[part]])).slope / megabyte;
}
