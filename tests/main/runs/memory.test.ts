/** Memory over many runs: what is given to one comes back with its end, and large ones do not meet a thread's limits. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageStore } from '../../../src/engine/spec.ts';
import { EngineMemory } from '../../../src/main/runs/memory.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';

const images = (count: number): ImageStore => ({
  kind: 'dense-f32',
  count,
  inputs: 784,
  values: new Float32Array(count * 784),
});

it('hands out the same memory again, run after run, whatever their sizes and the order of their ends', () => {
  const engine = new EngineMemory();
  const [shared, own] = [images(1000), images(300)];
  const round = (sizes: readonly number[]): number[] => {
    engine.place(shared);
    engine.place(own);
    const blocks = sizes.map((bytes) => engine.allocate(bytes));
    const order = blocks.map((block, i) => ({ block, key: (i * 7) % blocks.length }));
    for (const { block } of order.sort((a, b) => a.key - b.key)) engine.free(block);
    engine.release(own);
    engine.release(shared);
    return blocks;
  };
  const sizes = [3_000_000, 50, 1_000_000, 700_001, 64, 2_000_000];
  const first = round(sizes);
  const most = engine.memory.buffer.byteLength;
  for (let run = 0; run < 50; run++) round(run % 2 === 0 ? sizes.toReversed() : sizes.slice(run % 5));
  expect(round(sizes)).toEqual(first);
  expect(engine.memory.buffer.byteLength).toBe(most);
});

describe('a training thread, whose heap is small', () => {
  let workspace: string;
  let core: Core;
  beforeAll(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'backprop-memory-'));
    core = await openCore({ workspace, threads: 2, version: '0.0.0-test' });
  });
  afterAll(async () => {
    await core.close();
    await rm(workspace, { recursive: true, force: true });
  });

  const noise = (trainSize: number, training: object, units: readonly number[]): ExperimentInput => ({
    version: 1,
    name: 'large',
    dataset: { source: 'noise', trainSize, validationSize: 50, testSize: 50 },
    network: { hidden: units.map((count) => ({ units: count, activation: 'relu' as const })), output: 'softmax' },
    training: { optimizer: { type: 'adam', learningRate: 0.001 }, ...training },
  });

  it.each([
    { what: '4,096 units and a full batch', experiment: noise(600, { batchSize: 'full', steps: 2 }, [4096]) },
    {
      what: 'ten layers',
      experiment: noise(
        200,
        { batchSize: 50, steps: 8 },
        Array.from({ length: 10 }, () => 256),
      ),
    },
    { what: 'thousands of steps between two reports', experiment: noise(500, { batchSize: 1, steps: 20_000 }, [1]) },
  ])('trains $what', async ({ experiment }) => {
    const { runs } = await core.start(experiment);
    await core.whenEnded(runs.map(({ id }) => id));
    expect(await core.run(runs[0]!.id)).toMatchObject({ status: 'finished', message: null });
  });
});
