/**
 * A folder of IDX files: training images and labels, and test images and labels if there are any.
 *
 * Finds the files under the names in use, checks that they belong together, and builds the dataset. Synchronous: runs in
 * the dataset worker.
 */

import { basename, join } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import type { Dataset } from './dataset.ts';
import { combinedDigest, isMnist, sha256 } from './digest.ts';
import type { IdxContent } from './idx.ts';
import { classCount } from './labels.ts';
import type { DatasetReader } from './formats.ts';
import { rangeOf, sparseFromPixels } from './sparse.ts';
import { unpackIdx } from './unpack.ts';
import type { UnpackedFile } from './unpack.ts';

interface Role {
  /** The name MNIST's authors gave the file. */
  readonly name: string;
  readonly content: IdxContent;
}

const trainRoles = [
  { name: 'train-images-idx3-ubyte', content: 'images' },
  { name: 'train-labels-idx1-ubyte', content: 'labels' },
] as const satisfies Role[];
const testRoles = [
  { name: 't10k-images-idx3-ubyte', content: 'images' },
  { name: 't10k-labels-idx1-ubyte', content: 'labels' },
] as const satisfies Role[];
const roles: readonly Role[] = [...trainRoles, ...testRoles];

/** Every name a file may bear, the preferred first. */
function namesOf(role: Role): string[] {
  const dotted = role.name.replace('-idx', '.idx');
  return [role.name, dotted, `${role.name}.gz`, `${dotted}.gz`];
}

export const idxFolder: DatasetReader = {
  format: 'idx',
  title: 'a folder of IDX files (train-images-idx3-ubyte and so on, gzip or not)',
  detect: (probe) => probe.kind === 'folder' && roles.some((role) => findName(role, probe.entries) !== null),
  read: readIdxFolder,
};

function findName(role: Role, entries: readonly string[]): string | null {
  return namesOf(role).find((name) => entries.includes(name)) ?? null;
}

function readIdxFolder(
  folder: string,
  entries: readonly string[],
  onProgress: (fraction: number) => void = () => undefined,
): Dataset {
  const hasTest = testRoles.some((role) => findName(role, entries) !== null);
  const paths = (hasTest ? roles : trainRoles).map((role) => join(folder, requireName(role, folder, entries)));
  const digests: { name: string; sha256: string }[] = [];
  const unpack = (index: number): UnpackedFile => {
    const { name, content } = roles[index]!;
    const file = unpackIdx(paths[index]!, content);
    digests.push({ name, sha256: sha256(file.bytes) });
    onProgress((index + 1) / (paths.length + 1));
    return file;
  };

  const train = pair(unpack(0), unpack(1), paths.slice(0, 2));
  const test = hasTest ? pair(unpack(2), unpack(3), paths.slice(2)) : null;
  if (test) checkSameShape(train, test);
  const classes = classCount(train, test);

  const images = sparseFromPixels(test ? [train.pixels, test.pixels] : [train.pixels], train.height * train.width);
  const labels = new Uint16Array(images.count);
  labels.set(train.labels);
  if (test) labels.set(test.labels, train.count);
  const mnist = isMnist(digests);
  const ownName = basename(folder) || 'dataset';
  return {
    id: mnist ? 'mnist' : ownName,
    name: mnist ? 'MNIST' : ownName,
    facts: {
      format: 'idx',
      train: train.count,
      test: test?.count ?? 0,
      height: train.height,
      width: train.width,
      classNames: Array.from({ length: classes }, (_, label) => String(label)),
      sha256: combinedDigest(digests),
    },
    images,
    labels,
    featurewise: false,
    sorted: false,
    range: {
      train: rangeOf(images, 0, train.count),
      test: test ? rangeOf(images, train.count, images.count) : null,
    },
  };
}

function requireName(role: Role, folder: string, entries: readonly string[]): string {
  const name = findName(role, entries);
  if (name !== null) return name;
  const partner = testRoles.some((test) => test.name === role.name)
    ? '; add it, or remove the other test file to go without a test split'
    : '; add it';
  throw new UserError(
    'dataset',
    `${folder}: ${role.name} is missing (looked for ${namesOf(role).join(', ')})${partner}.`,
  );
}

interface Split {
  readonly pixels: Uint8Array;
  readonly labels: Uint16Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** Paths of the two files, for errors. */
  readonly imagesFile: string;
  readonly file: string;
}

function pair(images: UnpackedFile, labels: UnpackedFile, [imagesFile, file]: readonly string[]): Split {
  if (images.header.count !== labels.header.count)
    throw new UserError(
      'dataset',
      `${imagesFile} holds ${images.header.count} images, but ${file} ${labels.header.count} labels; there must be one ` +
        'label per image, so choose two files that belong together.',
    );
  return {
    pixels: images.bytes.subarray(images.header.offset),
    labels: Uint16Array.from(labels.bytes.subarray(labels.header.offset)),
    count: images.header.count,
    height: images.header.height,
    width: images.header.width,
    imagesFile: imagesFile!,
    file: file!,
  };
}

function checkSameShape(train: Split, test: Split): void {
  if (train.height === test.height && train.width === test.width) return;
  throw new UserError(
    'dataset',
    `${test.imagesFile} holds images of ${test.height}×${test.width}, but ${train.imagesFile} of ` +
      `${train.height}×${train.width}; training and test images must have the same shape, so choose files of one dataset.`,
  );
}
