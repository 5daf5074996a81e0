import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Dataset } from '../../../src/main/datasets/dataset.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { loadInThread } from '../../../src/main/datasets/thread.ts';
import { describeWithData } from '../../support/data.ts';
import { threads } from './idxFiles.ts';

/** How often every image of a class occurs in a split, by its pixels. */
function census({ facts, images, labels }: Dataset, part: 'train' | 'test', label: number): Map<string, number> {
  if (images.kind !== 'sparse-u8') throw new Error('8-bit images expected');
  const counts = new Map<string, number>();
  const [from, to] = part === 'train' ? [0, facts.train] : [facts.train, images.count];
  for (let i = from; i < to; i++) {
    if (labels[i] !== label) continue;
    const [start, end] = [images.rowStarts[i]!, images.rowStarts[i + 1]!];
    const values = Buffer.from(images.values.subarray(start, end)).toString('latin1');
    const key = `${images.columns.subarray(start, end).join()} ${values}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describeWithData('MNIST as PNG images', (folder) => {
  const zip = join(folder, 'MNIST.zip');

  it('is the same as the IDX files, class by class, and read in under 20 s', () => {
    const idx = readDataset(join(folder, 'mnist'));
    const start = performance.now();
    const png = readDataset(zip);
    expect((performance.now() - start) / 1000).toBeLessThan(20);
    expect(png.facts).toMatchObject({ format: 'png', train: 60_000, test: 10_000, height: 28, width: 28 });
    expect(png.facts.classNames).toEqual(idx.facts.classNames);
    for (const part of ['train', 'test'] as const)
      for (let label = 0; label < 10; label++) {
        const [given, expected] = [census(png, part, label), census(idx, part, label)];
        expect(given.size).toBe(expected.size);
        expect([...expected].every(([image, count]) => given.get(image) === count)).toBe(true);
      }
  });

  it('reports progress and can be stopped, and leaves no thread behind', async () => {
    const before = threads();
    const controller = new AbortController();
    const fractions: number[] = [];
    const worker = new URL('../../../src/main/datasets/worker.ts', import.meta.url);
    const loading = loadInThread(
      worker,
      { kind: 'files', path: zip },
      {
        signal: controller.signal,
        onProgress(fraction) {
          fractions.push(fraction);
          if (fraction > 0.1) controller.abort(new Error('enough'));
        },
      },
    );
    await expect(loading).rejects.toThrow('enough');
    expect(fractions.length).toBeGreaterThan(10);
    expect(fractions.at(-1)).toBeLessThan(0.9);
    await vi.waitFor(() => expect(threads()).toBe(before));
  });
});

describeWithData('notMNIST', (folder) => {
  it('is read with its letters, and permuted once', () => {
    const dataset = readDataset(join(folder, 'notMNIST.npz'));
    expect(dataset).toMatchObject({ id: 'notMNIST', sorted: true, featurewise: false, images: { kind: 'sparse-u8' } });
    expect(dataset.facts).toMatchObject({ format: 'npz', train: 10_000, test: 0, height: 28, width: 28 });
    expect(dataset.facts.classNames.join('')).toBe('ABCDEFGHIJ');
    expect(dataset.facts.sha256).toBe('8a7e15400a28cfce3e8786e971adc9aaaf721f4992ba18c621873f1f1926262a');
  });
});
