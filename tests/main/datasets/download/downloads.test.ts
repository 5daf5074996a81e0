import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Download } from '../../../../src/shared/contract.ts';
import { createDownloads } from '../../../../src/main/datasets/download/downloads.ts';
import type { DownloadPlan } from '../../../../src/main/datasets/download/plans.ts';
import { plansFor } from '../../../../src/main/datasets/download/plans.ts';
import { throttled } from '../../../../src/main/datasets/download/throttled.ts';
import { temporaryFolders } from '../idxFiles.ts';
import { images, packed, planOf, totalBytes } from './files.ts';
import { localSource } from './source.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

/** Downloads into a new folder, with a library that only notes what it is given. */
function downloadsOf(plan: DownloadPlan) {
  const folder = folders.with({});
  const told: (readonly Download[])[] = [];
  const added: { path: string; origin: string | undefined; files: string[] }[] = [];
  const defects: unknown[] = [];
  const arrived = vi.fn();
  const downloads = createDownloads({
    plans: [plan],
    folder,
    library: {
      add: async (path, name, options) => {
        added.push({ path, origin: options?.origin, files: readdirSync(path) });
        return { id: options?.id ?? 'none', name: name ?? 'MNIST', kind: 'files', path, facts: null, problem: null };
      },
    },
    announce: (all) => told.push(all),
    arrived,
    onDefect: (error) => defects.push(error),
    pauses: [],
    stallAfter: 10_000,
  });
  onTestFinished(() => downloads.close());
  return { downloads, folder, told, added, defects, arrived };
}

it('fetches, verifies and adds, and leaves the list', async () => {
  const source = await localSource(packed);
  const { downloads, folder, told, added, arrived } = downloadsOf(planOf(source));
  downloads.start('mnist');
  downloads.start('mnist');
  expect(downloads.list()).toMatchObject([{ id: 'mnist', status: 'running', received: 0, total: null }]);
  await vi.waitFor(() => expect(downloads.list()).toEqual([]), { timeout: 10_000 });
  expect(added).toEqual([
    { path: join(folder, 'mnist'), origin: `downloaded from ${source.name}`, files: Object.keys(packed).sort() },
  ]);
  expect(arrived.mock.calls).toMatchObject([[{ id: 'mnist', name: 'MNIST' }]]);
  expect(told.at(-1)).toEqual([]);
  expect(source.requests).toHaveLength(4);
});

it('keeps what failed, with its sentence, until it is tried again', async () => {
  const source = await localSource(packed, { [images]: [{ kind: 'status', status: 404 }] });
  const { downloads, added, defects } = downloadsOf(planOf(source));
  downloads.start('mnist');
  await vi.waitFor(() => expect(downloads.list()).toMatchObject([{ status: 'failed' }]), { timeout: 10_000 });
  expect(downloads.list()[0]!.message).toContain('answered 404 Not Found. Check the connection and try again');
  expect([added, defects]).toEqual([[], []]);
  downloads.start('mnist');
  expect(downloads.list()).toMatchObject([{ status: 'running', message: null }]);
  await vi.waitFor(() => expect(added).toHaveLength(1), { timeout: 10_000 });
});

it('takes a failed one off the list', async () => {
  const { downloads, told } = downloadsOf(planOf(await localSource({})));
  downloads.start('mnist');
  await vi.waitFor(() => expect(downloads.list()).toMatchObject([{ status: 'failed' }]), { timeout: 10_000 });
  await downloads.cancel('mnist');
  expect(downloads.list()).toEqual([]);
  expect(told.at(-1)).toEqual([]);
});

it('cancels, keeps what arrived, and adds nothing', async () => {
  const source = await localSource(packed, { [images]: [{ kind: 'stall', after: 5000 }] });
  const { downloads, folder, added, defects } = downloadsOf(planOf(source));
  downloads.start('mnist');
  await vi.waitFor(() => expect(downloads.list()[0]!.received).toBe(5000), { timeout: 10_000 });
  expect(downloads.list()[0]!.total).toBe(totalBytes);
  await downloads.cancel('mnist');
  expect(downloads.list()).toEqual([]);
  expect([added, defects]).toEqual([[], []]);
  expect(readdirSync(join(folder, 'mnist'))).toHaveLength(1);
  expect(existsSync(join(folder, 'mnist', images))).toBe(false);
});

it('ends what is underway when the workbench is closed', async () => {
  const source = await localSource(packed, { [images]: [{ kind: 'stall', after: 5000 }] });
  const { downloads, added } = downloadsOf(planOf(source));
  downloads.start('mnist');
  await source.stalled();
  await downloads.close();
  expect(downloads.list()).toEqual([]);
  expect(added).toEqual([]);
});

it('refuses what has no source', async () => {
  const { downloads } = downloadsOf(planOf(await localSource(packed)));
  expect(() => downloads.start('cifar')).toThrow('there is no source for cifar; what can be downloaded is mnist');
});

it('a mirror takes the place of the public sources', () => {
  expect(plansFor({ BACKPROP_MIRROR: 'http://10.0.0.1:8000/data' })[0]!.sources).toEqual([
    { name: '10.0.0.1:8000', url: 'http://10.0.0.1:8000/data/mnist/' },
  ]);
  const sources = plansFor({})[0]!.sources.map(({ url }) => new URL(url));
  expect(sources.length).toBeGreaterThan(1);
  expect(sources.every(({ protocol, pathname }) => protocol === 'https:' && pathname.endsWith('/'))).toBe(true);
});

it('announces at a bounded rate, and the last change always', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let calls = 0;
  const { soon } = throttled(70, () => calls++);
  for (let time = 0; time < 1000; time++) {
    soon();
    vi.advanceTimersByTime(1);
  }
  expect(calls).toBeLessThanOrEqual(15);
  const before = calls;
  soon();
  vi.advanceTimersByTime(100);
  expect(calls).toBe(before + 1);
});
