/**
 * What the Data screen shows of a dataset. The part that takes longer than a moment (`summarise`: every value is looked at)
 * runs in the dataset worker right after loading; the rest is put together from it without a further look. Pure.
 */

import type { ImageStore } from '../../engine/spec.ts';
import type { DatasetOverview, PartOverview } from '../../shared/contract.ts';
import type { Dataset } from './dataset.ts';
import { countClasses } from './labels.ts';

export interface PartSummary {
  readonly zeros: number;
  readonly meanImages: Uint8Array | null; // (classes, height · width)
}

/** Of both parts; as much as belongs to a dataset for as long as it is loaded. */
export interface DatasetSummary {
  readonly train: PartSummary;
  readonly test: PartSummary | null;
}

export function summarise({ facts, images, labels, range }: Dataset): DatasetSummary {
  const part = (from: number, to: number, [min, max]: readonly [number, number]): PartSummary => ({
    zeros: zerosIn(images, from, to),
    meanImages:
      facts.height > 1
        ? meanImages(images, labels, from, to, facts.classNames.length, scaleOf(images, min, max))
        : null,
  });
  return {
    train: part(0, facts.train, range.train),
    test: range.test && part(facts.train, images.count, range.test),
  };
}

/** 8-bit images are shown as they are; of others the smallest value is 0, the largest 255. */
function scaleOf({ kind }: ImageStore, min: number, max: number): (value: number) => number {
  if (kind === 'sparse-u8') return (value) => value;
  return (value) => (max > min ? (255 * (value - min)) / (max - min) : 0);
}

function zerosIn(images: ImageStore, from: number, to: number): number {
  const values = (to - from) * images.inputs;
  if (values === 0) return 0;
  if (images.kind === 'sparse-u8') return 1 - (images.rowStarts[to]! - images.rowStarts[from]!) / values;
  let zeros = 0;
  for (let i = from * images.inputs; i < to * images.inputs; i++) if (images.values[i] === 0) zeros++;
  return zeros / values;
}

function meanImages(
  images: ImageStore,
  labels: Uint16Array,
  from: number,
  to: number,
  classes: number,
  shown: (value: number) => number,
): Uint8Array {
  const { inputs } = images;
  const sums = new Float64Array(classes * inputs);
  for (let image = from; image < to; image++) {
    const at = labels[image]! * inputs;
    if (images.kind === 'dense-f32')
      for (let i = 0; i < inputs; i++) sums[at + i]! += images.values[image * inputs + i]!;
    else
      for (let i = images.rowStarts[image]!; i < images.rowStarts[image + 1]!; i++)
        sums[at + images.columns[i]!]! += images.values[i]!;
  }
  const counts = countClasses(labels.subarray(from, to), classes);
  return Uint8Array.from(sums, (sum, i) => {
    const count = counts[Math.floor(i / inputs)]!;
    return count > 0 ? Math.round(shown(sum / count)) : 0;
  });
}

export function overviewOf(
  { id, name, facts, labels, range, images }: Dataset,
  summary: DatasetSummary,
): DatasetOverview {
  const part = (from: number, to: number, [min, max]: readonly [number, number], found: PartSummary): PartOverview => {
    // Copies: what is sent to a page must not drag the whole dataset along.
    const own = labels.slice(from, to);
    const points = images.kind === 'dense-f32' && images.inputs === 2 ? images.values.slice(2 * from, 2 * to) : null;
    return {
      count: own.length,
      perClass: countClasses(own, facts.classNames.length),
      range: [min, max],
      labels: own,
      points,
      ...found,
    };
  };
  return {
    id,
    name,
    facts,
    train: part(0, facts.train, range.train, summary.train),
    test: range.test && summary.test && part(facts.train, images.count, range.test, summary.test),
  };
}
