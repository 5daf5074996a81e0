/** What everything else is measured against: the processor's peak in WebAssembly, and how long the images take to load. */

import { createSharedMemory, instantiate, type LoadedKernels } from '../../engine/simd/kernels.ts';
import { filesOnly } from './images.ts';
import { median, type BenchResult } from './result.ts';

const iterations = 2_000_000;
/** Two operations a lane: twelve accumulators of four lanes, or of eight where V8 makes such vectors. */
const operations = { narrow: 12 * 4 * 2, wide: 24 * 4 * 2 } as const;

/** GFLOP/s of one core, the best of some tries: a peak that is not reached is none. */
export function benchPeak({ module, variant }: LoadedKernels): BenchResult {
  const kernels = instantiate(module, createSharedMemory());
  // The factors come as arguments: constants in the loop would be rebuilt each time and hide the peak.
  const narrow = fastest(operations.narrow, () => void kernels.peak_loop(iterations, 0.5, 0.5));
  const wide = fastest(operations.wide, () => kernels.peak_loop_wide(iterations, 0.5, 0.5, 0));
  const title = `multiply-adds alone, one core, ${variant}, vectors of ${wide > narrow ? 8 : 4}`;
  const gflops = Math.max(narrow, wide);
  return { name: 'peak', title, unit: 'GFLOP/s', seconds: null, gflops, peers: {}, ratio: null };
}

function fastest(perIteration: number, loop: () => void): number {
  let gflops = 0;
  for (let attempt = 0; attempt < 15; attempt++) {
    const begun = performance.now();
    loop();
    gflops = Math.max(gflops, (iterations * perIteration) / (performance.now() - begun) / 1e6);
  }
  return gflops;
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
