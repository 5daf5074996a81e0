import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { canonical, cycle, gzipped, idx, pixels, smallFiles, temporaryFolders } from './idxFiles.ts';
import { refusal } from './refusal.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

const { trainImages, trainLabels } = canonical;
const count = 9;
const labels = idx([count], cycle(count, 3));

/** Big-endian elements of a type. */
function elements(
  bytes: number,
  write: (view: DataView, at: number, value: number) => void,
  values: readonly number[],
) {
  const content = new Uint8Array(values.length * bytes);
  values.forEach((value, i) => write(new DataView(content.buffer), i * bytes, value));
  return content;
}

describe('element types', () => {
  const whole = Array.from({ length: count * 4 }, (_, i) => (i % 5) * 20 - 40);
  const real = whole.map((value) => value + 0.25);

  it.each([
    ['signed bytes', 0x0903, elements(1, (view, at, value) => view.setInt8(at, value), whole), whole],
    ['16 bits', 0x0b03, elements(2, (view, at, value) => view.setInt16(at, value), whole), whole],
    ['32 bits', 0x0c03, elements(4, (view, at, value) => view.setInt32(at, value), whole), whole],
    ['float32', 0x0d03, elements(4, (view, at, value) => view.setFloat32(at, value), real), real],
    ['float64', 0x0e03, elements(8, (view, at, value) => view.setFloat64(at, value), real), real],
  ])('%s', (_, magic, content, expected) => {
    const { images, facts } = readDataset(
      folders.with({ [trainImages]: idx([count, 2, 2], content, magic), [trainLabels]: labels }),
    );
    expect(facts).toMatchObject({ train: count, height: 2, width: 2 });
    expect([...denseImage(images, 4)]).toEqual(expected.slice(16, 20));
  });

  it('labels of 32 bits, and from 1 on', () => {
    const wide = elements(
      4,
      (view, at, value) => view.setInt32(at, value),
      [...cycle(count, 3)].map((label) => label + 1),
    );
    const { facts, labels: read } = readDataset(
      folders.with({ [trainImages]: idx([count, 2, 2], pixels(count, 4)), [trainLabels]: idx([count], wide, 0x0c01) }),
    );
    expect(facts.classNames).toEqual(['1', '2', '3']);
    expect([...read]).toEqual([...cycle(count, 3)]);
  });
});

describe('shapes', () => {
  const read = (sizes: readonly number[], inputs: number) =>
    readDataset(folders.with({ [trainImages]: idx(sizes, pixels(sizes[0]!, inputs)), [trainLabels]: labels }));

  it('rows of a square number are images, others features', () => {
    expect(read([count, 9], 9)).toMatchObject({ featurewise: false, facts: { height: 3, width: 3 } });
    expect(read([count, 7], 7)).toMatchObject({ featurewise: true, facts: { height: 1, width: 7 } });
  });

  it('a dimension of 1 says nothing, one of colours is refused', () => {
    expect(read([count, 1, 3, 4], 12).facts).toMatchObject({ height: 3, width: 4 });
    const colours = { [trainImages]: idx([count, 3, 3, 4], pixels(count, 36)), [trainLabels]: labels };
    expect(refusal(folders.with(colours))).toContain('has the shape (9, 3, 3, 4)');
  });
});

describe('names', () => {
  const files = Object.values(smallFiles({ height: 2, width: 2, classes: 3, train: 9, test: 6 }));
  const named = (...names: string[]) => Object.fromEntries(names.map((name, i) => [name, files[i]!]));
  const emnist = ['train-images-idx3', 'train-labels-idx1', 'test-images-idx3', 'test-labels-idx1'].map(
    (name) => `emnist-letters-${name}-ubyte`,
  );

  it('may say train, test, images and labels in their own way, gzip or not', () => {
    for (const folder of [folders.with(named(...emnist)), folders.with(gzipped(named(...emnist)))])
      expect(readDataset(folder).facts).toMatchObject({ train: 9, test: 6 });
  });

  it('may be those of one pair, given as a folder or by its images', () => {
    const folder = folders.with(named('digits.idx', 'digits-labels.idx'));
    expect(readDataset(folder).facts).toMatchObject({ train: 9, test: 0 });
    expect(readDataset(join(folder, 'digits.idx'))).toMatchObject({ id: 'digits', facts: { train: 9 } });
  });

  it('lead from one file of images to the others', () => {
    const folder = folders.with({ ...named(...emnist), 'other-images-idx3-ubyte': files[0]! });
    for (const name of [emnist[0]!, emnist[2]!])
      expect(readDataset(join(folder, name)).facts).toMatchObject({ train: 9, test: 6 });
    expect(refusal(folder)).toContain('several files of images');
  });
});
