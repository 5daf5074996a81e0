/** Where a number that somebody types leads in the gallery. Pure. */

import type { Predictions } from '../../../../shared/contract.ts';
import { formatCount } from '../../../../shared/format.ts';

/** The position of the image of that number (`42` or `#42`), or in a sentence why there is none. */
export function positionOf(text: string, { numbers, split }: Pick<Predictions, 'numbers' | 'split'>): number | string {
  const wanted = /^#?\s*(\d+)$/.exec(text.trim())?.[1];
  if (wanted === undefined) return `“${text}” is no number of an image`;
  const position = numbers.indexOf(Number(wanted));
  return position >= 0 ? position : `#${wanted} is none of the ${formatCount(numbers.length)} ${split} images`;
}
