import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../src/main/datasets/fingerprint.ts';
import { inspectDataset } from '../../../src/main/datasets/inspect.ts';
import { createLibrary } from '../../../src/main/datasets/library.ts';
import type { DatasetEntry } from '../../../src/shared/contract.ts';
import { encodePng } from '../../support/pngFiles.ts';
import { packZip } from '../../support/zipFiles.ts';
import { temporaryFolders } from './idxFiles.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

function emptyLibrary() {
  const entries = new Map<string, DatasetEntry>();
  return createLibrary({
    workerUrl: new URL('../../../src/main/datasets/worker.ts', import.meta.url),
    store: {
      listDatasets: async () => [...entries.values()],
      saveDataset: async (entry) => void entries.set(entry.id, entry),
      removeDataset: async (id) => void entries.delete(id),
    },
  });
}

const image = (value: number) => encodePng({ width: 2, height: 2, samples: [value, 0, 0, 9] });
const members = ['a/0.png', 'a/1.png', 'b/0.png', 'b/1.png'].map((name, i) => ({ name, content: image(i) }));
const damaged = packZip([...members.slice(0, 3), { ...members[3]!, claims: { crc: 1 } }]);

describe('an archive with one broken image', () => {
  it('is refused, or added without it, and opened without it ever after', async () => {
    const path = join(folders.with({ 'x.zip': damaged }), 'x.zip');
    const library = emptyLibrary();
    await expect(library.add(path)).rejects.toThrow(
      '1 of 4 images cannot be used: b/1.png does not match its checksum; repair or remove it, or have broken images skipped',
    );
    await expect(library.add(path)).rejects.toMatchObject({ code: 'broken' });
    const { id, facts } = await library.add(path, undefined, { skipBroken: true });
    expect(facts).toMatchObject({ train: 3, skipped: 1 });
    const opened = await library.open({ source: id, seed: 0 });
    expect(inspectDataset(opened)).toMatchObject({ format: 'png', skipped: 1, train: { count: 3, perClass: [2, 1] } });
    // Whoever gives the path decides anew.
    await expect(library.open({ source: 'files', path, seed: 0 })).rejects.toThrow('1 of 4 images');
    library.close();
  });
});

describe('fingerprint', () => {
  it('changes when a file comes to the folder of a class', async () => {
    const root = folders.with({});
    const inner = join(root, 'top/train/0');
    mkdirSync(inner, { recursive: true });
    utimesSync(inner, 1, 1);
    const before = await fingerprint(root);
    writeFileSync(join(inner, '1.png'), image(1));
    expect(await fingerprint(root)).not.toBe(before);
  });

  it('changes when the labels beside a file of images do, and ends with the file', async () => {
    const folder = folders.with({ 'a-images-idx3-ubyte': 'x', 'a-labels-idx1-ubyte': 'x' });
    const path = join(folder, 'a-images-idx3-ubyte');
    const before = await fingerprint(path);
    utimesSync(join(folder, 'a-labels-idx1-ubyte'), 1, 1);
    expect(await fingerprint(path)).not.toBe(before);
    rmSync(path);
    expect(await fingerprint(path)).toBeNull();
  });
});
