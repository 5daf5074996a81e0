/** The pool's own duties: who gets a thread, and what the death of one means for the others. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrainJob } from '../../../src/engine/protocol.ts';
import { createSharedMemory, loadKernels } from '../../../src/engine/simd/kernels.ts';
import type { LoadedKernels } from '../../../src/engine/simd/kernels.ts';
import { layoutNetwork } from '../../../src/engine/simd/layout.ts';
import { Pool } from '../../../src/main/runs/pool.ts';
import { buildKernels } from '../../../scripts/build-kernels.ts';

let loaded: LoadedKernels;
const memory = createSharedMemory();
const open: Pool[] = [];

beforeAll(async () => {
  const folder = await buildKernels();
  const bytes = async (name: string) => new Uint8Array(await readFile(join(folder, name)));
  loaded = loadKernels({ simd: await bytes('simd.wasm'), relaxed: await bytes('simd-relaxed.wasm') });
});

afterEach(async () => {
  for (const pool of open.splice(0)) await pool.close();
});

function poolOf(threads: number): Pool {
  const workerUrl = new URL('playedWorker.ts', import.meta.url);
  const pool = new Pool({ workerUrl, setup: { ...loaded, memory }, threads });
  open.push(pool);
  return pool;
}

const network = { inputs: 2, classes: 2, hidden: [], output: 'softmax', init: { scheme: 'xavier' } } as const;
const optimizer = { type: 'sgd', learningRate: 1, weightDecay: 0 } as const;
const layout = layoutNetwork({
  network,
  optimizer,
  unpacks: { forward: false, gradient: false },
  scaling: { factor: 1, offset: 0 },
  images: { kind: 'dense-f32', count: 1, inputs: 2, half: 1 },
  maxBatch: 1,
  maxThreads: 3,
  splits: { train: 1, validation: null, test: null },
});

/** Starts a run; resolves with how it ended. */
function run(pool: Pool, runId: string, stepWork = 0): Promise<string> {
  const job: TrainJob = {
    runId,
    network,
    training: {
      optimizer,
      schedule: { type: 'constant' },
      batchSize: 1,
      length: { steps: 1 },
      shuffle: 'never',
      evaluateEvery: { every: { steps: 1 }, on: [] },
    },
    seed: 1,
    base: 64,
    layout,
    images: { kind: 'dense-f32', count: 1, inputs: 2, block: 64, values: 64 },
    command: new SharedArrayBuffer(4),
    from: null,
    tensors: null,
    keepAfter: [],
  };
  return new Promise((resolve) => {
    pool.start(job, stepWork, {
      progress: () => {},
      checkpoint: () => {},
      ended: (message) => resolve(message.end.status),
      failed: resolve,
    });
  });
}

describe('the pool', () => {
  it('trains more runs than it has threads', async () => {
    const pool = poolOf(2);
    const ends = Array.from({ length: 9 }, (_, index) => run(pool, `run ${index}`));
    expect(await Promise.all(ends)).toEqual(Array(9).fill('finished'));
    expect(pool).toMatchObject({ busy: 0, free: 2, threads: 2 });
  });

  it('fails only the run whose thread dies, and replaces the thread', async () => {
    const pool = poolOf(1);
    const [died, next] = await Promise.all([run(pool, 'dies'), run(pool, 'next')]);
    expect(died).toMatch(/training: .*ended unexpectedly.*keeps what was saved/);
    expect(next).toBe('finished');
  });

  it('fails a run that throws with its sentence and goes on with the thread', async () => {
    const pool = poolOf(1);
    expect(await Promise.all([run(pool, 'throws'), run(pool, 'next')])).toEqual(['out of luck', 'finished']);
  });

  it('lends idle threads only to runs whose steps are worth it', async () => {
    const pool = poolOf(3);
    void run(pool, 'waits', 1000);
    expect(pool.busy).toBe(1);
    const large = poolOf(3);
    void run(large, 'waits', 1e9);
    expect(large.busy).toBe(3);
    expect(large.free).toBe(2);
  });

  it('grows and shrinks', async () => {
    const pool = poolOf(1);
    void run(pool, 'waits');
    const second = run(pool, 'second');
    expect(pool.free).toBe(-1);
    pool.resize(2);
    expect(await second).toBe('finished');
    pool.resize(1);
    expect(pool).toMatchObject({ threads: 1, free: 0, busy: 1 });
  });
});
