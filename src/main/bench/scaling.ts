/** How training time grows: with hidden units, batch size, depth and threads, each alone, with the exponent fitted. */

import type { LoadedData } from '../runs/placement.ts';
import { fitPowerLaw, type PowerLaw } from './fit.ts';
import { median } from './result.ts';
import type { Stopwatch, Work } from './stopwatch.ts';

export interface ScalingAxis {
  readonly name: 'units' | 'batch' | 'depth';
  readonly title: string;
  readonly values: readonly number[];
  work(value: number): Work;
}

const base = { data: 'mnist', activation: 'relu', batch: 100, momentum: 0, epochs: 1 } as const;

export const scalingAxes: readonly ScalingAxis[] = [
  {
    name: 'units',
    title: 'hidden units, 784-H-10, batch 100',
    values: [16, 32, 64, 128, 256, 512, 1024, 2048, 4096],
    work: (units) => ({ ...base, hidden: [units] }),
  },
  {
    name: 'batch',
    title: 'batch size, 784-300-10',
    values: [1, 4, 16, 64, 256, 1024, 4096, 16_384, 60_000],
    work: (batch) => ({ ...base, hidden: [300], batch: batch >= 60_000 ? 'full' : batch }),
  },
  {
    name: 'depth',
    title: 'hidden layers of 256 units, batch 100',
    values: [1, 2, 3, 4, 5, 6],
    work: (depth) => ({ ...base, hidden: Array.from({ length: depth }, () => 256) }),
  },
];

export interface Scaling {
  readonly axis: ScalingAxis['name'];
  readonly title: string;
  /** Seconds of an epoch, by number of threads. */
  readonly points: readonly { readonly x: number; readonly seconds: Readonly<Record<string, number>> }[];
  /** With one thread. */
  readonly law: PowerLaw;
}

export async function measureScaling(
  axis: ScalingAxis,
  data: LoadedData,
  {
    stopwatch,
    threads,
    repetitions,
  }: { readonly stopwatch: Stopwatch; readonly threads: readonly number[]; readonly repetitions: number },
): Promise<Scaling> {
  const points = [];
  for (const x of axis.values) {
    const samples = new Map(threads.map((count): [number, number[]] => [count, []]));
    for (let repetition = 0; repetition < repetitions; repetition++)
      for (const count of threads) samples.get(count)!.push((await stopwatch.time(axis.work(x), data, count)).seconds);
    points.push({ x, seconds: Object.fromEntries([...samples].map(([count, each]) => [count, median(each)])) });
  }
  const law = fitPowerLaw(points.map(({ x, seconds }) => ({ x, seconds: seconds[threads[0]!]! })));
  return { axis: axis.name, title: axis.title, points, law };
}
