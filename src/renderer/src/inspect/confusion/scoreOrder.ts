/** In which order the classes stand beside their scores: their own, or what needs a look first. Pure. */

import type { ClassScore } from '../../../../shared/analysis/confusion.ts';

export const scoreColumns = [
  { by: 'class', label: 'class' },
  { by: 'support', label: 'images' },
  { by: 'precision', label: 'precision' },
  { by: 'recall', label: 'recall' },
  { by: 'f1', label: 'F1' },
] as const;
export type ScoreOrder = (typeof scoreColumns)[number]['by'];

/** `support` puts the largest classes first, the scores the lowest; what has no score comes last, equals by class. */
export function scoreOrder(scores: readonly ClassScore[], by: ScoreOrder): number[] {
  const classes = scores.map((_, k) => k);
  if (by === 'class') return classes;
  const keys = scores.map((score) => (by === 'support' ? -score.support : (score[by] ?? Infinity)));
  return classes.sort((a, b) => Math.sign(keys[a]! - keys[b]!) || a - b);
}
