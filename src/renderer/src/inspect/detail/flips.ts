/** When a network changed its mind about an image, in a few words. Pure. */

import type { ImageMoment } from '../../../../shared/contract.ts';
import { epochName } from '../epochs.ts';

/** `right since epoch 3`, `wrong at every epoch`, `wrong since epoch 4, 3 changes` */
export function flips(history: readonly ImageMoment[], label: number): string {
  const last = history.at(-1);
  if (!last) return '';
  const isRight = ({ predicted }: ImageMoment): boolean => predicted === label;
  const word = (moment: ImageMoment): string => (isRight(moment) ? 'right' : 'wrong');
  const changes = history.filter((moment, i) => i > 0 && isRight(moment) !== isRight(history[i - 1]!));
  const since = changes.at(-1);
  if (!since) return `${word(last)} at every epoch`;
  const ending = `${word(last)} since ${epochName(since)}`;
  return changes.length === 1 ? ending : `${ending}, ${changes.length} changes`;
}
