/**
 * The rows of training, ours and the peers' in turns, so that a slow moment of the machine falls on both. Every figure is a
 * median; a ratio compares the best number of threads of either side.
 */

import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import type { LoadedData } from '../runs/placement.ts';
import type { Peers } from './peers.ts';
import { peerNames, type PeerName } from './python.ts';
import { median, type BenchResult } from './result.ts';
import { benchRows, firstRun, type BenchRow } from './rows.ts';
import { openStopwatch, type Stopwatch } from './stopwatch.ts';

export interface TrainingBench {
  readonly stopwatch: Stopwatch;
  readonly peers: Peers;
  readonly repetitions: number;
  /** Numbers of threads to try, ascending. */
  readonly threads: readonly number[];
}

/** A peer's seconds by its number of threads. */
type Samples = Map<PeerName, Map<number, number[]>>;

export async function benchTraining(row: BenchRow, data: LoadedData, bench: TrainingBench): Promise<BenchResult> {
  const { stopwatch, peers, threads, repetitions } = bench;
  const ours = new Map<number, number[]>();
  const theirs: Samples = new Map();
  const names = peerNames.filter((peer) => peers.versions[peer] !== undefined && canTrain(peer, row));
  let operations = 0;
  for (let repetition = 0; repetition < repetitions; repetition++)
    for (const count of threads) {
      const timing = await stopwatch.time(row, data, count);
      operations = timing.gflops * timing.seconds;
      push(ours, count, timing.seconds);
      for (const peer of names) {
        const seconds = await peers.train(peerWork(row, peer), count);
        if (seconds === null) continue;
        if (!theirs.has(peer)) theirs.set(peer, new Map());
        push(theirs.get(peer)!, count, seconds);
      }
    }
  const own = medians(ours);
  const seconds = Math.min(...Object.values(own));
  const peerSeconds = Object.fromEntries([...theirs].map(([peer, samples]) => [peer, medians(samples)]));
  const best = Math.min(...Object.values(peerSeconds).flatMap((each) => Object.values(each)));
  return {
    name: row.name,
    title: row.title,
    unit: `s per ${row.unit}`,
    seconds,
    byThreads: own,
    gflops: operations / seconds,
    peers: peerSeconds,
    ratio: Number.isFinite(best) ? best / seconds : null,
  };
}

/** What the first run of new threads takes, while V8 still compiles it: see `openStopwatch`. */
export async function benchFirstRun(kernels: LoadedKernels, data: LoadedData, threads: number): Promise<BenchResult> {
  const row = benchRows.find(({ name }) => name === firstRun.of)!;
  const stopwatch = openStopwatch(kernels, 0);
  try {
    const { seconds, gflops } = await stopwatch.time(row, data, threads);
    const { name, title } = firstRun;
    return { name, title, unit: `s per ${row.unit}`, seconds, gflops, peers: {}, ratio: null };
  } finally {
    await stopwatch.close();
  }
}

/** scikit-learn takes minutes for small batches, and has no full batch that fits its interface. */
function canTrain(peer: PeerName, { batch }: BenchRow): boolean {
  return peer !== 'sklearn' || (batch !== 'full' && batch >= 100);
}

/** Stochastic gradient descent takes the peers a quarter of a minute an epoch: a tenth of one tells as much. */
function peerWork(row: BenchRow, peer: PeerName) {
  const fraction = typeof row.batch === 'number' && row.batch < 10 ? 0.1 : 1;
  const epochs = row.batch === 'full' ? row.epochs : 1;
  return { ...row, peer, epochs, fraction, evaluate: 0 };
}

function push(samples: Map<number, number[]>, count: number, seconds: number): void {
  const known = samples.get(count);
  if (known) known.push(seconds);
  else samples.set(count, [seconds]);
}

function medians(samples: ReadonlyMap<number, readonly number[]>): Record<string, number> {
  return Object.fromEntries([...samples].map(([count, seconds]) => [count, median(seconds)]));
}
