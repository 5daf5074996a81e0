/**
 * Which images the gallery shows and in which order, as typed data: a filter, a sort order, and what follows from them.
 * Filtering is one pass; sorting goes without a comparator, so that 60,000 images take a few milliseconds.
 */

import type { Predictions } from '../contract/analysis.ts';
import { pairOutcome, type PairOutcome, type Scored } from './predictions.ts';

/** A narrowing of the gallery. Null parts narrow nothing. */
export interface GalleryFilter {
  readonly trueClass: number | null;
  readonly predictedClass: number | null;
  /** Probability of the predicted class, both ends included. @default [0, 1] */
  readonly confidence: readonly [from: number, to: number];
  readonly tag: string | null;
  /** In how many runs of the group the image is wrong, both ends included. */
  readonly wrongIn: readonly [from: number, to: number] | null;
  /** What became of it beside the run compared with. */
  readonly outcome: PairOutcome | null;
  /** @default false */
  readonly showsCorrect: boolean;
}

export const everyMistake: GalleryFilter = {
  trueClass: null,
  predictedClass: null,
  confidence: [0, 1],
  tag: null,
  wrongIn: null,
  outcome: null,
  showsCorrect: false,
};

/** What a filter may ask of an image beside its predictions; null while it is not known, and then narrows nothing. */
export interface FilterFacts {
  /** What the compared run says of every image. */
  readonly compared: Uint16Array | null; // (N)
  /** In how many runs of the group each image is wrong. */
  readonly wrongCounts: Uint16Array | null; // (N)
  /** Numbers of the images that have the filter's tag. */
  readonly tagged: ReadonlySet<number> | null;
}

export const noFacts: FilterFacts = { compared: null, wrongCounts: null, tagged: null };

export const gallerySorts = [
  { value: 'confident', label: 'confidently wrong' },
  { value: 'loss', label: 'loss' },
  { value: 'margin', label: 'margin' },
  { value: 'unsure', label: 'least sure' },
  { value: 'index', label: 'index' },
] as const;
export type GallerySort = (typeof gallerySorts)[number]['value'];

/**
 * True where the gallery shows nothing but mistakes. What is right is shown when asked for, and where the filter means an
 * exact set of images: a cell of the matrix's diagonal, an outcome of two runs, a bar of the seeds' histogram.
 */
export const showsMistakesOnly = (filter: GalleryFilter): boolean =>
  !filter.showsCorrect &&
  filter.outcome === null &&
  filter.wrongIn === null &&
  (filter.trueClass === null || filter.trueClass !== filter.predictedClass);

/** Positions of the images to show, in the order to show them. */
export function galleryPositions(
  predictions: Pick<Predictions, 'labels' | 'numbers' | 'losses'>,
  scores: Scored,
  filter: GalleryFilter,
  sort: GallerySort,
  facts: FilterFacts = noFacts,
): Uint32Array {
  return sortPositions(filterPositions(predictions, scores, filter, facts), predictions, scores, sort);
}

export function filterPositions(
  { labels, numbers }: Pick<Predictions, 'labels' | 'numbers'>,
  { predicted, confidence }: Scored,
  filter: GalleryFilter,
  { compared, wrongCounts, tagged }: FilterFacts,
): Uint32Array {
  const { trueClass, predictedClass, wrongIn, outcome } = filter;
  const [from, to] = filter.confidence;
  const anyConfidence = from <= 0 && to >= 1;
  const mistakesOnly = showsMistakesOnly(filter);
  const found = new Uint32Array(labels.length);
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const said = predicted[i]!;
    if (mistakesOnly && label === said) continue;
    if (trueClass !== null && label !== trueClass) continue;
    if (predictedClass !== null && said !== predictedClass) continue;
    if (!anyConfidence && !(confidence[i]! >= from && confidence[i]! <= to)) continue;
    if (wrongIn && wrongCounts && (wrongCounts[i]! < wrongIn[0] || wrongCounts[i]! > wrongIn[1])) continue;
    if (outcome && compared && pairOutcome(label, said, compared[i]!) !== outcome) continue;
    if (filter.tag !== null && tagged && !tagged.has(numbers[i]!)) continue;
    found[count++] = i;
  }
  return found.slice(0, count);
}

/** Below it, key and position fit into one float64 exactly: 2³² keys × 2²¹ positions. */
const mostImages = 2 ** 21;

function sortPositions(
  positions: Uint32Array,
  { losses }: Pick<Predictions, 'losses'>,
  { confidence, wrongest, margin }: Scored,
  sort: GallerySort,
): Uint32Array {
  switch (sort) {
    case 'index':
      return positions;
    case 'confident':
      return byKey(positions, wrongest, 'descending');
    case 'loss':
      return byKey(positions, losses, 'descending');
    case 'margin':
      return byKey(positions, margin, 'ascending');
    case 'unsure':
      return byKey(positions, confidence, 'ascending');
  }
}

/**
 * Sorted by a key, by position among equals, and what is not a number last. The bits of a float32, read as an integer, are in
 * the order of the values once those of negative values are flipped; key and position then make one number, and numbers
 * are sorted natively.
 */
function byKey(positions: Uint32Array, keys: Float32Array, direction: 'ascending' | 'descending'): Uint32Array {
  if (keys.length > mostImages)
    throw new RangeError(`gallery: ${keys.length} images; at most ${mostImages} can be sorted`);
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, keys.length);
  const packed = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i]!;
    const raw = bits[position]!;
    const ascending = raw & 0x8000_0000 ? ~raw >>> 0 : (raw | 0x8000_0000) >>> 0;
    const key = direction === 'ascending' ? ascending : 0xffff_ffff - ascending;
    packed[i] = (Number.isNaN(keys[position]) ? 0xffff_ffff : key) * mostImages + position;
  }
  packed.sort();
  const sorted = new Uint32Array(packed.length);
  for (let i = 0; i < packed.length; i++) sorted[i] = packed[i]! % mostImages;
  return sorted;
}
