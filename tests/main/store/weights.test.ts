import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { surplusSteps } from '../../../src/main/store/thinning.ts';
import { anExperiment, aRun, aWorkspace, open } from './support.ts';

async function aRunWithWeights() {
  const workspace = aWorkspace();
  const store = await open(workspace);
  await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
  return { store, workspace, folder: join(workspace, 'checkpoints', 'a') };
}

describe('weights', () => {
  it('come back as the latest, byte for byte, from files named by run and step', async () => {
    const { store, folder } = await aRunWithWeights();
    expect(await store.readWeights('a')).toBeNull();
    const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => i % 251);
    await store.writeWeights('a', 20, bytes);
    await store.writeWeights('a', 100, bytes.subarray(1, 9)); // a view of a larger buffer
    await store.writeWeights('a', 3, Buffer.from('small'));
    expect(await store.readWeights('a')).toStrictEqual({ step: 100, npz: bytes.slice(1, 9) });
    expect(bytes).toHaveLength(10_000); // the caller keeps its bytes
    expect(readdirSync(folder).sort()).toStrictEqual(['100.npz', '20.npz', '3.npz']);
    expect(new Uint8Array(readFileSync(join(folder, '20.npz')))).toStrictEqual(bytes);
  });

  it('replace those of the same step', async () => {
    const { store } = await aRunWithWeights();
    await store.writeWeights('a', 1, Uint8Array.of(1));
    await store.writeWeights('a', 1, Uint8Array.of(2));
    expect(await store.readWeights('a')).toStrictEqual({ step: 1, npz: Uint8Array.of(2) });
  });

  it('pass over a file that is gone, and files that nobody recorded', async () => {
    const { store, folder } = await aRunWithWeights();
    await store.writeWeights('a', 1, Uint8Array.of(1));
    await store.writeWeights('a', 2, Uint8Array.of(2));
    rmSync(join(folder, '2.npz'));
    writeFileSync(join(folder, '3.npz'), 'crashed before its row was written');
    expect(await store.readWeights('a')).toStrictEqual({ step: 1, npz: Uint8Array.of(1) });
  });

  it('lose folders of runs that no longer exist when the workspace is tidied', async () => {
    const { store, workspace } = await aRunWithWeights();
    await store.writeWeights('a', 1, Uint8Array.of(1));
    mkdirSync(join(workspace, 'checkpoints', 'orphan'));
    writeFileSync(join(workspace, 'checkpoints', 'orphan', '1.npz'), 'its run was removed just before a crash');
    await store.purge();
    expect(readdirSync(join(workspace, 'checkpoints'))).toStrictEqual(['a']);
  });

  it('are at most 50 files per run', async () => {
    const { store, folder } = await aRunWithWeights();
    for (let step = 0; step <= 120; step++) await store.writeWeights('a', step, Uint8Array.of(step));
    const steps = readdirSync(folder)
      .map((name) => Number.parseInt(name))
      .sort((a, b) => a - b);
    expect(steps).toHaveLength(50);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(120);
    expect((await store.readWeights('a'))!.step).toBe(120);
  });
});

describe('thinning', () => {
  it.each([51, 100, 200, 1000])('keeps 50 of %i, evenly spread, when they come one by one', (count) => {
    let kept: number[] = [];
    for (let step = 0; step < count; step++) {
      kept.push(step);
      const dropped = surplusSteps(kept, 50);
      kept = kept.filter((k) => !dropped.includes(k));
    }
    const gaps = kept.slice(1).map((step, i) => step - kept[i]!);
    expect(kept).toHaveLength(50);
    expect([kept[0], kept.at(-1)]).toStrictEqual([0, count - 1]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual((2.5 * count) / 49);
  });

  it('drops nothing while there is room', () => {
    expect(surplusSteps([1, 2, 3], 3)).toStrictEqual([]);
    expect(surplusSteps([], 2)).toStrictEqual([]);
  });
});
