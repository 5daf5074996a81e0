/** What a chart's values are called and how they are written: losses with four significant digits, errors as per cent. */

import { formatError, formatLoss } from '../../../shared/format.ts';
import type { Metric } from './drawing.ts';

/** Mean cross-entropy in nats per sample. */
export const lossMetric: Metric = {
  name: 'loss',
  axisName: 'loss (nats)',
  format: formatLoss,
  formatTick: (value) => (value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(0) : String(shorten(value))),
};

/** Fraction misclassified, 0 to 1, shown as per cent. */
export const errorMetric: Metric = {
  name: 'error',
  axisName: 'error (%)',
  format: formatError,
  formatTick: (value) => `${shorten(100 * value)}\u00a0%`,
};

const shorten = (value: number): number => Number(value.toPrecision(6));
