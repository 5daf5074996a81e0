/** What the Data screen shows of a dataset, as its address says it: `/data/mnist?part=test&class=3&image=42`. Pure. */

import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { DatasetOverview, DatasetPart, PartOverview } from '../../../shared/contract.ts';

export interface DataView {
  readonly part: DatasetPart;
  /** Only images of this class; null for all. */
  readonly ofClass: number | null;
  /** The image that is looked at, by its number in the part; null for none. */
  readonly image: number | null;
}

/** What an address asks for, as far as the dataset has it. */
export function readView(query: LocationQuery, overview: DatasetOverview): DataView {
  const part: DatasetPart = query['part'] === 'test' && overview.test ? 'test' : 'train';
  const { count, perClass } = partOf(overview, part);
  return {
    part,
    ofClass: below(query['class'], perClass.length),
    image: below(query['image'], count),
  };
}

export function viewQuery({ part, ofClass, image }: DataView): LocationQueryRaw {
  return {
    ...(part === 'test' && { part }),
    ...(ofClass !== null && { class: ofClass }),
    ...(image !== null && { image }),
  };
}

export function partOf(overview: DatasetOverview, part: DatasetPart): PartOverview {
  return (part === 'test' ? overview.test : null) ?? overview.train;
}

/** Numbers of the images shown, ascending. */
export function positionsOf({ labels }: Pick<PartOverview, 'labels'>, ofClass: number | null): Uint32Array {
  if (ofClass === null) return Uint32Array.from(labels, (_, position) => position);
  const positions = new Uint32Array(labels.length);
  let count = 0;
  for (const [position, label] of labels.entries()) if (label === ofClass) positions[count++] = position;
  return positions.slice(0, count);
}

/** `#42`, `42` → 42; a sentence where it is no number or no image has it. */
export function readJump(text: string, count: number): number | string {
  const digits = /^#?\s*(\d+)$/.exec(text.trim())?.[1];
  if (digits === undefined) return `“${text.trim()}” is no number of an image.`;
  const number = Number(digits);
  return number < count ? number : `The last image is #${count - 1}.`;
}

function below(text: LocationQuery[string] | undefined, end: number): number | null {
  if (typeof text !== 'string' || !/^\d+$/.test(text)) return null;
  return Number(text) < end ? Number(text) : null;
}
