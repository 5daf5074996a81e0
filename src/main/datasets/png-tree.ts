/**
 * A tree of PNG images, `train/<class>/*.png` and so on, in a folder or in a zip archive; both give the same dataset with
 * the same digest. The layout is the business of tree.ts, a single image that of png.ts.
 *
 * Digest: SHA-256 of the text that `sha256sum` prints for the images in the order of the tree, a line each with the path
 * inside the tree. Images are read one at a time, so that neither archive nor files are held as a whole.
 */

import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { checkExpansion } from '../files/limits.ts';
import { readAhead, withFile } from '../files/source.ts';
import { BrokenMember, openZip } from '../files/zip-archive.ts';
import { assemble } from './assemble.ts';
import { Broken, createBrokenParts } from './broken.ts';
import type { Dataset } from './dataset.ts';
import { sha256 } from './digest.ts';
import type { DatasetReader, ReadOptions } from './formats.ts';
import { largestPng } from './png-chunks.ts';
import { readPng } from './png.ts';
import type { GreyImage } from './png.ts';
import { sparseFromPixels } from './sparse.ts';
import { arrangeTree, hasTree } from './tree.ts';
import type { Tree, TreeImage } from './tree.ts';

export const pngTree: DatasetReader = {
  format: 'png',
  title: 'a folder or zip of PNG images (train/<class>/*.png, test/<class>/*.png)',
  detect: (probe) => probe.kind !== 'file' && hasTree(probe.files()),
  read: (path, probe, options) =>
    probe.kind === 'folder' ? readFolder(path, probe.files(), options) : readZipTree(path, options),
};

interface ImageFiles {
  readonly paths: readonly string[];
  /** Bytes of the archive, or of all files. */
  readonly size: number;
  /** @throws Broken or BrokenMember */
  read(file: number): Uint8Array;
}

function readFolder(folder: string, paths: readonly string[], options: ReadOptions): Dataset {
  const size = paths.reduce(
    (sum, path) => sum + (statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  return readTree(folder, { paths, size, read: (file) => readSmallFile(join(folder, paths[file]!)) }, options);
}

function readSmallFile(path: string): Uint8Array {
  try {
    // One byte more than can be used shows that a file is too large.
    return withFile(path, (source) => source.read(0, Math.min(source.size, largestPng + 1)));
  } catch (error) {
    throw error instanceof UserError ? new Broken('cannot be read', { cause: error }) : error;
  }
}

function readZipTree(path: string, options: ReadOptions): Dataset {
  return withFile(path, (source) => {
    const archive = openZip(readAhead(source), path);
    const members = archive.members.filter((member) => !member.name.endsWith('/'));
    const read = (file: number): Uint8Array => {
      const member = members[file]!;
      if (member.size > largestPng) throw new Broken(`takes ${member.size} bytes, at most ${largestPng} are read`);
      return archive.read(member);
    };
    const paths = members.map((member) => member.name);
    const dataset = readTree(path, { paths, size: source.size, read }, options);
    if (!options.skipBroken) archive.checkRest();
    return dataset;
  });
}

function readTree(path: string, files: ImageFiles, options: ReadOptions): Dataset {
  const tree = arrangeTree(files.paths, path);
  const broken = createBrokenParts(path, 'images', options.skipBroken ?? false);
  const hash = createHash('sha256');
  const kept: TreeImage[] = [];
  let shape: Pick<GreyImage, 'height' | 'width'> | null = null;
  let pixels = new Uint8Array(0);
  let converted = 0;
  tree.images.forEach((image, done) => {
    if (done % 256 === 0) options.onProgress?.(done / tree.images.length);
    try {
      const bytes = files.read(image.file);
      const read = readPng(bytes);
      if (!shape) {
        const total = tree.images.length * read.pixels.length;
        checkExpansion(files.size, total, path);
        pixels = new Uint8Array(total);
        shape = { height: read.height, width: read.width };
      }
      checkShape(read, shape);
      pixels.set(read.pixels, kept.length * read.pixels.length);
      kept.push(image);
      hash.update(`${sha256(bytes)}  ${image.path}\n`);
      if (!read.asStored) converted++;
    } catch (error) {
      broken.add(image.path, reasonOf(error));
    }
  });
  const skipped = broken.settle(tree.images.length);
  const { height, width } = shape ?? { height: 0, width: 0 };
  return assemble(path, {
    format: 'png',
    images: sparseFromPixels([pixels.subarray(0, kept.length * height * width)], height * width),
    labels: Uint16Array.from(kept, (image) => image.label),
    train: kept.filter((image) => !image.isTest).length,
    height,
    width,
    classNames: tree.classNames,
    sha256: hash.digest('hex'),
    featurewise: false,
    sorted: true,
    skipped,
    notes: notesOf(tree, converted),
  });
}

function checkShape(read: GreyImage, { height, width }: Pick<GreyImage, 'height' | 'width'>): void {
  if (read.height === height && read.width === width) return;
  throw new Broken(`has ${read.height}×${read.width} pixels where the first image has ${height}×${width}`);
}

/** What is wrong with one image. What is wrong with more than that, or with the program, goes on its way. */
function reasonOf(error: unknown): string {
  if (error instanceof BrokenMember) return error.reason;
  if (error instanceof Broken) return error.message;
  throw error;
}

function notesOf(tree: Tree, converted: number): string[] {
  return [
    ...(converted > 0
      ? [`${converted} images were not 8-bit grey and were converted to it, colours by luminance`]
      : []),
    ...(tree.others > 0 ? [`${tree.others} other files beside the images were not read`] : []),
  ];
}
