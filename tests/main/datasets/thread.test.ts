import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { loadInThread } from '../../../src/main/datasets/thread.ts';
import { temporaryFolders, threads } from './idxFiles.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const request = { kind: 'generated', source: 'noise', seed: 0 } as const;

/** Loads with a worker of this source in place of ours. */
function loadWith(source: string) {
  const path = join(folders.with({}), 'worker.mjs');
  writeFileSync(path, source);
  return loadInThread(pathToFileURL(path), request);
}

it.each([
  ['throws', 'throw new Error("a defect")', 'a defect'],
  ['ends without a word', '', 'dataset worker: ended early with exit code 0'],
  ['exits', 'process.exit(3)', 'dataset worker: ended early with exit code 3'],
])('rejects when the worker %s', async (_, source, expected) => {
  const before = threads();
  const loading = loadWith(source);
  expect(threads()).toBe(before + 1);
  await expect(loading).rejects.toThrow(expected);
  expect(threads()).toBe(before);
});

it('rejects when there is no worker at this address', async () => {
  await expect(loadInThread(new URL('file:///no/such/worker.mjs'), request)).rejects.toThrow('worker.mjs');
});
