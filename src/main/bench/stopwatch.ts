/**
 * Times training as the workbench does it: the same worker threads, teams, progress reports and resume points, without the
 * store. The seconds are the worker's own, between the checkpoints after the first and after the last epoch asked for, so
 * that neither loading nor evaluation is in them.
 */

import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import { commands, type Tensors } from '../../engine/protocol.ts';
import { batchSizeOf } from '../../engine/trainer.ts';
import { densityOf, sampleWork } from '../../engine/work.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { issuesError, parseExperiment } from '../../shared/parse.ts';
import { paths } from '../paths.ts';
import { EngineMemory } from '../runs/memory.ts';
import { placeRun, type LoadedData, type Placement } from '../runs/placement.ts';
import { Pool } from '../runs/pool.ts';
import { experimentOf, type BenchRow } from './rows.ts';

export interface Timing {
  /** Per epoch of the training images. */
  readonly seconds: number;
  /** Useful floating-point operations a second: two for each multiply-add, those with a zero input left out. */
  readonly gflops: number;
}

/** What of a row decides how long it takes. */
export type Work = Omit<BenchRow, 'name' | 'title' | 'unit'>;

export interface Stopwatch {
  time(work: Work, data: LoadedData, threads: number): Promise<Timing>;
  close(): Promise<void>;
}

/**
 * Milliseconds that new threads train before they are timed. V8 compiles what a run calls while it runs, and once more when
 * the next run brings other functions and objects; the threads of the app live as long as it does. What that costs its
 * first run is a figure of its own, see `benchFirstRun`.
 */
const settling = 3000;

/** @param settle milliseconds that new threads train before they are timed. @default until V8 has compiled everything */
export function openStopwatch(kernels: LoadedKernels, settle = settling): Stopwatch {
  const memory = new EngineMemory();
  const pools = new Map<number, Pool>();

  /** @param train one run on the pool */
  async function poolOf(threads: number, train: (pool: Pool) => Promise<unknown>): Promise<Pool> {
    const known = pools.get(threads);
    if (known) return known;
    const setup = { ...kernels, memory: memory.memory };
    const pool = new Pool({ workerUrl: paths.engineWorker, setup, threads });
    pools.set(threads, pool);
    const settled = performance.now() + settle;
    while (performance.now() < settled) await train(pool);
    return pool;
  }

  return {
    async time(work, loaded, threads) {
      const experiment = complete(experimentOf(work, loaded.use.id, work.epochs + 2));
      const data = { ...loaded, data: { ...loaded.data, validation: null, test: null } };
      const placement = placeRun(memory, experiment, data, threads);
      const density = densityOf(data.data.images);
      const perSample = sampleWork(placement.network, density).train;
      const images = data.data.train.length;
      const perStep = perSample * batchSizeOf(placement.training, images);
      const train = (pool: Pool): Promise<number> => trainUntil(pool, work.epochs, perStep, placement);
      try {
        const seconds = await train(await poolOf(threads, train));
        return { seconds, gflops: (2 * perSample * images) / seconds / 1e9 };
      } finally {
        placement.free();
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

/** Trains one epoch to warm up and `epochs` more, and resolves to the seconds of one once every thread has left. */
function trainUntil(pool: Pool, epochs: number, perStep: number, placement: Placement): Promise<number> {
  const { network, training, base, layout, images } = placement;
  const command = new SharedArrayBuffer(4);
  const marks: number[] = [];
  const from = null;
  const tensors: Tensors | null = null;
  const job = { runId: 'bench', network, training, seed: 1, base, layout, images, command, from, tensors };
  return new Promise((resolve, reject) => {
    pool.start({ ...job, keepAfter: [1, 1 + epochs] }, perStep, {
      progress: () => undefined,
      checkpoint({ seconds, slots }) {
        // Resume points come in between; they carry the optimiser's slots.
        if (slots === null) marks.push(seconds);
        if (marks.length === 2) Atomics.store(new Int32Array(command), 0, commands.stop);
      },
      ended: () =>
        marks.length === 2
          ? resolve((marks[1]! - marks[0]!) / epochs)
          : reject(new Error('bench: training ended before it could be timed')),
      failed: (message) => reject(new Error(`bench: ${message}`)),
    });
  });
}

function complete(input: unknown): Experiment {
  const parsed = parseExperiment(input);
  if (!parsed.ok) throw issuesError('bench', parsed.issues);
  return parsed.experiment;
}
