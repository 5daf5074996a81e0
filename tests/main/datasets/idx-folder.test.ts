import { afterEach, describe, expect, it } from 'vitest';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { combinedDigest, sha256 } from '../../../src/main/datasets/digest.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { canonical, cycle, gzipped, idx, pixels, smallFiles, temporaryFolders } from './idxFiles.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const small = { height: 8, width: 8, classes: 3, train: 30, test: 12 };

describe.each([
  { height: 8, width: 8, classes: 3, train: 30, test: 12 },
  { height: 32, width: 32, classes: 47, train: 470, test: 94 },
  { height: 14, width: 56, classes: 2, train: 6, test: 2 },
])('IDX of $height×$width with $classes classes', (shape) => {
  it('comes back pixel by pixel', () => {
    const dataset = readDataset(folders.with(smallFiles(shape)));
    const inputs = shape.height * shape.width;
    expect(dataset.facts).toMatchObject({
      format: 'idx',
      train: shape.train,
      test: shape.test,
      height: shape.height,
      width: shape.width,
      classNames: Array.from({ length: shape.classes }, (_, k) => String(k)),
    });
    expect(dataset.labels).toEqual(
      Uint16Array.from([...cycle(shape.train, shape.classes), ...cycle(shape.test, shape.classes)]),
    );
    const train = pixels(shape.train, inputs);
    const test = pixels(shape.test, inputs);
    const last = shape.train - 1;
    expect(denseImage(dataset.images, last)).toEqual(Float32Array.from(train.subarray(last * inputs)));
    expect(denseImage(dataset.images, shape.train)).toEqual(Float32Array.from(test.subarray(0, inputs)));
    expect(dataset.images).toMatchObject({ kind: 'sparse-u8', count: shape.train + shape.test, inputs });
  });
});

describe('names and packing', () => {
  const files = smallFiles(small);
  const dotted = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name.replace('-idx', '.idx'), bytes]),
  );
  /** Gzip under the plain names: the content decides. */
  const disguised = Object.fromEntries(
    Object.entries(gzipped(files)).map(([name, bytes]) => [name.replace('.gz', ''), bytes]),
  );

  it.each([
    ['dots', dotted],
    ['gzip', gzipped(files)],
    ['gzip with dots', gzipped(dotted)],
    ['gzip without its ending', disguised],
  ])('makes no difference: %s', (_, variant) => {
    const expected = readDataset(folders.with(files));
    const dataset = readDataset(folders.with(variant));
    expect(dataset.images).toEqual(expected.images);
    expect(dataset.labels).toEqual(expected.labels);
    expect(dataset.facts.sha256).toBe(expected.facts.sha256);
  });

  it('records the digest that sha256sum gives', () => {
    const { facts } = readDataset(folders.with(gzipped(files)));
    const lines = Object.values(canonical).map((name) => ({ name, sha256: sha256(files[name]!) }));
    expect(facts.sha256).toBe(combinedDigest(lines));
    expect(facts.sha256).toBe(sha256(lines.map((line) => `${line.sha256}  ${line.name}\n`).join('')));
  });

  it('goes without a test split when neither test file is there', () => {
    const { facts, range, labels } = readDataset(
      folders.with({
        [canonical.trainImages]: files[canonical.trainImages]!,
        [canonical.trainLabels]: files[canonical.trainLabels]!,
      }),
    );
    expect(facts).toMatchObject({ train: 30, test: 0 });
    expect(range.test).toBeNull();
    expect(labels).toHaveLength(30);
  });

  it('reports the range of each split', () => {
    const dark = { ...files, [canonical.testImages]: idx([12, 8, 8], new Uint8Array(12 * 64)) };
    expect(readDataset(folders.with(dark)).range).toEqual({
      train: [0, Math.max(...pixels(30, 64))],
      test: [0, 0],
    });
  });

  it('accepts a class that chance left out of few images, and a label up to 255', () => {
    const labels = Uint8Array.from({ length: 30 }, (_, i) => (i === 4 ? 0 : i % 15));
    labels[19] = 1;
    const { facts } = readDataset(folders.with({ ...files, [canonical.trainLabels]: idx([30], labels) }));
    expect(facts.classNames).toHaveLength(15);
    const many = smallFiles({ ...small, train: 512, test: 256, classes: 256 });
    expect(readDataset(folders.with(many)).facts.classNames).toHaveLength(256);
  });
});
