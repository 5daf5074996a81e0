/** Small charts for the tests of their parts. */

import type { Curve } from '../../../src/renderer/src/charts/curves.ts';
import type { LineChart } from '../../../src/renderer/src/charts/drawing.ts';
import { lossMetric } from '../../../src/renderer/src/charts/metrics.ts';

export function curve(y: readonly number[], changes: Partial<Curve> = {}): Curve {
  const x = y.map((_, i) => i + 1);
  return { name: 'train', colour: '#0072b2', dash: 'solid', x, y, smoothed: null, ...changes };
}

export function lineChart(curves: readonly Curve[], changes: Partial<LineChart> = {}): LineChart {
  const to = Math.max(1, ...curves.map(({ x }) => x[x.length - 1] ?? 0));
  return {
    curves,
    metric: lossMetric,
    axis: { unit: 'step', stepsPerEpoch: 10 },
    extent: { from: 0, to },
    zoom: null,
    logY: false,
    leaveOut: false,
    width: 400,
    height: 200,
    ...changes,
  };
}
