/** What readers of files have in common: from images and labels to a dataset with its facts. Pure. */

import { basename } from 'node:path';
import type { ImageStore } from '../../engine/spec.ts';
import type { Dataset } from './dataset.ts';
import { rangeOf } from './sparse.ts';

/** What a reader found. */
export interface Content {
  readonly format: string;
  /** Training images first. */
  readonly images: ImageStore;
  readonly labels: Uint16Array;
  /** Training images; the others are for testing. */
  readonly train: number;
  readonly height: number;
  readonly width: number;
  readonly classNames: readonly string[];
  readonly sha256: string;
  readonly featurewise: boolean;
  readonly sorted: boolean;
  /** Broken images or rows that were left out on request. */
  readonly skipped?: number;
  /** What the reader decided where the files leave it open; a sentence each. */
  readonly notes?: readonly string[];
  /** Of each input; left out of the facts where the inputs make an image. @default null */
  readonly inputNames?: readonly string[] | null;
}

/** @param path the file or folder, after which the dataset is called */
export function assemble(path: string, content: Content): Dataset {
  const { images, labels, train, featurewise, sorted, skipped = 0, notes = [], inputNames = null } = content;
  const name = datasetName(path);
  return {
    id: name,
    name,
    facts: {
      format: content.format,
      train,
      test: images.count - train,
      height: content.height,
      width: content.width,
      classNames: content.classNames,
      sha256: content.sha256,
      ...(skipped > 0 ? { skipped } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...(inputNames && content.height === 1 ? { inputNames } : {}),
    },
    images,
    labels,
    featurewise,
    sorted,
    range: {
      train: rangeOf(images, 0, train),
      test: images.count > train ? rangeOf(images, train, images.count) : null,
    },
  };
}

/** The name of a file without the endings of known formats, or of a folder. */
export const datasetName = (path: string): string =>
  basename(path).replace(/\.(zip|npz|(csv|tsv|txt|idx)(\.gz)?|gz)$/i, '') || 'dataset';
