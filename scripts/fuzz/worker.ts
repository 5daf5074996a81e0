/** Entry of the thread that fuzzes one target; the watchdog of `fuzz.ts` sees in shared memory which case is under way. */

import { parentPort, workerData } from 'node:worker_threads';
import { runCases, targets } from './run.ts';

export interface Job {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Int32: the number of the case under way. */
  readonly progress: SharedArrayBuffer;
}

const job = workerData as Job;
const progress = new Int32Array(job.progress);
const target = targets.find(({ name }) => name === job.target);
if (!target) throw new Error(`fuzz: there is no target ${job.target}`);
const tally = runCases(target, job.seed, job.from, job.to, (number) => Atomics.store(progress, 0, number));
parentPort?.postMessage(tally);
