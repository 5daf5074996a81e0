import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/main/datasets/digest.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { encodePng } from '../../support/pngFiles.ts';
import { packZip } from '../../support/zipFiles.ts';
import { temporaryFolders } from './idxFiles.ts';
import { refusal } from './refusal.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

/** An image of 2 × 3 that holds its number. */
const image = (number: number) => encodePng({ width: 3, height: 2, samples: [number, 0, 0, 255, 0, number] });

type Files = Record<string, Uint8Array | string>;

function asFolder(files: Files): string {
  const root = folders.with({});
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

function asZip(files: Files): string {
  const members = Object.entries(files).map(([name, bytes]) => ({ name, content: Buffer.from(bytes), deflate: true }));
  return join(folders.with({ 'digits.zip': packZip(members) }), 'digits.zip');
}

const split: Files = {
  'train/10/b.png': image(5),
  'train/2/10.png': image(2),
  'train/2/9.png': image(1),
  'test/2/x.png': image(7),
  'train/10/a.png': image(4),
  'test/10/x.png': image(8),
};
const inside = (files: Files, folder: string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]));
const without = (files: Files, ...paths: string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));

describe.each([
  ['folder', asFolder],
  ['zip', asZip],
])('a tree in a %s', (_, make) => {
  it('has classes and files in natural order, training images first, and is permuted once', () => {
    const dataset = readDataset(make(split));
    expect(dataset).toMatchObject({ featurewise: false, sorted: true, range: { train: [0, 255], test: [0, 255] } });
    expect(dataset.facts).toMatchObject({
      format: 'png',
      train: 4,
      test: 2,
      height: 2,
      width: 3,
      classNames: ['2', '10'],
    });
    expect([...dataset.labels]).toEqual([0, 0, 1, 1, 0, 1]);
    const numbers = Array.from({ length: 6 }, (_, i) => denseImage(dataset.images, i)[0]);
    expect(numbers).toEqual([1, 2, 4, 5, 7, 8]);
  });

  it('may lie in further folders, with files that systems leave behind', () => {
    const junk = { '__MACOSX/a/train/2/._9.png': 'x', 'a/train/2/.DS_Store': 'x', 'a/Thumbs.db': 'x' };
    const dataset = readDataset(make({ ...inside(split, 'a/MNIST'), ...junk }));
    expect(dataset.facts).toMatchObject({ train: 4, test: 2 });
    expect(dataset.facts.notes).toBeUndefined();
  });

  it('may have no split, and then has no test images', () => {
    const dataset = readDataset(make({ 'cat/1.png': image(1), 'dog/1.png': image(2), 'readme.txt': 'x' }));
    expect(dataset.facts).toMatchObject({ train: 2, test: 0, classNames: ['cat', 'dog'] });
    expect(dataset.facts.notes).toEqual(['1 other files beside the images were not read']);
    expect(dataset.range.test).toBeNull();
  });

  it('says how many images it converted', () => {
    const colour = encodePng({ width: 3, height: 2, colorType: 2, samples: new Uint8Array(18).fill(9) });
    expect(readDataset(make({ ...split, 'train/2/9.png': colour })).facts.notes).toEqual([
      '1 images were not 8-bit grey and were converted to it, colours by luminance',
    ]);
  });

  it('names and counts broken images, and skips them on request', () => {
    const small = encodePng({ width: 2, height: 2, samples: [1, 2, 3, 4] });
    const path = make({ ...split, 'train/10/b.png': 'no image', 'test/2/x.png': small });
    expect(refusal(path, {}, 'broken')).toContain(
      '2 of 6 images cannot be used: train/10/b.png is not a PNG image; test/2/x.png has 2×2 pixels where the first image has 2×3',
    );
    const dataset = readDataset(path, { skipBroken: true });
    expect(dataset.facts).toMatchObject({ train: 3, test: 1, skipped: 2 });
    expect([...dataset.labels]).toEqual([0, 0, 1, 1]);
    expect(refusal(make({ 'a/1.png': 'x', 'b/1.png': 'x' }), { skipBroken: true })).toContain('nothing is left');
  });

  it.each([
    ['one class', { 'train/2/9.png': image(1) }, 'training images of 1 classes, at least two are needed'],
    ['test images without training images', without(split, 'train/10/a.png', 'train/10/b.png'), 'classes'],
    ['a third part', { ...split, 'validation/2/x.png': image(1) }, 'validation/2/x.png lies beside train and test'],
    [
      'images at another depth',
      { ...split, 'train/2/more/x.png': image(1) },
      'train/2/more/x.png lies at another depth',
    ],
    [
      'images without classes',
      { 'a.png': image(1), 'b.png': image(2) },
      'PNG images outside of folders for their classes',
    ],
    [
      'a test class of its own',
      { ...split, 'test/3/x.png': image(1) },
      'test images of the class 3 but no training images',
    ],
  ])('refuses %s', (_, files, expected) => {
    expect(refusal(make(files))).toContain(expected);
  });
});

it('has one digest, as sha256sum prints it, in a folder and in a zip', () => {
  const order = [
    'train/2/9.png',
    'train/2/10.png',
    'train/10/a.png',
    'train/10/b.png',
    'test/2/x.png',
    'test/10/x.png',
  ];
  const expected = sha256(order.map((path) => `${sha256(split[path]!)}  ${path}\n`).join(''));
  expect(readDataset(asFolder(split)).facts.sha256).toBe(expected);
  expect(readDataset(asZip(inside(split, 'top'))).facts.sha256).toBe(expected);
});

it('leaves links alone and does not wait for pipes', () => {
  const root = asFolder(split);
  symlinkSync(root, join(root, 'train/loop'));
  expect(readDataset(root).facts.train).toBe(4);
});

it('refuses images that would fill the memory, before making room', () => {
  const black = encodePng({ width: 256, height: 256, samples: new Uint8Array(65_536) });
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i % 2}/${i}.png`, black]));
  const path = asZip(many);
  const before = process.memoryUsage().arrayBuffers;
  expect(refusal(path)).toContain('would unpack to 196608000, at most 67108864 are unpacked');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
});
