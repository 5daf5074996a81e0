import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/store/sqlite.ts';
import { anExperiment, aWorkspace, workerUrl } from './support.ts';

const workers = () => process.getActiveResourcesInfo().filter((name) => /MessagePort|Worker/.test(name)).length;

describe('close', () => {
  it('waits for what was asked before, leaves no thread, lease or log', async () => {
    const workspace = aWorkspace();
    const before = workers();
    const store = await openStore({ workspace, workerUrl });
    expect(workers()).toBeGreaterThan(before);
    const inserted = store.insertExperiment(anExperiment('e'), []);
    const closed = store.close();
    expect(store.close()).toBe(closed); // twice is once
    await Promise.all([inserted, closed]);
    expect(workers()).toBe(before);
    expect(readdirSync(join(workspace, 'leases'))).toStrictEqual([]);
    expect(existsSync(join(workspace, 'workbench.sqlite-wal'))).toBe(false);
    await expect(store.listExperiments()).rejects.toThrow(/the store was closed/);
  });

  it('leaves nothing behind when opening failed', async () => {
    const before = workers();
    const file = join(aWorkspace(), 'a-file');
    writeFileSync(file, '');
    await expect(openStore({ workspace: file, workerUrl })).rejects.toThrow(/a workspace is a folder/);
    expect(workers()).toBe(before);
  });

  it('says so when its thread cannot be started', async () => {
    const missing = new URL('./no-such-worker.js', workerUrl);
    await expect(openStore({ workspace: aWorkspace(), workerUrl: missing })).rejects.toThrow(/store stopped working/);
  });
});
