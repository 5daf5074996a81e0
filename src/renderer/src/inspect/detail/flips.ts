/** When a network changed its mind about an image, in a sentence. Pure. */

import type { ImageMoment } from '../../../../shared/contract.ts';
import { epochName } from '../epochs.ts';

/** `Right since epoch 3.`, `Wrong at every epoch.`, `Right at epoch 2, wrong since epoch 3.`, `Changed 4 times; …` */
export function flips(history: readonly ImageMoment[], label: number): string {
  const last = history.at(-1);
  if (!last) return '';
  const isRight = ({ predicted }: ImageMoment): boolean => predicted === label;
  const word = (moment: ImageMoment): string => (isRight(moment) ? 'right' : 'wrong');
  const changes = history.filter((moment, i) => i > 0 && isRight(moment) !== isRight(history[i - 1]!));
  const since = changes.at(-1);
  if (!since) return `${capital(word(last))} at every epoch kept.`;
  const ending = `${word(last)} since ${epochName(since)}`;
  return changes.length === 1 ? `${capital(ending)}.` : `Changed ${changes.length} times; ${ending}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
