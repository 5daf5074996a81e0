/**
 * Memory of the whole process: at its highest while two runs train on MNIST, and its growth over many runs. Measured first,
 * in a process that has done nothing else.
 */

import type { Core } from '../service/core.ts';
import type { BenchResult } from './result.ts';
import { experimentOf } from './rows.ts';
import { trainToEnd, withCore } from './whole.ts';

/** Runs until everything that is allocated once has been. */
const warmUp = 20;
const megabyte = 2 ** 20;

export async function benchMemory(path: string, threads: number, runs = 100): Promise<BenchResult> {
  const work = { data: 'mnist', hidden: [300], activation: 'sigmoid', batch: 100, momentum: 0, epochs: 1 } as const;
  return withCore(threads, async (core) => {
    const two = { ...(experimentOf(work, path, 3) as object), repeats: 2 };
    const peak = await highest(() => trainToEnd(core, two));
    const resident = await residentAfterEach(core, experimentOf(work, path, 1), runs);
    const grown = slope(resident.slice(warmUp));
    return {
      name: 'memory',
      title: `MNIST loaded, two workers training 784-300-10; then ${runs} runs in a row`,
      unit: 'MB',
      seconds: null,
      gflops: null,
      peers: {},
      ratio: null,
      more: {
        'peak resident, MB': peak / megabyte,
        'resident after the last run, MB': resident.at(-1)! / megabyte,
        [`growth a run after the ${warmUp}th, MB`]: grown / megabyte,
      },
    };
  });
}

/** Highest resident memory, looked at twenty times a second, while `work` runs. */
async function highest(work: () => Promise<unknown>): Promise<number> {
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  await work().finally(() => clearInterval(timer));
  return Math.max(most, process.memoryUsage.rss());
}

async function residentAfterEach(core: Core, experiment: unknown, runs: number): Promise<number[]> {
  const resident: number[] = [];
  for (let run = 0; run < runs; run++) {
    await trainToEnd(core, experiment);
    resident.push(process.memoryUsage.rss());
  }
  return resident;
}

/** Of the line through the values, by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [above, below] = [0, 0];
  values.forEach((value, x) => {
    above += (x - middle) * (value - mean);
    below += (x - middle) ** 2;
  });
  return above / below;
}
