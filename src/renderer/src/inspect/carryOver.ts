/** What narrows the gallery, carried over to another run: as far as it means the same there. Pure. */

import { everyMistake } from '../../../shared/analysis/gallery.ts';
import type { GalleryFilter } from '../../../shared/analysis/gallery.ts';

/** What a filter was chosen in. */
export interface FilterScope {
  /** Of the dataset: its images, and the tags they have. */
  readonly sha256: string;
  readonly classNames: readonly string[];
  /** Runs of the group, which `wrongIn` counts. */
  readonly seeds: number;
  /** Whether there is a run beside this one, which `outcome` is of. */
  readonly isCompared: boolean;
}

/**
 * Classes are found again by their names, since a run on two digits counts them anew; one that is not there narrows nothing.
 * "In all seeds" and "in at least k" stay that in a group of another size. Nothing is kept for the images of another dataset.
 */
export function carriedOver(filter: GalleryFilter, from: FilterScope, to: FilterScope): GalleryFilter {
  if (from.sha256 !== to.sha256) return everyMistake;
  const next: GalleryFilter = {
    ...filter,
    ...classesIn(filter, from.classNames, to.classNames),
    wrongIn: seedsIn(filter.wrongIn, from.seeds, to.seeds),
    outcome: to.isCompared ? filter.outcome : null,
  };
  return isSame(filter, next) ? filter : next;
}

type Classes = Pick<GalleryFilter, 'trueClass' | 'predictedClass'>;

/** Both or neither: half of a cell of the matrix is another question. */
function classesIn({ trueClass, predictedClass }: Classes, from: readonly string[], to: readonly string[]): Classes {
  const placeOf = (index: number | null): number | null => (index === null ? null : to.indexOf(from[index] ?? ''));
  const found = { trueClass: placeOf(trueClass), predictedClass: placeOf(predictedClass) };
  return found.trueClass === -1 || found.predictedClass === -1 ? { trueClass: null, predictedClass: null } : found;
}

function seedsIn(wrongIn: GalleryFilter['wrongIn'], from: number, to: number): GalleryFilter['wrongIn'] {
  if (!wrongIn || to < 2) return null;
  const [least, most] = wrongIn;
  if (from === to) return wrongIn;
  const isAll = least === from;
  const range = [isAll ? to : least, most >= from ? to : Math.min(most, to)] as const;
  return range[0] <= range[1] ? range : null;
}

const isSame = (a: GalleryFilter, b: GalleryFilter): boolean =>
  a.trueClass === b.trueClass &&
  a.predictedClass === b.predictedClass &&
  a.outcome === b.outcome &&
  a.wrongIn?.[0] === b.wrongIn?.[0] &&
  a.wrongIn?.[1] === b.wrongIn?.[1];
