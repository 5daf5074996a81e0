/** The data library's calls on the real service: nothing leaves the machine, and nothing but the workspace is written. */

import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DataApi, Download } from '../../../src/shared/contract.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import { dataCalls } from '../../../src/main/service/data.ts';
import { describeWithData } from '../../support/data.ts';
import { images, packed, planOf } from '../datasets/download/files.ts';
import { localSource, type Fault } from '../datasets/download/source.ts';
import { idx, smallFiles, temporaryFolders } from '../datasets/idxFiles.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

interface Opened {
  readonly core: Core;
  readonly calls: ReturnType<typeof dataCalls>;
  readonly workspace: string;
}

async function openData(faults: Record<string, Fault[]> = {}, workspace = folders.with({})): Promise<Opened> {
  const source = await localSource(packed, faults);
  const core = await openCore({ workspace, threads: 1, version: '0.0.0-test', downloadPlans: [planOf(source)] });
  onTestFinished(() => core.close());
  return { core, calls: dataCalls(core), workspace };
}

const small = smallFiles({ height: 8, width: 8, classes: 3, train: 30, test: 12 });

describe('a download', () => {
  it('becomes the entry mnist, in the workspace, with its origin; events tell of it', async () => {
    const { core, calls, workspace } = await openData();
    const heard: (readonly Download[])[] = [];
    core.events.on('downloads', (downloads) => heard.push(downloads));
    const changed = new Promise((resolve) => core.events.on('datasets', resolve));
    const waiting = (await core.library.list()).find(({ id }) => id === 'mnist')!;
    expect(waiting.downloadBytes).toBe(11_594_722);
    await calls.startDownload({ id: 'mnist' });
    expect(await calls.listDownloads({})).toMatchObject([{ id: 'mnist', status: 'running' }]);
    await changed;
    await vi.waitFor(async () => expect(await calls.listDownloads({})).toEqual([]), { timeout: 15_000 });
    const entry = (await core.library.list()).find(({ id }) => id === 'mnist')!;
    expect(entry).toMatchObject({
      path: join(workspace, 'datasets/mnist'),
      problem: null,
      origin: expect.stringMatching(/^downloaded from 127/),
      facts: { train: 300, test: 60 },
    });
    expect(entry.downloadBytes).toBeUndefined();
    expect(heard.at(-1)).toEqual([]);
  });

  it('that nobody verified is never a dataset', async () => {
    const { core, calls } = await openData({ [images]: [{ kind: 'other' }] });
    await calls.startDownload({ id: 'mnist' });
    await vi.waitFor(async () => expect(await calls.listDownloads({})).toMatchObject([{ status: 'failed' }]), {
      timeout: 15_000,
    });
    await expect(core.library.open({ source: 'mnist', seed: 0 })).rejects.toThrow('mnist has no files yet');
  });
});

describe('an overview', () => {
  it('counts classes, finds zeros, and draws the mean of every class', async () => {
    const { core, calls } = await openData();
    const shades = Uint8Array.of(0, 100, 0, 0, 255, 50, 0, 0, 0, 0, 0, 20);
    const folder = folders.with({
      'train-images-idx3-ubyte': idx([3, 2, 2], shades),
      'train-labels-idx1-ubyte': idx([3], Uint8Array.of(0, 1, 0)),
    });
    const { id } = await core.library.add(folder, 'Shades');
    const { train, test, name, facts } = await calls.getDatasetOverview({ id });
    expect(test).toBeNull();
    expect([name, facts.sha256]).toEqual(['Shades', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(train).toMatchObject({
      count: 3,
      perClass: [2, 1],
      range: [0, 255],
      zeros: expect.closeTo(8 / 12, 9),
      points: null,
    });
    expect([...train.labels]).toEqual([0, 1, 0]);
    expect([...train.meanImages!]).toEqual([0, 50, 0, 10, 255, 50, 0, 0]);
  });

  it('of 2-D data has the points instead of images', async () => {
    const { core, calls } = await openData();
    const { train } = await calls.getDatasetOverview({ id: 'ellipse' });
    const { images: store } = await core.library.open({ source: 'ellipse', seed: 0 });
    expect(train.meanImages).toBeNull();
    expect(train.points).toEqual(store.values);
    const { values } = await calls.getDatasetRows({
      id: 'ellipse',
      part: 'train',
      positions: Uint32Array.of(69_999, 0),
    });
    expect([...values]).toEqual([...train.points!.slice(-2), ...train.points!.slice(0, 2)]);
  });

  it('keeps the name of its entry, and is made anew when the files change', async () => {
    const { core, calls } = await openData();
    const folder = folders.with(small);
    const { id } = await core.library.add(folder, 'Mine');
    const first = await calls.getDatasetOverview({ id });
    await calls.renameDataset({ id, name: 'Yours' });
    const second = await calls.getDatasetOverview({ id });
    expect(second.name).toBe('Yours');
    expect(second.train).toBe(first.train);
    utimesSync(join(folder, 'train-labels-idx1-ubyte'), 1, 1);
    expect((await calls.getDatasetOverview({ id })).train).not.toBe(first.train);
  });

  it('refuses rows that are not there', async () => {
    const { calls } = await openData();
    const asked = calls.getDatasetRows({ id: 'noise', part: 'train', positions: Uint32Array.of(1000) });
    await expect(asked).rejects.toThrow('noise: row 1000 asked for, the train part has 1000 rows.');
  });
});

describe('an entry', () => {
  it('is renamed, removed and brought back under its id, in its place', async () => {
    const { core, calls } = await openData();
    const first = await core.library.add(folders.with(small), 'First');
    const second = await core.library.add(folders.with(small), 'Second');
    await calls.renameDataset({ id: first.id, name: 'Renamed' });
    await core.library.remove(first.id);
    expect((await core.library.list()).map(({ id }) => id)).not.toContain('first');
    await calls.restoreDataset({ id: first.id });
    const last = (await core.library.list()).slice(-2);
    expect(last).toMatchObject([{ id: 'first', name: 'Renamed' }, { id: second.id }]);
    await expect(calls.restoreDataset({ id: first.id })).rejects.toThrow('cannot be brought back any more');
    await expect(calls.renameDataset({ id: 'noise', name: 'x' })).rejects.toThrow('noise cannot be renamed');
  });

  it('takes the workspace’s own files along only when its removal is final, and never a person’s', async () => {
    const { core, calls, workspace } = await openData();
    await calls.startDownload({ id: 'mnist' });
    await vi.waitFor(async () => expect(await calls.listDownloads({})).toEqual([]), { timeout: 15_000 });
    const own = folders.with(small);
    await core.library.add(own, 'Mine');
    await core.library.remove('mnist');
    await core.library.remove('mine');
    expect(existsSync(join(workspace, 'datasets/mnist'))).toBe(true);
    await core.close();
    expect(existsSync(join(workspace, 'datasets/mnist'))).toBe(false);
    expect(readdirSync(own)).toHaveLength(4);
  });
});

describe('an upload', () => {
  const upload = 'upload-0001';
  const send = (calls: DataApi, name: string, bytes: Uint8Array, offset = 0) =>
    calls.uploadChunk({ upload, name, offset, bytes, last: true });

  it('in chunks becomes a folder that can be added', async () => {
    const { core, calls, workspace } = await openData();
    let path = '';
    for (const [name, bytes] of Object.entries(small))
      for (let offset = 0; offset < bytes.length; offset += 700)
        ({ path } = await send(calls, `letters/${name}`, bytes.subarray(offset, offset + 700), offset));
    expect(path).toBe(join(workspace, 'uploads', upload, 'letters'));
    expect(await core.library.add(path)).toMatchObject({ name: 'letters', facts: { train: 30, test: 12 } });
  });

  it('cannot leave its folder, skip bytes or send without end', async () => {
    const { calls, workspace } = await openData();
    const byte = Uint8Array.of(1);
    for (const name of [
      '../x',
      'a/../../x',
      '/etc/x',
      'a//b',
      '.',
      'a\\..\\b',
      'a\0b',
      `${'a/'.repeat(20)}b`,
      'ä'.repeat(200),
    ])
      // prettier-ignore
      await expect(send(calls, name, byte)).rejects.toThrow('is no name that a file can have here');
    await expect(send(calls, 'x', byte, 5)).rejects.toThrow('came at byte 5, expected was byte 0');
    await send(calls, 'x', byte);
    await expect(send(calls, 'x', byte, 0)).resolves.toBeDefined();
    await expect(send(calls, 'x', byte, 2)).rejects.toThrow('expected was byte 1');
    expect(readdirSync(join(workspace, 'uploads'))).toEqual([upload]);
  });

  it('is removed when it is given up, or when nothing used it for a day', async () => {
    const { core, calls, workspace } = await openData();
    await send(calls, 'x', Uint8Array.of(1));
    await calls.discardUpload({ upload });
    expect(readdirSync(join(workspace, 'uploads'))).toEqual([]);
    await send(calls, 'x', Uint8Array.of(1));
    await calls.uploadChunk({ upload: 'upload-0002', name: 'x', offset: 0, bytes: Uint8Array.of(1), last: true });
    utimesSync(join(workspace, 'uploads', upload), 1, 1);
    await core.close();
    await openData({}, workspace);
    expect(readdirSync(join(workspace, 'uploads'))).toEqual(['upload-0002']);
  });
});

describe('reading', () => {
  it('says how far it is, and ends when it is cancelled, with nothing added', async () => {
    const { core, calls } = await openData();
    const fractions: number[] = [];
    core.events.on('reading', ({ task, fraction }) => task === 'one' && fractions.push(fraction));
    const [first, second] = [folders.with(small), folders.with(small)];
    await calls.addDataset({ path: first, task: 'one' });
    expect(fractions[0]).toBeGreaterThan(0);
    const ended = calls.addDataset({ path: second, task: 'two' });
    await calls.cancelReading({ task: 'two' });
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    await calls.cancelReading({ task: 'two' });
    expect((await core.library.list()).map(({ path }) => path)).not.toContain(second);
  });
});

describe('points', () => {
  const data = {
    points: Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? i / 20 : -i / 8)),
    labels: Uint16Array.from({ length: 40 }, (_, i) => i % 2),
  };

  it('become a dataset that says exactly what was drawn; the same name again replaces it', async () => {
    const { core, calls, workspace } = await openData();
    const first = await calls.savePoints({ name: 'Two spirals', ...data });
    expect(first).toMatchObject({ name: 'Two spirals', origin: 'drawn as points', facts: { train: 40, width: 2 } });
    const files = readdirSync(join(workspace, 'points'));
    expect(files).toEqual([expect.stringMatching(/^two-spirals-[0-9a-f]{8}\.csv$/)]);
    const text = readFileSync(join(workspace, 'points', files[0]!), 'utf8');
    expect(text.startsWith(`x,y,label\n0,-0.125,0\n${Math.fround(0.1)},`)).toBe(true);
    const { train } = await calls.getDatasetOverview({ id: first.id });
    expect(train.points).toHaveLength(80);
    expect([...train.labels].sort()).toEqual([...data.labels].sort());

    const fewer = { points: data.points.slice(20), labels: data.labels.slice(10) };
    const second = await calls.savePoints({ name: 'Two spirals', ...fewer });
    expect(second).toMatchObject({ id: first.id, facts: { train: 30 } });
    expect((await core.library.list()).filter(({ id }) => id === first.id)).toHaveLength(1);
  });

  it('that are none are refused', async () => {
    const { calls } = await openData();
    const refused = (points: number[], labels: number[]) =>
      calls.savePoints({ name: 'x', points: Float32Array.from(points), labels: Uint16Array.from(labels) });
    await expect(refused([1, 2, 3], [0, 1])).rejects.toThrow('3 coordinates for 2 labels given');
    await expect(refused([1, 2], [0])).rejects.toThrow('at least 2 expected');
    await expect(refused([1, 2, Infinity, 1], [0, 1])).rejects.toThrow('point 1 is at Infinity');
  });
});

describeWithData('real MNIST', (data) => {
  it('is looked into without blocking the main thread for more than moments', async () => {
    const { core, calls } = await openData();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { id } = await core.library.add(join(data, 'mnist'));
    const { train, test } = await calls.getDatasetOverview({ id });
    delay.disable();
    expect(delay.count, 'turns of the main thread meanwhile').toBeGreaterThan(5);
    // Reading and counting take a second: lenient, since a busy machine lets any thread wait.
    expect(delay.percentile(90) / 1e6, 'milliseconds of nine turns in ten').toBeLessThan(50);
    expect(delay.max / 1e6, 'milliseconds of the longest turn').toBeLessThan(400);
    expect(train.perClass).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect([train.count, test!.count, train.zeros]).toEqual([60_000, 10_000, expect.closeTo(0.8088, 3)]);
    expect(train.labels[42]).toBe(7);
    expect(train.meanImages).toHaveLength(10 * 784);
  });
});
