/**
 * IDX files: a folder of them, or one file of images with its labels beside. Training images and labels, and test images
 * and labels if there are any.
 *
 * Finds the files (names: idx-names.ts), checks that they belong together, and builds the dataset. Synchronous: runs in
 * the dataset worker.
 */

import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { unreadable } from '../files/source.ts';
import { assemble } from './assemble.ts';
import { numberClasses } from './classes.ts';
import type { Dataset } from './dataset.ts';
import { combinedDigest, isMnist, sha256 } from './digest.ts';
import type { DatasetReader, ReadOptions } from './formats.ts';
import { filesBeside, findName, looksLikeIdx, namesOf, roles } from './idx-names.ts';
import type { IdxFiles, IdxRole } from './idx-names.ts';
import { idxContent, readElements } from './idx.ts';
import { probePath } from './probe.ts';
import { storeSamples } from './tensors.ts';
import { unpackIdx } from './unpack.ts';
import type { UnpackedFile } from './unpack.ts';

export const idxFolder: DatasetReader = {
  format: 'idx',
  title: 'a folder of IDX files (train-images-idx3-ubyte and so on, gzip or not)',
  detect: (probe) => probe.kind === 'folder' && probe.entries.some(looksLikeIdx),
  read(folder, probe, options) {
    const entries = probe.kind === 'folder' ? probe.entries : [];
    const isUsual = roles.some((role) => findName(role, entries) !== null);
    return readIdx(folder, folder, isUsual ? usualFiles(folder, entries) : otherFiles(folder, entries), options);
  },
};

export const idxFile: DatasetReader = {
  format: 'idx',
  title: 'an IDX file of images with its labels beside it',
  detect: (probe) => probe.kind === 'file' && idxContent(probe.head) !== null,
  read(path, probe, options) {
    if (probe.kind === 'file' && idxContent(probe.head) === 'labels')
      throw new UserError(
        'dataset',
        `${path}: these are labels, whose images must be given; give the file of images or its folder.`,
      );
    const folder = dirname(path);
    return readIdx(path, folder, filesBeside(basename(path), list(folder)), options);
  },
};

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw unreadable(error, folder);
  }
}

/** The four files under their usual names, or two without a test split. */
function usualFiles(folder: string, entries: readonly string[]): IdxFiles {
  const require = (role: IdxRole): string => {
    const name = findName(role, entries);
    if (name !== null) return name;
    const advice =
      role.part === 'test' ? '; add it, or remove the other test file to go without a test split' : '; add it';
    throw new UserError(
      'dataset',
      `${folder}: ${role.name} is missing (looked for ${namesOf(role).join(', ')})${advice}.`,
    );
  };
  const [images, labels, testImages, testLabels] = roles;
  const train = [require(images), require(labels)] as const;
  const hasTest = findName(testImages, entries) !== null || findName(testLabels, entries) !== null;
  return hasTest ? [...train, require(testImages), require(testLabels)] : [...train, null, null];
}

/** Files under other names: those of the images say which belong together. */
function otherFiles(folder: string, entries: readonly string[]): IdxFiles {
  const images = entries.filter((name) => looksLikeIdx(name) && contentOf(join(folder, name)) === 'images');
  const [first] = images;
  if (first === undefined)
    throw new UserError(
      'dataset',
      `${folder}: none of ${entries.filter(looksLikeIdx).join(', ')} is an IDX file of images; add one.`,
    );
  const files = filesBeside(images.find((name) => /train/i.test(name)) ?? first, entries);
  const others = images.filter((name) => !files.includes(name));
  if (others.length > 0)
    throw new UserError(
      'dataset',
      `${folder}: there are several files of images (${images.join(', ')}) that do not make one dataset; give the path of one of them.`,
    );
  return files;
}

function contentOf(path: string) {
  const probe = probePath(path);
  return probe.kind === 'file' ? idxContent(probe.head) : null;
}

/** @param path after which the dataset is called */
function readIdx(path: string, folder: string, files: IdxFiles, { onProgress }: ReadOptions): Dataset {
  const digests: { name: string; sha256: string }[] = [];
  const wanted = files[2] === null ? 2 : 4;
  const unpack = (index: 0 | 1 | 2 | 3): IdxPart => {
    const { content, name } = roles[index];
    const file = files[index];
    if (file === null)
      throw new UserError(
        'dataset',
        `${join(folder, files[index - 1] ?? '')}: there is no file of labels beside it, such as one with labels in the place ` +
          'of images in its name; add it.',
      );
    const unpacked = unpackIdx(join(folder, file), content);
    digests.push({ name, sha256: sha256(unpacked.bytes) });
    onProgress?.((index + 1) / (wanted + 1));
    return { ...unpacked, file: join(folder, file) };
  };

  const train = pair(unpack(0), unpack(1));
  const test = wanted === 4 ? pair(unpack(2), unpack(3)) : null;
  if (test) checkSameShape(train.images, test.images);
  const classes = numberClasses(train.labels, test && test.labels);
  const stored = storeSamples(test ? [train.samples, test.samples] : [train.samples]);
  const dataset = assemble(path, {
    format: 'idx',
    ...stored,
    ...classes,
    train: train.images.header.count,
    sha256: combinedDigest(digests),
    sorted: false,
  });
  return isMnist(digests) ? { ...dataset, id: 'mnist', name: 'MNIST' } : dataset;
}

interface IdxPart extends UnpackedFile {
  readonly file: string;
}

function pair(images: IdxPart, labels: IdxPart) {
  if (images.header.count !== labels.header.count)
    throw new UserError(
      'dataset',
      `${images.file} holds ${images.header.count} images, but ${labels.file} ${labels.header.count} labels; there must be ` +
        'one label per image, so choose two files that belong together.',
    );
  const { count, sample } = images.header;
  return {
    images,
    samples: { shape: [count, ...sample], values: readElements(images.header, images.bytes), file: images.file },
    labels: { values: readElements(labels.header, labels.bytes), file: labels.file },
  };
}

function checkSameShape(train: IdxPart, test: IdxPart): void {
  const [given, expected] = [test.header.sample.join('×'), train.header.sample.join('×')];
  if (given === expected) return;
  throw new UserError(
    'dataset',
    `${test.file} holds images of ${given}, but ${train.file} of ${expected}; training and test images must have the same ` +
      'shape, so choose files of one dataset.',
  );
}
