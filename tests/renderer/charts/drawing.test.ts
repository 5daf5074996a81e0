import { describe, expect, it } from 'vitest';
import { withSmoothing } from '../../../src/renderer/src/charts/curves.ts';
import { describeChart, draw, readAt } from '../../../src/renderer/src/charts/drawing.ts';
import { errorMetric, lossMetric } from '../../../src/renderer/src/charts/metrics.ts';
import { curve, lineChart } from './samples.ts';

describe('drawing a chart', () => {
  it('puts ticks at round epochs over data in steps', () => {
    const chart = lineChart([curve([1, 2])], {
      axis: { unit: 'epoch', stepsPerEpoch: 550 },
      extent: { from: 0, to: 2750 },
    });
    expect(draw(chart).xTicks).toEqual([0, 550, 1100, 1650, 2200, 2750]);
  });

  it('shows the zoomed window, reduced anew', () => {
    const chart = lineChart([curve(Array.from({ length: 5000 }, (_, i) => i % 7))], { width: 50 });
    const zoomed = draw({ ...chart, zoom: { from: 100, to: 120 } });
    expect(zoomed.window).toEqual({ from: 100, to: 120 });
    // The window's 21 points and one neighbour on either side.
    expect(zoomed.curves[0]!.raw.x).toHaveLength(23);
  });

  it('says what the picture hides', () => {
    const zeros = draw(lineChart([curve([1, 0, 0])], { logY: true }));
    expect(zeros.notes).toEqual(['▼ 2 values of 0: off a log axis']);
    const away = Array.from({ length: 100 }, (_, i) => (i < 97 ? 1 : 1e6));
    expect(draw(lineChart([curve(away)], { leaveOut: true })).notes[0]).toMatch(/^▲ beyond the scale, above/);
    expect(draw(lineChart([curve([1, 2])])).notes).toEqual([]);
  });

  it('holds a million steps in a blink', () => {
    const million = withSmoothing(curve(Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i))), 0.9);
    const started = performance.now();
    const { curves } = draw(lineChart([million]));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(curves[0]!.raw.x.length).toBeLessThanOrEqual(5 * 400);
  });
});

describe('the readout at a position', () => {
  const train = curve([4, 3, 2], { x: [10, 20, 30], smoothed: [4, 3.5, 3] });
  const test = curve([5, 4], { name: 'test', x: [10, 30] });
  const axis = { unit: 'epoch', stepsPerEpoch: 10 } as const;

  it('has the exact values of the nearest step', () => {
    const readout = readAt({ curves: [train, test], axis }, 28)!;
    expect([readout.step, readout.epoch]).toEqual([30, 3]);
    expect(readout.rows.map(({ value, smoothed }) => [value, smoothed])).toEqual([
      [2, 3],
      [4, null],
    ]);
  });

  it('says nothing for a curve without a value at that step, or one that is not finite', () => {
    const broken = curve([1, NaN, 1], { x: [10, 20, 30] });
    const readout = readAt({ curves: [train, test, broken], axis }, 21)!;
    expect(readout.rows.map(({ value }) => value)).toEqual([3, null, null]);
  });

  it('is nothing without data', () => expect(readAt({ curves: [curve([])], axis }, 3)).toBeNull());
});

describe('the sentence for screen readers', () => {
  it('says where every curve starts and ends', () => {
    const sentence = describeChart(lineChart([curve([0.9, 0.0586])], { metric: errorMetric }));
    expect(sentence).toBe('Line chart of error (%) against step: train from 90.00 % to 5.86 % at step 2.');
  });

  it('says that a curve broke and that there is none', () => {
    expect(describeChart(lineChart([curve([2, NaN])]))).toContain(
      'train from 2.000 to 2.000 at step 1, then no longer finite.',
    );
    expect(describeChart(lineChart([curve([])]))).toBe('Line chart of loss (nats) against step: no values yet.');
  });
});

describe('axis labels', () => {
  it('carry no more digits than the tick has', () => {
    expect([0, 0.30000000000000004, 2, 1e-5, 20_000, 250_000, 4e9].map(lossMetric.formatTick)).toEqual([
      '0',
      '0.3',
      '2',
      '1e-5',
      '20\u2009000',
      '2.5e5',
      '4e9',
    ]);
    expect([0.05, 0.1, 1].map(errorMetric.formatTick)).toEqual(['5\u00a0%', '10\u00a0%', '100\u00a0%']);
  });
});
