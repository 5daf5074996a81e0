/** The bars of all classes for one image: which ones are shown, in which order, with which marks. Pure. */

import { formatPercent } from '../../../../shared/format.ts';

export interface ClassBar {
  readonly index: number;
  readonly name: string;
  /** 0 to 1; 0 where it is not a number. */
  readonly share: number;
  /** `99.3 %`, `< 0.1 %` */
  readonly said: string;
  readonly isTrue: boolean;
  readonly isSaid: boolean;
}

/** Beyond these many classes only the most probable ones and the true one are shown. */
const most = 20;

export function classBars(
  probabilities: Float32Array,
  classNames: readonly string[],
  label: number,
  said: number,
): { readonly bars: readonly ClassBar[]; readonly hidden: number } {
  const all = Array.from(probabilities, (p, index) => ({
    index,
    name: classNames[index] ?? String(index),
    share: Number.isFinite(p) ? p : 0,
    said: shareSaid(p),
    isTrue: index === label,
    isSaid: index === said,
  }));
  if (all.length <= most) return { bars: all, hidden: 0 };
  const kept = [...all].sort((a, b) => b.share - a.share).filter(({ isTrue }, rank) => rank < most - 1 || isTrue);
  return { bars: kept, hidden: all.length - kept.length };
}

/** One decimal; what rounds to nothing or to everything says on which side of it it lies. */
export function shareSaid(p: number): string {
  if (p > 0 && p < 0.001) return '< 0.1 %';
  if (p < 1 && p > 0.999) return '> 99.9 %';
  return formatPercent(p, 1);
}
