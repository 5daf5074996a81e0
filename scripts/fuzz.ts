/**
 * `node scripts/fuzz.ts [--count 10000] [--seed 1] [--only csv]`: damaged files of every format, read as the workbench reads
 * them. Each must be refused with one sentence, or accepted as what an independent reader finds in it (scripts/fuzz/oracles.ts);
 * never a crash, more than 2 s, or more than 1 GB of memory. Prints a table; ends with status 1 on any violation.
 *
 * Each target runs in a thread of its own, which is ended where a case takes too long; the next one takes over.
 */

import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { mostSeconds, targets } from './fuzz/run.ts';
import type { Tally } from './fuzz/run.ts';
import type { Job } from './fuzz/worker.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const mostBytes = 2 ** 30;

interface Result extends Tally {
  readonly seconds: number;
  readonly mostMemory: number;
}

console.log(`seed ${seed}, ${count} inputs each\n`);
console.log(['target', 'refused', 'accepted', 'violations', 'slowest s', 'peak MB', 'total s'].map(column).join(''));
let violations = 0;
for (const { name } of targets.filter((target) => values.only === undefined || target.name === values.only)) {
  const result = await fuzz(name);
  violations += result.violations.length;
  const { refused, accepted, slowest, mostMemory, seconds } = result;
  const figures = [slowest.toFixed(2), (mostMemory / 2 ** 20).toFixed(0), seconds.toFixed(1)];
  console.log([name, refused, accepted, result.violations.length, ...figures].map(column).join(''));
  for (const violation of result.violations.slice(0, 10)) console.log(`    ${violation}`);
}
process.exitCode = violations > 0 ? 1 : 0;

function column(value: string | number, index: number): string {
  return index === 0 ? String(value).padEnd(12) : String(value).padStart(12);
}

async function fuzz(target: string): Promise<Result> {
  const result = { refused: 0, accepted: 0, violations: [] as string[], slowest: 0 };
  const start = performance.now();
  let mostMemory = 0;
  for (let from = 0; from < count;) {
    const progress = new SharedArrayBuffer(4);
    const { tally, next, memory, problem } = await attempt({ target, seed, from, to: count, progress });
    result.refused += tally?.refused ?? 0;
    result.accepted += tally?.accepted ?? 0;
    result.violations.push(...(tally?.violations ?? []), ...(problem === null ? [] : [problem]));
    result.slowest = Math.max(result.slowest, tally?.slowest ?? mostSeconds);
    mostMemory = Math.max(mostMemory, memory);
    from = next;
  }
  return { ...result, mostMemory, seconds: (performance.now() - start) / 1000 };
}

interface Attempt {
  /** Null where the thread did not come to its end. */
  readonly tally: Tally | null;
  /** Number of the case to go on with. */
  readonly next: number;
  readonly memory: number;
  readonly problem: string | null;
}

function attempt(job: Job): Promise<Attempt> {
  const worker = new Worker(new URL('./fuzz/worker.ts', import.meta.url), { workerData: job });
  const progress = new Int32Array(job.progress);
  let memory = 0;
  let [current, since] = [-1, performance.now()];
  return new Promise((resolve) => {
    const settle = (attempt: Omit<Attempt, 'memory'>): void => {
      clearInterval(watchdog);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate().then(() => resolve({ ...attempt, memory }));
    };
    const giveUp = (what: string): void => {
      const number = Atomics.load(progress, 0);
      settle({ tally: null, next: number + 1, problem: `case ${number}: ${what}` });
    };
    const watchdog = setInterval(() => {
      memory = Math.max(memory, process.memoryUsage.rss());
      const number = Atomics.load(progress, 0);
      if (number !== current) [current, since] = [number, performance.now()];
      if (memory > mostBytes) giveUp(`took ${(memory / 2 ** 20).toFixed(0)} MB of memory`);
      // A case that ends by itself reports its own time; this is for those that do not.
      else if (performance.now() - since > 5 * mostSeconds * 1000) giveUp('does not end');
    }, 20);
    worker.on('message', (tally: Tally) => settle({ tally, next: job.to, problem: null }));
    worker.on('error', (error) => giveUp(`crash: ${error.message}`));
    worker.on('exit', (code) => giveUp(`the thread ended with exit code ${code}`));
  });
}
