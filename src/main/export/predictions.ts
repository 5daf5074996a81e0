/** What a network says of each image of a split, as CSV: one row an image, in the order of the split. */

import { argmax } from '../../engine/losses.ts';
import type { Predictions } from '../../shared/contract/analysis.ts';

/**
 * Columns: index (the image's number within its part of the dataset), true, predicted, p0, p1, …; classes count from 0,
 * probabilities have every digit that they have.
 */
export function predictionsCsv({
  numbers,
  labels,
  probabilities,
  classNames,
}: Pick<Predictions, 'numbers' | 'labels' | 'probabilities' | 'classNames'>): string {
  const classes = classNames.length;
  const head = ['index', 'true', 'predicted', ...classNames.map((_, k) => `p${k}`)];
  const rows = Array.from(numbers, (number, row) => {
    const p = probabilities.subarray(row * classes, (row + 1) * classes);
    return [number, labels[row], argmax(p), ...p];
  });
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
