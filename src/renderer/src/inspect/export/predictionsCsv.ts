/** Predictions of chosen images as CSV: number, true class, predicted class, and the probability of every class. Pure. */

import type { Predictions } from '../../../../shared/contract.ts';
import { probabilitiesOf } from '../../../../shared/analysis/predictions.ts';
import type { Scored } from '../../../../shared/analysis/predictions.ts';
import { csvText } from '../../../../shared/csv.ts';

/** @param positions of the images, in the order of the rows */
export function predictionsCsv(predictions: Predictions, { predicted }: Scored, positions: Iterable<number>): string {
  const { classNames, labels, numbers } = predictions;
  const head = ['index', 'true', 'predicted', ...classNames.map((name) => `p_${name}`)];
  const rows = Array.from(positions, (position) => [
    numbers[position],
    classNames[labels[position] ?? -1],
    classNames[predicted[position] ?? -1],
    ...Array.from(probabilitiesOf(predictions, position), shortest),
  ]);
  return csvText([head, ...rows]);
}

/** Nine digits tell every float32 apart. */
const shortest = (p: number): number => Number(p.toPrecision(9));
