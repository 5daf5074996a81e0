/** Compares a dataset that was read with what an oracle found in its files. */

import type { Dataset } from '../../src/main/datasets/dataset.ts';
import { denseImage } from '../../src/main/datasets/sparse.ts';
import type { PlainArray } from './oracles.ts';

/** Images and labels of one part, as an oracle has them. */
export interface PlainPart {
  readonly images: PlainArray;
  readonly labels: PlainArray;
}

/** @returns what differs, or null */
export function differsFrom(dataset: Dataset, train: PlainPart, test: PlainPart | null): string | null {
  const parts = test ? [train, test] : [train];
  const counts = parts.map(({ images }) => images.shape[0] ?? 0);
  const { facts } = dataset;
  if (facts.train !== counts[0] || facts.test !== (counts[1] ?? 0))
    return `${facts.train} + ${facts.test} images, the files hold ${counts.join(' + ')}`;
  if (parts.some(({ images, labels }) => labels.shape[0] !== images.shape[0])) return 'another number of labels';
  const lowest = Math.min(...train.labels.values);
  let row = 0;
  for (const { images, labels } of parts) {
    const inputs = images.values.length / images.shape[0]!;
    for (let i = 0; i < images.shape[0]!; i++, row++) {
      const label = labels.values[i]! - (lowest === 1 ? 1 : 0);
      const differs = rowDiffers(dataset, row, images.values.slice(i * inputs, (i + 1) * inputs), label);
      if (differs) return differs;
    }
  }
  return null;
}

function rowDiffers(dataset: Dataset, row: number, expected: readonly number[], label: number): string | null {
  if (dataset.labels[row] !== label) return `label ${row} is ${dataset.labels[row]}, the file says ${label}`;
  if (dataset.images.inputs !== expected.length)
    return `${dataset.images.inputs} inputs, the file has ${expected.length}`;
  const values = denseImage(dataset.images, row);
  const at = expected.findIndex((value, input) => Math.fround(value) !== values[input]);
  return at < 0 ? null : `value ${at} of image ${row} is ${values[at]}, the file says ${expected[at]}`;
}
