import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DatasetEntry } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { contentDigest } from '../../../src/main/datasets/digest.ts';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { createLibrary } from '../../../src/main/datasets/library.ts';
import type { DatasetLibrary } from '../../../src/main/datasets/library.ts';
import { describeWithData } from '../../support/data.ts';
import { canonical, cycle, gzipped, idx, smallFiles, temporaryFolders, threads } from './idxFiles.ts';

const workerUrl = new URL('../../../src/main/datasets/worker.ts', import.meta.url);
const folders = temporaryFolders();
const open = new Set<DatasetLibrary>();
afterEach(() => {
  for (const library of open) library.close();
  open.clear();
  folders.clean();
});

/** The store's part in memory. */
function memoryStore() {
  const entries = new Map<string, DatasetEntry>();
  return {
    listDatasets: async () => [...entries.values()],
    saveDataset: async (entry: DatasetEntry) => void entries.set(entry.id, entry),
    removeDataset: async (id: string) => void entries.delete(id),
  };
}

function library(store = memoryStore()): DatasetLibrary {
  const made = createLibrary({ workerUrl, store });
  open.add(made);
  return made;
}

const small = { height: 8, width: 8, classes: 3, train: 30, test: 12 };
const files = smallFiles(small);

describe('open', () => {
  it('generates built-in data in a thread, the same as outside it', async () => {
    const dataset = await library().open({ source: 'noise', seed: 4 });
    const { id, name, facts } = generateDataset('noise', 4);
    expect({ id: dataset.id, name: dataset.name, facts: dataset.facts }).toEqual({ id, name, facts });
    expect(contentDigest(dataset)).toBe(facts.sha256);
  });

  it('reads a path, names it after the source, and reports progress', async () => {
    const folder = folders.with(gzipped(files));
    const fractions: number[] = [];
    const dataset = await library().open(
      { source: 'mine', path: '/nowhere', seed: 0 },
      { path: folder, onProgress: (fraction) => fractions.push(fraction) },
    );
    expect(dataset).toMatchObject({ id: 'mine', facts: { train: 30, test: 12, format: 'idx' } });
    expect(fractions).toEqual([0.2, 0.4, 0.6, 0.8]);
  });

  it('keeps data in memory until its files or its seed change', async () => {
    const made = library();
    const folder = folders.with(files);
    const spec = { source: 'mine', path: folder, seed: 0 };
    const first = await made.open(spec);
    expect((await made.open(spec)).images).toBe(first.images);
    writeFileSync(join(folder, canonical.testLabels), idx([12], cycle(12, 2)));
    utimesSync(join(folder, canonical.testLabels), 1, 1);
    const changed = await made.open(spec);
    expect(changed.facts.sha256).not.toBe(first.facts.sha256);
    const noise = await made.open({ source: 'noise', seed: 1 });
    expect((await made.open({ source: 'noise', seed: 2 })).facts.sha256).not.toBe(noise.facts.sha256);
  });

  it('loads once for callers who want the same at the same time', async () => {
    const made = library();
    const [first, second] = await Promise.all([0, 1].map(() => made.open({ source: 'noise', seed: 5 })));
    expect(second!.images).toBe(first!.images);
  });

  it('carries the sentence of an error over, and tries anew afterwards', async () => {
    const made = library();
    const folder = folders.with({ ...files, [canonical.trainLabels]: 'no labels' });
    const opening = made.open({ source: 'mine', path: folder, seed: 0 });
    await expect(opening).rejects.toThrow(UserError);
    await expect(opening).rejects.toMatchObject({
      code: 'dataset',
      message: expect.stringContaining('begins with 0x6e6f'),
    });
    writeFileSync(join(folder, canonical.trainLabels), files[canonical.trainLabels]!);
    expect((await made.open({ source: 'mine', path: folder, seed: 0 })).facts.train).toBe(30);
  });

  it('says what the library has when the source is not known or has no files', async () => {
    const made = library();
    await expect(made.open({ source: 'minst', seed: 0 })).rejects.toThrow(
      'there is no dataset minst in the library (it has synthetic-digits, ellipse, noise, mnist, notmnist)',
    );
    await expect(made.open({ source: 'mnist', seed: 0 })).rejects.toThrow('mnist has no files yet; give a folder');
  });

  it('stops when asked, and leaves no thread behind', async () => {
    const made = library();
    const before = threads();
    const controller = new AbortController();
    const opening = made.open({ source: 'synthetic-digits', seed: 77 }, { signal: controller.signal });
    const other = made.open({ source: 'synthetic-digits', seed: 77 });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    expect((await other).facts.train).toBe(12_000);
    expect(threads()).toBe(before);

    const alone = new AbortController();
    const stopped = made.open({ source: 'ellipse', seed: 78 }, { signal: alone.signal });
    alone.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    await vi.waitFor(() => expect(threads()).toBe(before));
    await expect(made.open({ source: 'noise', seed: 0 }, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('leaves the event loop free while it loads', async () => {
    let turns = 0;
    let loading = true;
    const turn = () => {
      turns++;
      if (loading) setImmediate(turn);
    };
    turn();
    await library().open({ source: 'synthetic-digits', seed: 6 });
    loading = false;
    expect(turns).toBeGreaterThan(20);
  });
});

describe('entries', () => {
  it('are the built-in ones and the known names at first', async () => {
    const entries = await library().list();
    expect(entries.map(({ id }) => id)).toEqual(['synthetic-digits', 'ellipse', 'noise', 'mnist', 'notmnist']);
    expect(entries[0]).toMatchObject({
      kind: 'built-in',
      path: null,
      problem: null,
      facts: { train: 12_000, test: 2_000 },
    });
    expect(entries[3]).toMatchObject({ kind: 'files', path: null, facts: null });
    expect(entries[3]!.problem).toContain('MNIST has no files yet');
  });

  it('are added, kept by the store, opened by id, and removed', async () => {
    const store = memoryStore();
    const folder = folders.with(files);
    const entry = await library(store).add(folder, ' My Digits ');
    expect(entry).toMatchObject({
      id: 'my-digits',
      name: 'My Digits',
      kind: 'files',
      path: folder,
      facts: { train: 30 },
    });

    const later = library(store);
    expect((await later.list()).at(-1)).toEqual(entry);
    expect(await later.open({ source: 'my-digits', seed: 0 })).toMatchObject({ id: 'my-digits', name: 'My Digits' });
    await later.remove('my-digits');
    expect(await store.listDatasets()).toEqual([]);
    await expect(later.remove('ellipse')).rejects.toThrow('only added datasets can');
  });

  it('get ids of their own, and the same path renews its entry', async () => {
    const made = library();
    const [first, second] = [folders.with(files), folders.with(smallFiles({ ...small, train: 60 }))];
    expect((await made.add(first, 'Noise')).id).toBe('noise-2');
    expect((await made.add(second, 'Noise')).id).toBe('noise-3');
    expect(await made.add(first, 'Renamed')).toMatchObject({ id: 'noise-2', name: 'Renamed' });
  });

  it('say when their files are gone, and refuse what cannot be read', async () => {
    const store = memoryStore();
    const made = library(store);
    const folder = folders.with(files);
    await made.add(folder, 'gone');
    rmSync(folder, { recursive: true });
    expect((await made.list()).at(-1)!.problem).toContain(`${folder}: there is nothing any more`);
    await expect(made.add(folder)).rejects.toThrow('there is no such file or folder');
    expect(await store.listDatasets()).toHaveLength(1);
  });

  it('know the digest of built-in data once it was generated', async () => {
    const made = library();
    const { facts } = await made.open({ source: 'noise', seed: 0 });
    expect((await made.list())[2]!.facts).toEqual(facts);
  });
});

it('inspect gives the documented keys, with null for a test split that is not there', async () => {
  const folder = folders.with({
    [canonical.trainImages]: files[canonical.trainImages]!,
    [canonical.trainLabels]: files[canonical.trainLabels]!,
  });
  const document = await library().inspect(folder);
  expect(Object.keys(document)).toEqual(['format', 'train', 'test', 'classes', 'sha256']);
  expect(document).toMatchObject({ format: 'idx', test: null, train: { count: 30, perClass: [10, 10, 10] } });
});

describeWithData('real MNIST in the library', (folder) => {
  it('is added as mnist', async () => {
    const made = library();
    expect(await made.add(join(folder, 'mnist'))).toMatchObject({ id: 'mnist', name: 'MNIST' });
    expect((await made.list()).filter(({ id }) => id === 'mnist')).toHaveLength(1);
    expect((await made.open({ source: 'mnist', seed: 0 })).facts.train).toBe(60_000);
  });
});
