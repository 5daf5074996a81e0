/** What `inspect` reports of a dataset: the document of `inspect --json`. Pure. */

import type { Dataset } from './dataset.ts';
import { countClasses } from './labels.ts';

export interface InspectedSplit {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** Images of each class. */
  readonly perClass: readonly number[];
}

export interface InspectDocument {
  readonly format: string;
  readonly train: InspectedSplit;
  /** Null without a test split. */
  readonly test: InspectedSplit | null;
  readonly classes: readonly string[];
  readonly sha256: string;
  /** Broken images or rows that were left out; absent where there are none. */
  readonly skipped?: number;
  /** What was decided where the files leave it open; absent where nothing was. */
  readonly notes?: readonly string[];
}

export function inspectDataset({ facts, labels, range }: Dataset): InspectDocument {
  const split = (part: Uint16Array, [min, max]: readonly [number, number]): InspectedSplit => ({
    count: part.length,
    height: facts.height,
    width: facts.width,
    min,
    max,
    perClass: countClasses(part, facts.classNames.length),
  });
  return {
    format: facts.format,
    train: split(labels.subarray(0, facts.train), range.train),
    test: range.test && split(labels.subarray(facts.train), range.test),
    classes: facts.classNames,
    sha256: facts.sha256,
    ...(facts.skipped !== undefined && { skipped: facts.skipped }),
    ...(facts.notes !== undefined && { notes: facts.notes }),
  };
}
