import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/shared/stats/summary.ts';
import type { SweepGroup } from '../../../src/shared/stats/sweepCurve.ts';
import { sweepCurve } from '../../../src/shared/stats/sweepCurve.ts';
import { group, outcome } from './outcomes.ts';

const rate = 'training.optimizer.learningRate';

function at(setting: unknown, values: readonly number[]): SweepGroup {
  const label = `lr ${String(setting)}`;
  return { key: label, setting, ...group(label, values) };
}

describe('sweepCurve', () => {
  it('places means and error bars by the setting, ascending, on a log axis over decades', () => {
    const curve = sweepCurve(rate, [at(0.03, [0.08, 0.09]), at(0.001, [0.2, 0.22, 0.24]), at(0.01, [0.1])], 'ci95');
    expect(curve).toMatchObject({ scale: 'log', axisName: 'learning rate', categories: [] });
    expect(curve.points.map(({ x }) => x)).toEqual([0.001, 0.01, 0.03]);
    expect(curve.points.map(({ y }) => y)).toEqual([0.22, 0.1, 0.085].map((y) => expect.closeTo(y, 12)));
    expect(curve.points.map(({ bar }) => bar)).toEqual([summarize([0.2, 0.22, 0.24]).ci95, null, summarize([0.08, 0.09]).ci95]); // prettier-ignore
  });

  it('has the bars of the chosen band', () => {
    const bar = (band: 'none' | 'sd' | 'min-max'): unknown => sweepCurve(rate, [at(1, [1, 3])], band).points[0]!.bar;
    expect(bar('none')).toBeNull();
    expect(bar('min-max')).toEqual([1, 3]);
    expect(bar('sd')).toEqual([2 - Math.SQRT2, 2 + Math.SQRT2]);
  });

  it.each([
    [[1, 9.9], 'linear'],
    [[1, 10], 'log'],
    [[0, 0.1, 10], 'linear'],
    [[0.9], 'linear'],
    [[16, 'full'], 'category'],
  ])('%j is %s', (settings, scale) => {
    expect(sweepCurve(rate, settings.map((setting) => at(setting, [1])), 'sd').scale).toBe(scale); // prettier-ignore
  });

  it('puts words side by side in the order of the groups', () => {
    const curve = sweepCurve('network.init.scheme', [at('xavier', [2]), at('he', [1]), at(undefined, [3])], 'sd');
    expect(curve.categories).toEqual(['Xavier', 'He', 'not set']);
    expect(curve.points.map(({ x, y }) => [x, y])).toEqual([
      [0, 2],
      [1, 1],
      [2, 3],
    ]);
  });

  it('stands on finished runs, and says how many diverged', () => {
    const outcomes = [outcome('a', 1, 0.2), outcome('a', 2, 0.9, 'diverged'), outcome('a', 3, 0.5, 'running'), outcome('a', 4, NaN)]; // prettier-ignore
    const [point] = sweepCurve(rate, [{ key: 'a', label: 'a', setting: 1, outcomes }], 'sd').points;
    expect(point).toMatchObject({
      y: 0.2,
      bar: null,
      size: 4,
      diverged: 1,
      values: [{ id: 'a/1', seed: 1, value: 0.2 }],
    });
    const lost = sweepCurve(rate, [{ key: 'a', label: 'a', setting: 1, outcomes: outcomes.slice(1) }], 'sd').points[0];
    expect(lost).toMatchObject({ x: 1, y: null, bar: null, values: [] });
  });
});
