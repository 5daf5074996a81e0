/** The sentence for networks that have collapsed, the table of an epoch, the charts over all of them. */

import { describe, expect, it } from 'vitest';
import { healthCharts } from '../../../../src/renderer/src/inspect/health/healthCharts.ts';
import { healthRows, healthWarnings } from '../../../../src/renderer/src/inspect/health/healthText.ts';
import type { LayerHealth } from '../../../../src/shared/contract.ts';

const layer = (given: Partial<LayerHealth>): LayerHealth => ({
  layer: 1,
  activation: 'relu',
  units: 200,
  deadUnits: 0,
  meanActivation: 0.4,
  zeros: 0.3,
  weightNorm: 20,
  gradientNorm: 0.1,
  ...given,
});
const output = (number = 2): LayerHealth => layer({ layer: number, activation: 'softmax', units: 10, zeros: 0 });

describe('warnings', () => {
  it('say how many units never fire', () => {
    expect(healthWarnings([layer({ deadUnits: 198 }), output()], 1000)).toEqual([
      '198 of 200 ReLU units never fire: they are 0 for every one of 1\u2009000 training images.',
    ]);
    expect(healthWarnings([layer({ deadUnits: 99 }), output()], 1000)).toEqual([]);
  });

  it('say which layer, what it means where all of it is dead, and saturation of bounded units', () => {
    const found = healthWarnings(
      [layer({ deadUnits: 200 }), layer({ layer: 2, activation: 'tanh', units: 50, deadUnits: 30 }), output(3)],
      500,
    );
    expect(found[0]).toMatch(/^200 of 200 ReLU units of layer 1 never fire/);
    expect(found[1]).toMatch(/^30 of 50 tanh units of layer 2 are saturated for every one of 500/);
    expect(found[2]).toContain('learn no more');
  });

  it('take no linear layer for dead, and see a divergence', () => {
    expect(healthWarnings([layer({ activation: 'identity', deadUnits: 200 }), output()], 1000)).toEqual([]);
    expect(healthWarnings([layer({ weightNorm: Number.NaN }), output()], 1000)).toEqual([
      'Norms are not numbers: the run had diverged by this epoch.',
    ]);
  });
});

describe('the table', () => {
  it('has a row for each layer, and no dead units where there can be none', () => {
    const rows = healthRows({
      step: 1,
      epoch: 1,
      layers: [layer({ deadUnits: 150, zeros: 0.99999, gradientNorm: 3.14159e-6 }), output()],
    });
    expect(rows[0]).toEqual({
      name: 'layer 1',
      units: '200 ReLU',
      dead: '150',
      isBad: true,
      mean: '0.4',
      zeros: '> 99.9 %',
      weightNorm: '20',
      gradientNorm: '3.1e−6',
    });
    expect(rows[1]).toMatchObject({ name: 'output', units: '10 softmax', dead: '—', isBad: false, zeros: '0.0 %' });
  });
});

describe('the charts', () => {
  const moments = [0, 550].map((step, at) => ({
    step,
    epoch: at,
    layers: [layer({ deadUnits: 100 * at }), output()],
  }));

  it('are one for each figure, with a curve for every layer it is told of', () => {
    const charts = healthCharts(moments, 'dark');
    expect(charts.map(({ metric, curves, logY }) => [metric.name, curves.map(({ name }) => name), logY])).toEqual([
      ['dead units', ['layer 1'], false],
      ['mean activation', ['layer 1'], false],
      ['weight norm', ['layer 1', 'output'], true],
      ['gradient norm', ['layer 1', 'output'], true],
    ]);
    expect([...(charts[0]!.curves[0]!.y as Float64Array)]).toEqual([0, 0.5]);
    const [first, second] = charts[2]!.curves;
    expect(first!.colour).not.toBe(second!.colour);
    expect(first!.dash).not.toBe(second!.dash);
  });

  it('leave out what a network without hidden layers has not', () => {
    const charts = healthCharts([{ step: 0, epoch: 0, layers: [output(1)] }], 'light');
    expect(charts.map(({ metric }) => metric.name)).toEqual(['weight norm', 'gradient norm']);
    expect(healthCharts([], 'light')).toEqual([]);
  });
});
