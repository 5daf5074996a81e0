import { describe, expect, it } from 'vitest';
import { metricInfo } from '../../../src/renderer/src/compare/metrics.ts';
import { finalCurve, groupOutcomes } from '../../../src/renderer/src/compare/outcomes.ts';
import { sweepFigure } from '../../../src/renderer/src/compare/sweepFigure.ts';
import { sweepOption } from '../../../src/renderer/src/compare/sweepOption.ts';
import { tokens } from '../../../src/renderer/src/theme.ts';
import type { RunSummary } from '../../../src/shared/contract.ts';
import { linesOf, lr, sweep } from './samples.ts';

const metric = metricInfo('validation.error');
const size = { width: 400, height: 200 };
const rates = [0.001, 0.01, 1000];

/** Three seeds of each rate; the state is that of all of them. */
function sceneWith(...states: RunSummary['status'][]) {
  const experiments = [sweep((index) => ({ status: states[Math.floor(index / 3)]! }), { [lr]: rates })];
  const lines = linesOf({ experiments });
  return {
    sweep: finalCurve(groupOutcomes(lines), 'sd')!,
    groups: lines.map(({ group }) => group),
    metric: metric.metric,
  };
}
const axisOf = (...states: RunSummary['status'][]) =>
  sweepOption(sceneWith(...states), size, { tokens: tokens.light, theme: 'light' }).xAxis as { min: number; max: number }; // prettier-ignore

describe('the final value against the swept setting', () => {
  it('leaves a value whose runs all diverged out of the axis', () => {
    const { min, max } = axisOf('finished', 'finished', 'diverged');
    expect(min).toBeLessThan(0.001);
    expect(max).toBeGreaterThan(0.01);
    expect(max).toBeLessThan(0.02);
  });

  it('keeps the place of values whose runs are still to come, so that the axis stands still', () => {
    expect(axisOf('finished', 'queued', 'running')).toEqual(axisOf('finished', 'finished', 'finished'));
  });

  it('has the only value in its middle', () => {
    const { min, max } = axisOf('finished', 'diverged', 'diverged');
    expect(Math.sqrt(min * max)).toBeCloseTo(0.001, 12);
    expect(max).toBeGreaterThan(min);
  });

  it('is a figure that says what its bars are and on how many runs they stand', () => {
    const { title } = sweepFigure(sceneWith('finished', 'finished', 'diverged'), metric, 'sem', size);
    expect([title].flat()[0]).toMatchObject({
      text: 'Final validation error against learning rate',
      subtext: 'mean, bars: ± SEM, n = 3; small dots: single runs',
    });
  });
});
