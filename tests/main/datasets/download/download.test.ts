import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadFiles, type DownloadProgress } from '../../../../src/main/datasets/download/download.ts';
import type { DownloadPlan } from '../../../../src/main/datasets/download/plans.ts';
import { UserError } from '../../../../src/shared/errors.ts';
import { temporaryFolders } from '../idxFiles.ts';
import { images, packed, planOf, totalBytes } from './files.ts';
import { deadSource, localSource, type Fault } from './source.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const newFolder = () => join(folders.with({}), 'mnist');

/** Downloads and tells every progress message. */
async function download(plan: DownloadPlan, folder = newFolder(), signal = new AbortController().signal) {
  const told: DownloadProgress[] = [];
  const onProgress = (progress: DownloadProgress) => void told.push(progress);
  await downloadFiles(plan, folder, { signal, onProgress, stallAfter: 150, pauses: [0, 0] });
  return { folder, told };
}

function expectAll(folder: string): void {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(packed).sort());
  for (const [name, bytes] of Object.entries(packed)) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
}

const images200 = packed[images]!.subarray(0, 200);

describe('a source that works', () => {
  it('gives every file, and the progress adds up', async () => {
    const source = await localSource(packed);
    const { folder, told } = await download(planOf(source));
    expectAll(folder);
    expect(told.at(-1)).toEqual({ received: totalBytes, total: totalBytes, source: source.name, message: null });
    expect(told[0]).toMatchObject({ received: 0, total: null });
    const received = told.map((progress) => progress.received);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(source.sent).toBe(totalBytes);
  });

  it('is not asked again for what is verified, but for what was changed since', async () => {
    const source = await localSource(packed);
    const { folder } = await download(planOf(source));
    await download(planOf(source), folder);
    expect(source.requests).toHaveLength(4);
    writeFileSync(join(folder, images), images200);
    await download(planOf(source), folder);
    expect(source.requests.slice(4)).toEqual([{ name: images, range: null }]);
    expectAll(folder);
  });

  it('may pack the files otherwise, or not at all: their content counts', async () => {
    const repacked = Object.fromEntries(
      Object.entries(packed).map(([name, bytes], i) => [name, i % 2 ? bytes : gzipSync(gunzip(bytes), { level: 9 })]),
    );
    const { folder } = await download(planOf(await localSource({ ...repacked, [images]: gunzip(packed[images]!) })));
    expect(readdirSync(folder)).toHaveLength(4);
  });
});

describe('a source that fails', () => {
  const faults: [string, Fault[], RegExp][] = [
    ['does not have the file', [{ kind: 'status', status: 404 }], /answered 404 Not Found/],
    ['forbids it', [{ kind: 'status', status: 403 }], /answered 403/],
    ['is broken every time', Array(3).fill({ kind: 'status', status: 503 }), /answered 503/],
    ['sends a cut-off file', [{ kind: 'short', bytes: 200 }], /damaged or cut-off/],
    ['sends a different file', [{ kind: 'other' }], /sent more than the 19216 bytes that belong there/],
    ['stalls every time', Array(3).fill({ kind: 'stall', after: 0 }), /sent nothing for 0.15 seconds/],
    ['breaks off every time', Array(3).fill({ kind: 'break', after: 0 }), /broke off|could not be reached/],
  ];

  it.each(faults)('%s: the next one is asked, and nothing of the first is kept', async (_, list, sentence) => {
    const bad = await localSource(packed, { [images]: list });
    const good = await localSource(packed);
    const { folder, told } = await download(planOf(bad, good));
    expectAll(folder);
    // The source that worked stays the one that is asked.
    expect(good.requests).toHaveLength(4);
    expect(told.map(({ message }) => message).join('\n')).toMatch(sentence);
    expect(told.at(-1)).toMatchObject({ source: good.name, message: null });
  });

  it.each(faults)('%s, and there is no other: one sentence, and no file has its name', async (_, list, sentence) => {
    const folder = newFolder();
    const bad = await localSource(packed, { [images]: list });
    const failed = download(planOf(bad), folder);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow(sentence);
    await expect(failed).rejects.toThrow(/no source gave MNIST.*Check the connection and try again/);
    expect(readdirSync(folder)).not.toContain(images);
  });

  it('names every source when none can be reached', async () => {
    const failed = download(planOf(await deadSource(), await deadSource()));
    await expect(failed).rejects.toThrow(/nobody could not be reached \(ECONNREFUSED\); nobody could not be reached/);
  });

  it('that sends without end is stopped', async () => {
    const source = await localSource({ ...packed, [images]: new Uint8Array(packed[images]!.length * 5) });
    await expect(download(planOf(source))).rejects.toThrow(/offers \d+ bytes, at most \d+ can be right/);
  });

  it('sends another file of the right form: the digest tells', async () => {
    const other = gzipSync(gunzip(packed[images]!).fill(7, 16), { level: 0 });
    const failed = download(planOf(await localSource({ ...packed, [images]: other })));
    await expect(failed).rejects.toThrow(/sent a different file \(SHA-256 [0-9a-f]{12}… instead of [0-9a-f]{12}…\)/);
  });
});

describe('going on', () => {
  it('asks only for the bytes that are missing when a connection breaks', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const source = await localSource(packed, {
      [images]: [
        { kind: 'break', after: 5000, once: first.promise },
        { kind: 'break', after: 3000, once: second.promise },
      ],
    });
    const folder = newFolder();
    const onProgress = ({ received }: DownloadProgress) => {
      if (received >= 5000) first.resolve();
      if (received >= 8000) second.resolve();
    };
    await downloadFiles(planOf(source), folder, { signal: new AbortController().signal, onProgress, pauses: [0, 0] });
    expectAll(folder);
    const ranges = source.requests.slice(0, 3).map(({ range }) => range);
    expect(ranges).toEqual([null, 'bytes=5000-', 'bytes=8000-']);
    expect(source.sent).toBe(totalBytes);
  });

  it('asks only for the bytes that are missing after a cancel', async () => {
    const source = await localSource(packed, { [images]: [{ kind: 'stall', after: 5000 }] });
    const folder = newFolder();
    const controller = new AbortController();
    const reason = new Error('enough');
    const plan = planOf(source);
    const received = Promise.withResolvers<void>();
    const running = downloadFiles(plan, folder, {
      signal: controller.signal,
      onProgress: (progress) => progress.received >= 5000 && received.resolve(),
    });
    running.catch(() => undefined);
    await received.promise;
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual([`${images}.${source.name.replace(':', '_')}.part`]);

    await download(plan, folder);
    expectAll(folder);
    expect(source.requests[1]).toEqual({ name: images, range: 'bytes=5000-' });
    expect(source.sent).toBe(totalBytes);
  });

  it('begins anew where the two halves do not fit together', async () => {
    const source = await localSource(packed);
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${images}.${source.name.replace(':', '_')}.part`), new Uint8Array(300));
    await download(planOf(source), folder);
    expectAll(folder);
    expect(source.requests.filter(({ name }) => name === images).map(({ range }) => range)).toEqual([
      'bytes=300-',
      null,
    ]);
  });

  it('takes the whole file from a source that knows no ranges', async () => {
    const source = await localSource(packed, { [images]: [{ kind: 'ignore-range' }] });
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${images}.${source.name.replace(':', '_')}.part`), images200);
    await download(planOf(source), folder);
    expectAll(folder);
  });
});

it('says that the disk is full, and asks no other source', async () => {
  const source = await localSource(packed);
  const other = await localSource(packed);
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  symlinkSync('/dev/full', join(folder, `${images}.${source.name.replace(':', '_')}.part`));
  const failed = download(planOf(source, other), folder);
  await expect(failed).rejects.toMatchObject({ code: 'workspace' });
  await expect(failed).rejects.toThrow(/the disk is full\); make room and try again/);
  expect(other.requests).toEqual([]);
});

function gunzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(gunzipSync(bytes));
}
