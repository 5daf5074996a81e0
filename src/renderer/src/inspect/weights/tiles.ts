/** Where the images of units stand, in the form that the gallery's layout works with; and what is said of a unit. Pure. */

import { rangeOf, weightsOf, type UnitWeights } from '../../../../shared/analysis/weightImages.ts';
import { formatLoss } from '../../../../shared/format.ts';
import type { GridLayout } from '../gallery/layout.ts';

const captionHeight = 16;

/**
 * As many columns as fit.
 * @param count few images are drawn larger, so that the templates of ten classes fill their panel
 */
export function tileLayout(count: number, width: number, shape: readonly [number, number], named: boolean): GridLayout {
  const gap = named ? 8 : 5;
  const least = Math.max(28, Math.min(count <= 20 ? 56 : 36, width));
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (least + gap))));
  const wide = Math.floor((width - gap * (columns - 1)) / columns);
  // One unit, or a few, need no more than three times the pixels of an image.
  const side = Math.max(8, Math.min(wide, 3 * Math.max(...shape)));
  const imageHeight = Math.max(1, Math.round((side * shape[0]) / Math.max(...shape)));
  const imageWidth = Math.max(1, Math.round((side * shape[1]) / Math.max(...shape)));
  return {
    columns,
    rows: Math.ceil(count / columns),
    imageWidth,
    imageHeight,
    stepX: imageWidth + gap,
    stepY: imageHeight + gap + (named ? captionHeight : 0),
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
  const fires = output === undefined ? '' : `, output ${weightText(output)} for the image`;
  return `${name}: norm ${weightText(weights.norms[unit]!)}, ${weightText(low)} to ${weightText(high)}${fires}`;
}
