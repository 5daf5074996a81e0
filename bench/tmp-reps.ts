import { openKernels } from '../src/main/kernels.ts';
import { openStopwatch } from '../src/main/bench/stopwatch.ts';
import { loadImages } from '../src/main/bench/images.ts';
import { benchRows } from '../src/main/bench/rows.ts';
const kernels = await openKernels();
const data = await loadImages('mnist', '/work/shared/datasets/mnist');
const row = { ...benchRows.find((r) => r.name === (process.argv[2] ?? 'h64-b100'))!, epochs: 15 };
const sw = openStopwatch(kernels);
for (let i = 0; i < 8; i++) {
  const two = await sw.time(row, data, 2);
  const one = process.argv[3] ? await sw.time(row, data, 1) : { seconds: 0 };
  console.log('2 threads', (two.seconds * 1000).toFixed(1), 'ms  1 thread', (one.seconds * 1000).toFixed(1));
}
await sw.close();
