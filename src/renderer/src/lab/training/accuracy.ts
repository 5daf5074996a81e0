/** Accuracy on a chart: the courses ask for it where the rest of the program shows errors. */

import { formatPercent } from '../../../../shared/format.ts';
import type { Metric } from '../../charts/drawing.ts';

/** Fraction classified rightly, 0 to 1, shown as per cent. */
export const accuracyMetric: Metric = {
  name: 'accuracy',
  axisName: 'accuracy (%)',
  highest: 1,
  format: formatPercent,
  formatTick: (value) => `${Number((100 * value).toPrecision(6))}\u00a0%`,
};
