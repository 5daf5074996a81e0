import { describe, expect, it } from 'vitest';
import { isOnPlot, margins, pixelOf, plotSize, stepAt } from '../../../src/renderer/src/charts/plotArea.ts';

const size = { width: 1066, height: 258 };
const window = { from: 100, to: 200 };

describe('the plot area', () => {
  it('turns pixels into steps and back', () => {
    expect(plotSize(size)).toEqual({ width: 1000, height: 200 });
    expect(stepAt(margins.left + 500, size, window)).toBe(150);
    expect(pixelOf(150, size, window)).toBe(margins.left + 500);
  });

  it('ends at its edges', () => {
    expect([stepAt(0, size, window), stepAt(5000, size, window)]).toEqual([100, 200]);
    expect([pixelOf(99, size, window), pixelOf(201, size, window)]).toEqual([null, null]);
  });

  it('knows what lies on it', () => {
    expect(isOnPlot(60, 30, size)).toBe(true);
    expect([isOnPlot(10, 30, size), isOnPlot(60, 250, size), isOnPlot(1060, 30, size)]).toEqual([false, false, false]);
  });

  it('is never empty', () => expect(plotSize({ width: 10, height: 0 })).toEqual({ width: 1, height: 1 }));
});
