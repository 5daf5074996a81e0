/** The four files of a small dataset, packed, and a plan that knows their digests. */

import { gzipSync } from 'node:zlib';
import type { DownloadPlan, DownloadSource } from '../../../../src/main/datasets/download/plans.ts';
import { sha256 } from '../../../../src/main/datasets/digest.ts';
import { smallFiles } from '../idxFiles.ts';

const unpacked = smallFiles({ height: 8, width: 8, classes: 3, train: 300, test: 60 });

/** Not compressed, so that a cut after so many bytes is a cut in the middle. */
export const packed: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  Object.entries(unpacked).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes, { level: 0 })]),
);

export const images = 'train-images-idx3-ubyte.gz';

export const totalBytes = Object.values(packed).reduce((sum, bytes) => sum + bytes.length, 0);

export const planOf = (...sources: readonly DownloadSource[]): DownloadPlan => ({
  id: 'mnist',
  name: 'MNIST',
  files: Object.entries(unpacked).map(([name, bytes]) => ({
    name: `${name}.gz`,
    sha256: sha256(bytes),
    size: bytes.length,
    packed: packed[`${name}.gz`]!.length,
  })),
  sources,
});
