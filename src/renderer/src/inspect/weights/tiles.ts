/** Where the images of units stand, in the form that the gallery's layout works with; and what is said of a unit. Pure. */

import { rangeOf, weightsOf, type UnitWeights } from '../../../../shared/analysis/weightImages.ts';
import { formatLoss } from '../../../../shared/format.ts';
import type { GridLayout } from '../gallery/layout.ts';

const captionHeight = 16;

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Up to this many images are drawn so that all are seen at once, if they can be: the templates of ten classes. */
const few = 20;
/** Pixels of the page, below which nothing can be seen in an image. */
const leastSide = 24;
/** Of many images. */
const usualSide = 36;

/** Few images as large as their room allows; many as small as they can be read. */
export function tileLayout(count: number, room: Room, shape: readonly [number, number], named: boolean): GridLayout {
  const gap = named ? 8 : 5;
  const caption = named ? captionHeight : 0;
  const longest = Math.max(...shape);
  const sideOf = (columns: number): number =>
    // Nothing needs more than three times the pixels of an image.
    Math.max(8, Math.min(Math.floor((room.width - gap * (columns - 1)) / columns), 3 * longest));
  const heightOf = (side: number): number => Math.max(1, Math.round((side * shape[0]) / longest));
  const fits = (columns: number): boolean =>
    Math.ceil(count / columns) * (heightOf(sideOf(columns)) + gap + caption) - gap <= room.height &&
    sideOf(columns) >= leastSide;
  const all = count <= few ? Array.from({ length: count }, (_, i) => i + 1).find(fits) : undefined;
  const columns = all ?? Math.max(1, Math.min(count, Math.floor((room.width + gap) / (usualSide + gap))));
  const side = sideOf(columns);
  const imageWidth = Math.max(1, Math.round((side * shape[1]) / longest));
  return {
    columns,
    rows: Math.ceil(count / columns),
    imageWidth,
    imageHeight: heightOf(side),
    stepX: imageWidth + gap,
    stepY: heightOf(side) + gap + caption,
    isList: false,
  };
}

export interface UnitNaming {
  /** Units of the first layer are classes where there is no hidden layer. */
  readonly isOutput: boolean;
  readonly classNames: readonly string[];
}

/** `unit 17`, counted from 0 as the file does; `class 4`; `3 → 9` for the single unit of two classes. */
export function unitName(unit: number, units: number, { isOutput, classNames }: UnitNaming): string {
  if (!isOutput) return `unit ${unit}`;
  if (units === 1 && classNames.length === 2) return `${classNames[1]!} against ${classNames[0]!}`;
  return `class ${classNames[unit] ?? unit}`;
}

/** A number with its own minus sign. */
export const weightText = (value: number): string => formatLoss(value).replace('-', '−');

/** `unit 17: norm 3.214, −0.3120 to 0.4415`, with the output for the image looked at where it is known. */
export function unitSaid(weights: UnitWeights, unit: number, name: string, activity: Float32Array | null): string {
  const { low, high } = rangeOf(weightsOf(weights, unit));
  const output = activity?.[unit];
  const fires = output === undefined ? '' : `, output ${weightText(output)}`;
  return `${name}: norm ${weightText(weights.norms[unit]!)}, ${weightText(low)} to ${weightText(high)}${fires}`;
}
