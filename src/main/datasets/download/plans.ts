/**
 * What can be downloaded, and from where, as data. A file is known by the SHA-256 of what it unpacks to, since mirrors pack
 * it differently.
 */

import { mnistHashes } from '../digest.ts';

export interface DownloadFile {
  /** As it is called at every source and in the workspace. */
  readonly name: string;
  /** Of the unpacked file. */
  readonly sha256: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** Bytes as it is usually sent; a source may differ a little. */
  readonly packed: number;
}

export interface DownloadSource {
  /** As a person would name it. */
  readonly name: string;
  /** Address of the folder with the files, with its slash at the end. */
  readonly url: string;
}

export interface DownloadPlan {
  /** The dataset that comes of it. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly DownloadFile[];
  /** Asked in this order. */
  readonly sources: readonly DownloadSource[];
}

const mnistFile = (name: string, size: number, packed: number): DownloadFile => ({
  name: `${name}.gz`,
  sha256: mnistHashes[name]!,
  size,
  packed,
});

const mnist: DownloadPlan = {
  id: 'mnist',
  name: 'MNIST',
  files: [
    mnistFile('train-images-idx3-ubyte', 47_040_016, 9_912_422),
    mnistFile('train-labels-idx1-ubyte', 60_008, 28_881),
    mnistFile('t10k-images-idx3-ubyte', 7_840_016, 1_648_877),
    mnistFile('t10k-labels-idx1-ubyte', 10_008, 4_542),
  ],
  sources: [
    { name: 'storage.googleapis.com', url: 'https://storage.googleapis.com/cvdf-datasets/mnist/' },
    { name: 'ossci-datasets.s3.amazonaws.com', url: 'https://ossci-datasets.s3.amazonaws.com/mnist/' },
    { name: 'yann.lecun.com', url: 'https://yann.lecun.com/exdb/mnist/' },
  ],
};

export const downloadPlans: readonly DownloadPlan[] = [mnist];

/** Bytes that a download fetches, about; undefined where a dataset cannot be downloaded. */
export function downloadBytes(id: string): number | undefined {
  return downloadPlans.find((plan) => plan.id === id)?.files.reduce((sum, file) => sum + file.packed, 0);
}

/**
 * The plans of this machine: `BACKPROP_MIRROR`, the address of a folder with one folder per dataset (`mnist/…`), is asked
 * instead of the public sources. For class rooms, and machines that reach nothing else.
 */
export function plansFor(env: Readonly<Record<string, string | undefined>>): readonly DownloadPlan[] {
  const mirror = env['BACKPROP_MIRROR'];
  if (!mirror) return downloadPlans;
  const base = mirror.endsWith('/') ? mirror : `${mirror}/`;
  return downloadPlans.map((plan) => ({
    ...plan,
    sources: [{ name: URL.parse(base)?.host || base, url: `${base}${plan.id}/` }],
  }));
}
