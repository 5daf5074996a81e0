/** What everything else is measured against: the processor's peak in WebAssembly, and how long the images take to load. */

import { createSharedMemory, instantiate, type LoadedKernels } from '../../engine/simd/kernels.ts';
import { filesOnly } from './images.ts';
import { median, type BenchResult } from './result.ts';

/** Twelve accumulators of four lanes, a multiply-add each an iteration: two operations a lane. */
const operationsPerIteration = 12 * 4 * 2;
const iterations = 2_000_000;

/** GFLOP/s of one core, the best of some tries: a peak that is not reached is none. */
export function benchPeak({ module, variant }: LoadedKernels): BenchResult {
  const kernels = instantiate(module, createSharedMemory());
  let gflops = 0;
  for (let attempt = 0; attempt < 15; attempt++) {
    const begun = performance.now();
    // The factors come as arguments: constants in the loop would be rebuilt each time and hide the peak.
    kernels.peak_loop(iterations, 0.5, 0.5);
    gflops = Math.max(gflops, (iterations * operationsPerIteration) / (performance.now() - begun) / 1e6);
  }
  const title = `multiply-adds alone, one core, ${variant}`;
  return { name: 'peak', title, unit: 'GFLOP/s', seconds: null, gflops, peers: {}, ratio: null };
}

/** From the files to the images in memory, in the worker thread that loads them. */
export async function benchLoad(path: string, repetitions: number): Promise<BenchResult> {
  const seconds: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const library = filesOnly();
    const begun = performance.now();
    await library.open({ source: 'mnist', path, seed: 0 });
    seconds.push((performance.now() - begun) / 1000);
    library.close();
  }
  const title = 'MNIST from its files into memory, unpacked, hashed and sparse';
  return { name: 'load', title, unit: 's', seconds: median(seconds), gflops: null, peers: {}, ratio: null };
}
