/** Where the Inspect screen stands, as its address says it: `/inspect/RUN?split=test&step=1100&image=4823`. Pure. */

import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { splitNames } from '../../../shared/experiment.ts';
import type { SplitName } from '../../../shared/contract.ts';

export interface InspectPlace {
  /** Null for the one that is shown unless another is chosen. */
  readonly split: SplitName | null;
  /** A stop of the epoch slider by its step, which is exact where epochs are rounded; null for the last one. */
  readonly step: number | null;
  /** The image looked at, by its number in the split; null for none. */
  readonly image: number | null;
}

/** Null where the address says nothing of it: a plain link to a run. What is no split or number is passed over. */
export function readPlace(query: LocationQuery): InspectPlace | null {
  const place = {
    split: splitNames.find((name) => name === query['split']) ?? null,
    step: wholeNumber(query['step']),
    image: wholeNumber(query['image']),
  };
  return Object.values(place).every((value) => value === null) ? null : place;
}

export function placeQuery({ split, step, image }: InspectPlace): LocationQueryRaw {
  return {
    ...(split !== null && { split }),
    ...(step !== null && { step: String(step) }),
    ...(image !== null && { image: String(image) }),
  };
}

const wholeNumber = (text: LocationQuery[string] | undefined): number | null =>
  typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
