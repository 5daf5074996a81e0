/** What a chart's values are called and how they are written: losses with four significant digits, errors as per cent. */

import { formatCount, formatError, formatLoss } from '../../../shared/format.ts';
import type { Metric } from './drawing.ts';

/** Mean cross-entropy in nats per sample. */
export const lossMetric: Metric = {
  name: 'loss',
  axisName: 'loss (nats)',
  format: formatLoss,
  formatTick: lossTick,
};

/** Fraction misclassified, 0 to 1, shown as per cent. */
export const errorMetric: Metric = {
  name: 'error',
  axisName: 'error (%)',
  highest: 1,
  format: formatError,
  formatTick: (value) => `${shorten(100 * value)}\u00a0%`,
};

/** Six characters at most, so that the room beside the axis always suffices. */
function lossTick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e5)) return shorten(value).toExponential().replace('+', '');
  return size >= 1e4 ? formatCount(value) : String(shorten(value));
}

const shorten = (value: number): number => Number(value.toPrecision(6));
