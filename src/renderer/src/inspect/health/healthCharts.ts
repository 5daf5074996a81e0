/** The charts of the layers over the epochs, as data: one for each figure, a curve for each layer. Pure. */

import { unorderedColor } from '../../../../shared/colors.ts';
import type { HealthMoment, LayerHealth } from '../../../../shared/contract.ts';
import { formatLoss, formatPercent } from '../../../../shared/format.ts';
import type { Curve } from '../../charts/curves.ts';
import type { Metric } from '../../charts/drawing.ts';
import { lossMetric } from '../../charts/metrics.ts';
import type { Dash } from '../../charts/palette.ts';
import type { ShownTheme } from '../../theme.ts';
import { canDie, layerName } from './healthText.ts';

export interface HealthChart {
  readonly metric: Metric;
  readonly logY: boolean;
  readonly curves: readonly Curve[];
}

type Figure = (layer: LayerHealth) => number;

const metric = (name: string): Metric => ({ ...lossMetric, name, axisName: name, format: formatLoss });
const share: Metric = {
  name: 'dead units',
  axisName: 'dead units (%)',
  highest: 1,
  format: (value) => formatPercent(value, 1),
  formatTick: (value) => formatPercent(value, 0),
};

const figures: readonly {
  readonly metric: Metric;
  readonly logY: boolean;
  readonly of: Figure;
  /** Layers it says something of. */
  readonly isFor: (layer: LayerHealth, layers: readonly LayerHealth[]) => boolean;
}[] = [
  {
    metric: share,
    logY: false,
    of: ({ deadUnits, units }) => deadUnits / units,
    isFor: (layer, layers) => layer.layer < layers.length && canDie(layer),
  },
  {
    metric: metric('mean activation'),
    logY: false,
    of: ({ meanActivation }) => meanActivation,
    // Logits are no activations, and of another size.
    isFor: ({ layer }, layers) => layer < layers.length,
  },
  { metric: metric('weight norm'), logY: true, of: ({ weightNorm }) => weightNorm, isFor: () => true },
  { metric: metric('gradient norm'), logY: true, of: ({ gradientNorm }) => gradientNorm, isFor: () => true },
];

const dashes: readonly Dash[] = ['solid', 'dashed', 'dotted'];

/** Charts without any curve are left out: a network without hidden layers has no dead units. */
export function healthCharts(moments: readonly HealthMoment[], theme: ShownTheme): HealthChart[] {
  const layers = moments[0]?.layers ?? [];
  const steps = Float64Array.from(moments, ({ step }) => step);
  return figures.flatMap(({ metric, logY, of, isFor }) => {
    const curves = layers.flatMap((layer, at) => {
      if (!isFor(layer, layers)) return [];
      const y = Float64Array.from(moments, (moment) => of(moment.layers[at]!));
      const colour = unorderedColor(at);
      const dash = dashes[at % dashes.length]!;
      const name = layerName(layer, layers);
      return [{ name, colour: colour[theme], print: colour.light, dash, x: steps, y, smoothed: null }];
    });
    return curves.length > 0 ? [{ metric, logY, curves }] : [];
  });
}
