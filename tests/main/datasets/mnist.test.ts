import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mnistHashes, sha256 } from '../../../src/main/datasets/digest.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { inspectDataset } from '../../../src/main/datasets/inspect.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { unpackIdx } from '../../../src/main/datasets/unpack.ts';
import { describeWithData } from '../../support/data.ts';

describeWithData('MNIST', (folder) => {
  const dataset = readDataset(join(folder, 'mnist'));

  it('is recognised by the hashes of its four files', () => {
    expect(dataset).toMatchObject({ id: 'mnist', name: 'MNIST' });
    for (const [name, hash] of Object.entries(mnistHashes)) {
      const { bytes } = unpackIdx(join(folder, 'mnist', `${name}.gz`), name.includes('images') ? 'images' : 'labels');
      expect(sha256(bytes)).toBe(hash);
    }
  });

  it('has the labels its authors gave it', () => {
    expect([...dataset.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(dataset.labels[42]).toBe(7);
    expect([...dataset.labels.subarray(60_000, 60_005)]).toEqual([7, 2, 1, 0, 4]);
  });

  it('is inspected as the documented document', () => {
    expect(inspectDataset(dataset)).toEqual({
      format: 'idx',
      train: {
        count: 60_000,
        height: 28,
        width: 28,
        min: 0,
        max: 255,
        perClass: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
      },
      test: {
        count: 10_000,
        height: 28,
        width: 28,
        min: 0,
        max: 255,
        perClass: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
      },
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      sha256: dataset.facts.sha256,
    });
    expect(dataset.facts.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the pixels of the files', () => {
    const { bytes } = unpackIdx(join(folder, 'mnist', 't10k-images-idx3-ubyte.gz'), 'images');
    const start = 16 + 9_999 * 784;
    expect(denseImage(dataset.images, 69_999)).toEqual(Float32Array.from(bytes.subarray(start, start + 784)));
    expect(dataset.images.values.length / 70_000 / 784).toBeCloseTo(0.19, 2);
  });
});
