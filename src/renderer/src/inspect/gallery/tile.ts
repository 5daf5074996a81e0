/** What stands under an image and what a screen reader says of it. Pure. */

import type { Predictions } from '../../../../shared/contract.ts';
import type { Scored } from '../../../../shared/analysis/predictions.ts';
import { formatLoss, formatPercent } from '../../../../shared/format.ts';

export interface Tile {
  /** `image 4601, true 8, predicted 4, 99.3 %` */
  readonly name: string;
  /** `8 → 4`, or `8 ✓` where it is right. */
  readonly said: string;
  /** Of the predicted class, in two digits: `.99`. */
  readonly value: string;
  readonly isRight: boolean;
  /** 0 for a guess among all classes alike, 1 for certainty: how strong the border is. */
  readonly strength: number;
  /** What the line of a table says besides: number, per cent, loss. */
  readonly more: readonly string[];
}

export function tileOf(predictions: Predictions, scores: Scored, position: number): Tile {
  const { classNames, labels, numbers, losses } = predictions;
  const label = labels[position] ?? 0;
  const said = scores.predicted[position] ?? 0;
  const sure = scores.confidence[position] ?? Number.NaN;
  const [trueName, saidName] = [classNames[label] ?? String(label), classNames[said] ?? String(said)];
  const chance = 1 / classNames.length;
  const percent = formatPercent(sure, 1);
  return {
    name: `image ${numbers[position]}, true ${trueName}, predicted ${saidName}, ${percent}`,
    said: label === said ? `${trueName} ✓` : `${trueName} → ${saidName}`,
    value: shortProbability(sure),
    isRight: label === said,
    strength: Number.isFinite(sure) ? Math.max(0, (sure - chance) / (1 - chance)) : 0,
    more: [`#${numbers[position]}`, percent, `loss ${formatLoss(losses[position])}`],
  };
}

/** Two digits in the room of three: `.07`, `.99`, `1.0`. */
export function shortProbability(p: number): string {
  if (!Number.isFinite(p)) return 'NaN';
  return p >= 0.995 ? '1.0' : p.toFixed(2).slice(1);
}
