/**
 * SHA-256 of what a dataset holds, recorded with every run that used it.
 *
 * The digest of a dataset of several files is the SHA-256 of the text that `sha256sum` prints for the unpacked files
 * under their canonical names, in the order training images, training labels, test images, test labels (a line each,
 * `<hash>  <name>\n`; no test split, no test lines). Gzip or plain and `-` or `.` in a name therefore make no difference.
 */

import { createHash } from 'node:crypto';
import type { Dataset } from './dataset.ts';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** @param files canonical name and SHA-256 of the unpacked file, in order */
export function combinedDigest(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  return sha256(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''));
}

/** Canonical names of MNIST's files and the SHA-256 of each, unpacked. */
export const mnistHashes: Readonly<Record<string, string>> = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

/** Whether these are the four files of MNIST, byte for byte. */
export function isMnist(files: readonly { readonly name: string; readonly sha256: string }[]): boolean {
  return files.length === 4 && files.every((file) => mnistHashes[file.name] === file.sha256);
}

/** Digest of generated data: its images as stored (little-endian), then its labels. */
export function contentDigest({ images, labels }: Pick<Dataset, 'images' | 'labels'>): string {
  const hash = createHash('sha256');
  const parts =
    images.kind === 'sparse-u8' ? [images.rowStarts, images.columns, images.values, labels] : [images.values, labels];
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex');
}
