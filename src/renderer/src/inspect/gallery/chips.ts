/** What narrows the gallery, as chips that say it and take it away. Pure. */

import { everyMistake, showsMistakesOnly } from '../../../../shared/analysis/gallery.ts';
import type { GalleryFilter } from '../../../../shared/analysis/gallery.ts';
import type { PairOutcome } from '../../../../shared/analysis/predictions.ts';

export interface Chip {
  readonly label: string;
  /** What to change so that it narrows no more. */
  readonly without: Partial<GalleryFilter>;
}

export const outcomeNames: Readonly<Record<PairOutcome, string>> = {
  'both-right': 'both right',
  fixed: 'only this run right',
  broken: 'only the other run right',
  'same-wrong': 'both wrong, the same',
  'different-wrong': 'both wrong, differently',
};

/** @param groupSize runs of the group, which `wrongIn` counts */
export function chipsOf(filter: GalleryFilter, classNames: readonly string[], groupSize: number): Chip[] {
  const { trueClass, predictedClass, confidence, tag, wrongIn, outcome, showsCorrect } = filter;
  const name = (index: number): string => classNames[index] ?? String(index);
  const chips: Chip[] = [];
  const add = (label: string, ...keys: (keyof GalleryFilter)[]): void =>
    void chips.push({ label, without: Object.fromEntries(keys.map((key) => [key, everyMistake[key]])) });

  if (trueClass !== null && predictedClass !== null)
    add(`${name(trueClass)} → ${name(predictedClass)}`, 'trueClass', 'predictedClass');
  else if (trueClass !== null) add(`true ${name(trueClass)}`, 'trueClass');
  else if (predictedClass !== null) add(`said ${name(predictedClass)}`, 'predictedClass');
  if (confidence[0] > 0 || confidence[1] < 1)
    add(`${percent(confidence[0])} to ${percent(confidence[1])} % sure`, 'confidence');
  if (wrongIn) add(`wrong in ${countSaid(wrongIn, groupSize)} of ${groupSize} seeds`, 'wrongIn');
  if (outcome) add(outcomeNames[outcome], 'outcome');
  if (tag !== null) add(`tag ${tag}`, 'tag');
  if (showsCorrect) add('correct ones too', 'showsCorrect');
  return chips;
}

const percent = (fraction: number): string => String(Number((100 * fraction).toFixed(1)));

function countSaid([from, to]: readonly [number, number], most: number): string {
  if (from === to) return String(from);
  if (to >= most) return `≥ ${from}`;
  return from <= 0 ? `≤ ${to}` : `${from}–${to}`;
}

/** What the gallery shows, as its title. */
export const galleryTitle = (filter: GalleryFilter): string => (showsMistakesOnly(filter) ? 'Mistakes' : 'Images');

/** True when a chip takes images away; correct ones shown beside mistakes are none. */
export const isNarrowed = (filter: GalleryFilter): boolean =>
  chipsOf({ ...filter, showsCorrect: false }, [], 0).length > 0;

/** What an empty gallery says: the reason, and what could be done about it. */
export function emptyText(filter: GalleryFilter, mistakes: number, epoch: string): { title: string; text: string } {
  if (mistakes === 0 && showsMistakesOnly(filter))
    return {
      title: `No mistakes at ${epoch}`,
      text: 'The network is right about every image of this split. Correct images can be shown too, or another epoch or split.',
    };
  if (isNarrowed(filter))
    return { title: 'No image fits the filter', text: 'Take away one of the chips above, or all of them.' };
  return { title: 'There are no images', text: 'This split is empty.' };
}
