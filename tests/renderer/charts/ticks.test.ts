import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks, roundStep } from '../../../src/renderer/src/charts/ticks.ts';

describe('ticks of a linear axis', () => {
  it('stand at round values inside the range', () => {
    expect(linearTicks(0, 5, 5)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(linearTicks(0, 0.35, 5)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearTicks(17, 9400, 10)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000]);
  });

  it('do not double their distance because of a rounding error', () => {
    expect(linearTicks(1.4, 2.4000000000000004, 5)).toEqual([1.4, 1.6, 1.8, 2, 2.2, 2.4]);
    expect(linearTicks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('are one for an empty range', () => expect(linearTicks(2, 2, 5)).toEqual([2]));

  it.each([
    [0.3, 0.5],
    [1, 1],
    [2.1, 5],
    [70, 100],
    [1e-7, 1e-7],
  ])('a step of at least %d is %d', (least, step) => expect(roundStep(least)).toBeCloseTo(step, 12));
});

describe('ticks of a logarithmic axis', () => {
  it('are more than powers of ten where there is room', () => {
    expect(logTicks(0.06, 1, 5)).toEqual([0.07, 0.1, 0.2, 0.3, 0.5, 0.7, 1]);
    expect(logTicks(0.01, 1, 6)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  });

  it('are powers of ten, or fewer, over many decades', () => {
    expect(logTicks(1e-4, 1, 5)).toEqual([1e-4, 1e-3, 0.01, 0.1, 1]);
    expect(logTicks(1e-10, 1, 5)).toEqual([1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]);
  });

  it('are linear inside a fraction of a decade', () =>
    expect(logTicks(0.2, 0.4, 4)).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]));
});
