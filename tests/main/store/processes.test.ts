/** App and command line on one workspace at once, and processes that die. */

import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anExperiment, aRun, aWorkspace, open, startChild } from './support.ts';

const leasesOf = (workspace: string) => readdirSync(join(workspace, 'leases'));

describe('two processes', () => {
  it('write to one workspace at the same time', async () => {
    const workspace = aWorkspace();
    const store = await open(workspace);
    const child = startChild('write', workspace);
    await store.insertExperiment(anExperiment('ours'), [aRun('our-run', 'ours', { status: 'running' })]);
    for (let step = 0; step < 100; step++) {
      const array = Float32Array.of(step);
      const appended = { fromStep: step, batchLoss: array, batchError: array, evaluations: [] };
      await store.updateRuns([{ id: 'our-run', changes: { step: step + 1 }, appended }]);
    }
    expect(await child.output).toBe('');
    const counted = Array.from({ length: 100 }, (_, step) => step);
    for (const id of ['our-run', 'their-run']) {
      expect([...(await store.readSeries(id, 0, 0)).batchLoss]).toStrictEqual(counted);
      expect((await store.getRun(id))!.step).toBe(100);
    }
    expect((await store.getRun('their-run'))!.status).toBe('finished');
  });

  it('create a workspace at the same time', async () => {
    const workspace = aWorkspace();
    const children = ['open', 'open', 'open'].map((task) => startChild(task, workspace));
    expect(await Promise.all(children.map((child) => child.output))).toStrictEqual(['', '', '']);
    expect(leasesOf(workspace)).toStrictEqual([]);
  });

  it('leave one another their runs', async () => {
    const workspace = aWorkspace();
    const child = startChild('train', workspace);
    await child.ready;
    const store = await open(workspace);
    expect(await store.reclaim()).toStrictEqual([]);
    expect((await store.getRun('their-run'))!.status).toBe('running');
    expect(leasesOf(workspace)).toHaveLength(2);
    await expect(store.updateRuns([{ id: 'their-run', changes: { status: 'running' } }])).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/trained by another Backprop Workbench/),
    });
    await store.hideRun('their-run', true);
    await store.purge();
    await store.hideRun('their-run', false);
    await store.hideExperiment('theirs', true);
    await store.purge();
    expect(await store.getRun('their-run')).not.toBeNull();
  });

  it('can undo a deletion that the other one would have purged', async () => {
    const workspace = aWorkspace();
    const child = startChild('hide', workspace);
    await child.ready;
    const store = await open(workspace);
    await store.purge();
    await store.hideExperiment('theirs', false);
    expect(await store.listExperiments()).toHaveLength(1);

    await store.hideExperiment('theirs', true);
    await store.purge();
    await expect(store.hideExperiment('theirs', false)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a process that is killed', () => {
  it('leaves its run interrupted, with all that was written, and its lease is cleared', async () => {
    const workspace = aWorkspace();
    const child = startChild('train', workspace);
    await child.ready;
    child.process.kill('SIGKILL');
    await once(child.process, 'close');
    expect(leasesOf(workspace)).toHaveLength(1);

    const store = await open(workspace);
    expect(await store.reclaim()).toStrictEqual(['their-run']);
    expect(await store.getRun('their-run')).toMatchObject({ status: 'interrupted', step: 2 });
    expect((await store.getRun('their-run'))!.message).toMatch(/ended while this run was underway/);
    expect([...(await store.readSeries('their-run', 0, 0)).batchLoss]).toStrictEqual([3, 2]);
    expect(await store.readWeights('their-run')).toStrictEqual({ step: 2, npz: Uint8Array.of(1, 2, 3) });
    expect(leasesOf(workspace)).toHaveLength(1); // our own
    expect(await store.reclaim()).toStrictEqual([]);
  });

  it('had its unfinished files cleaned up, and nobody reads them', async () => {
    const workspace = aWorkspace();
    const child = startChild('train', workspace);
    await child.ready;
    const [lease] = leasesOf(workspace);
    const folder = join(workspace, 'checkpoints', 'their-run');
    const leftover = join(folder, `3.npz.${lease!.replace('.sqlite', '')}.tmp`);
    writeFileSync(leftover, 'half');

    const store = await open(workspace);
    await store.purge();
    expect(existsSync(leftover)).toBe(true); // its writer lives
    child.process.kill('SIGKILL');
    await once(child.process, 'close');
    expect((await store.readWeights('their-run'))!.step).toBe(2);
    await store.purge();
    expect(readdirSync(folder)).toStrictEqual(['2.npz']);
  });
});

describe('reclaiming', () => {
  it('leaves alone what has ended, however it did', async () => {
    const workspace = aWorkspace();
    const [first, second] = [await open(workspace), await open(workspace)];
    const statuses = [
      'queued',
      'running',
      'paused',
      'finished',
      'stopped',
      'diverged',
      'failed',
      'interrupted',
    ] as const;
    const runs = statuses.map((status, index) => aRun(status, 'e', { index, status }));
    await first.insertExperiment(anExperiment('e'), runs);
    expect(await first.reclaim()).toStrictEqual([]); // its own
    await first.close();
    expect(await second.reclaim()).toStrictEqual(['queued', 'running', 'paused']);
    for (const run of runs.slice(3)) expect(await second.getRun(run.id)).toStrictEqual(run);
  });
});

describe('claiming', () => {
  it('gives an interrupted run to exactly one of two stores', async () => {
    const workspace = aWorkspace();
    const [first, second] = [await open(workspace), await open(workspace)];
    const runs = [
      aRun('a', 'e', { status: 'interrupted', message: 'x' }),
      aRun('b', 'e', { index: 1, status: 'stopped' }),
    ];
    await first.insertExperiment(anExperiment('e'), runs);
    const claims = await Promise.all([first.claimRuns(['a', 'b', 'nobody']), second.claimRuns(['a', 'b'])]);
    expect(claims.flat()).toStrictEqual(['a']);
    expect(await first.getRun('a')).toMatchObject({ status: 'queued', message: null });
    expect(await first.getRun('b')).toMatchObject({ status: 'stopped' });

    const [owner, other] = claims[0].length === 1 ? [first, second] : [second, first];
    await owner.updateRuns([{ id: 'a', changes: { status: 'running' } }]);
    await expect(other.updateRuns([{ id: 'a', changes: { step: 1 } }])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is not needed once the run has ended: whoever writes next owns it', async () => {
    const workspace = aWorkspace();
    const [first, second] = [await open(workspace), await open(workspace)];
    await first.insertExperiment(anExperiment('e'), [aRun('a', 'e', { status: 'stopped' })]);
    await second.updateRuns([{ id: 'a', changes: { status: 'queued' } }]);
    await expect(first.updateRuns([{ id: 'a', changes: {} }])).rejects.toMatchObject({ code: 'conflict' });
    await second.close();
    expect(await first.reclaim()).toStrictEqual(['a']);
  });
});
