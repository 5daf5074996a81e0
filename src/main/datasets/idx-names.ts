/**
 * Which IDX files of a folder belong together, by their names. Pure.
 *
 * The names MNIST's authors gave come first; else a name says `train` or `test` (`t10k`), `images` or `labels`, as those of
 * EMNIST and its like do (`emnist-letters-train-images-idx3-ubyte.gz`), or there is just one pair.
 */

import type { IdxContent } from './idx.ts';

export interface IdxRole {
  readonly part: 'train' | 'test';
  readonly content: IdxContent;
  /** The name MNIST's authors gave the file. */
  readonly name: string;
}

export const roles: readonly [IdxRole, IdxRole, IdxRole, IdxRole] = [
  { part: 'train', content: 'images', name: 'train-images-idx3-ubyte' },
  { part: 'train', content: 'labels', name: 'train-labels-idx1-ubyte' },
  { part: 'test', content: 'images', name: 't10k-images-idx3-ubyte' },
  { part: 'test', content: 'labels', name: 't10k-labels-idx1-ubyte' },
];

/** Every name a file may bear, the preferred first. */
export function namesOf(role: IdxRole): string[] {
  const dotted = role.name.replace('-idx', '.idx');
  return [role.name, dotted, `${role.name}.gz`, `${dotted}.gz`];
}

/** The file of this role under one of the usual names. */
export function findName(role: IdxRole, entries: readonly string[]): string | null {
  return namesOf(role).find((name) => entries.includes(name)) ?? null;
}

/** Whether a name looks like that of an IDX file, whatever else it says. */
export const looksLikeIdx = (name: string): boolean => /idx|ubyte/i.test(name);

/** The files of a dataset by role, in the order of `roles`; null where there is none. */
export type IdxFiles = readonly [
  train: string | null,
  labels: string | null,
  test: string | null,
  testLabels: string | null,
];

/**
 * The files of a dataset whose training or test images are called `images`.
 * @param entries names in the folder
 */
export function filesBeside(images: string, entries: readonly string[]): IdxFiles {
  const labels = labelsOf(images, entries);
  const isTest = /t10k|test/i.test(images);
  const partner = isTest
    ? ['train'].map((part) => images.replace(/t10k|test/i, part))
    : ['t10k', 'test'].map((part) => images.replace(/train/i, part));
  const other =
    partner.flatMap((name) => variants(name)).find((name) => name !== images && entries.includes(name)) ?? null;
  // Alone, test images are as good to train on as any.
  if (other === null) return [images, labels, null, null];
  const otherLabels = labelsOf(other, entries);
  return isTest ? [other, otherLabels, images, labels] : [images, labels, other, otherLabels];
}

/** The name of the labels beside these images: `images` and `idx3` become `labels` and `idx1`, or `labels` is added. */
function labelsOf(images: string, entries: readonly string[]): string | null {
  const [, stem = images, ending = ''] = /^(.*?)((?:\.idx|\.gz|[-.]idx\d-ubyte)*)$/i.exec(images) ?? [];
  const flat = ending.replace(/idx\d/i, 'idx1');
  const names = [
    images.replace(/images?/i, 'labels').replace(/idx\d/i, 'idx1'),
    `${stem}-labels${flat}`,
    `${stem}.labels${flat}`,
    `${stem}_labels${flat}`,
  ];
  return names.flatMap((name) => variants(name)).find((name) => name !== images && entries.includes(name)) ?? null;
}

/** A name with and without `.gz`, with `-` or `.` before `idx`. */
function variants(name: string): string[] {
  const plain = name.replace(/\.gz$/i, '');
  const dotted = plain.replace(/-(?=idx\d)/i, '.');
  const dashed = plain.replace(/\.(?=idx\d)/i, '-');
  return [name, ...new Set([plain, dotted, dashed])].flatMap((one) => [one, `${one}.gz`]);
}
