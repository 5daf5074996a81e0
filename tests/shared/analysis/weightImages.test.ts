import { describe, expect, it } from 'vitest';
import { rangeOf, scaleEnd, unitOrder, unitWeights, weightsOf } from '../../../src/shared/analysis/weightImages.ts';

/** Three inputs, two units. */
const tensor = { name: 'W1', rows: 3, columns: 2, values: Float32Array.of(3, 0, 0, -1, 4, 2) };

describe('weights of units', () => {
  it('are columns of the tensor, with their norms', () => {
    const found = unitWeights(tensor);
    expect([...weightsOf(found, 0)]).toEqual([3, 0, 4]);
    expect([...weightsOf(found, 1)]).toEqual([0, -1, 2]);
    expect(found.norms[0]).toBe(5);
    expect(found.norms[1]).toBeCloseTo(Math.sqrt(5), 6);
    expect(found.isFinite).toBe(true);
    expect(rangeOf(weightsOf(found, 1))).toEqual({ low: -1, high: 2 });
  });

  it('say where one is not a number', () => {
    const found = unitWeights({ ...tensor, values: Float32Array.of(3, 0, 0, Number.NaN, 4, 2) });
    expect(found.isFinite).toBe(false);
    expect(found.norms[0]).toBe(5);
    expect(rangeOf(weightsOf(found, 1)).low).toBeNaN();
    expect(found.end).toBeGreaterThan(0);
  });
});

describe('the end of the scale', () => {
  it('leaves out one weight in 200, whatever its sign', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 ? -1 : 1) * (i / 1000));
    expect(scaleEnd(values)).toBeGreaterThan(0.994);
    expect(scaleEnd(values)).toBeLessThan(0.9965);
    const withOutlier = Float32Array.from({ length: 1000 }, (_, i) => (i === 7 ? 50 : i / 10_000));
    expect(scaleEnd(withOutlier)).toBeLessThan(0.15);
  });

  it('is 0 where there is nothing to see, and at least as large as few equal weights', () => {
    expect(scaleEnd(new Float32Array(10))).toBe(0);
    expect(scaleEnd(Float32Array.of(Number.NaN, Infinity))).toBe(0);
    expect(scaleEnd(Float32Array.of(0.5, -0.5, 0.5))).toBeCloseTo(0.5, 6);
  });
});

describe('the order of units', () => {
  const norms = Float32Array.of(1, 5, Number.NaN, 5);
  const order = (name: 'norm' | 'index' | 'activity', activity: Float32Array | null = null) => [
    ...unitOrder(name, { units: 4, norms }, activity),
  ];

  it('is by size, by index among equals, and what is not a number last', () => {
    expect(order('norm')).toEqual([1, 3, 0, 2]);
    expect(order('index')).toEqual([0, 1, 2, 3]);
  });

  it('follows the outputs for an image, once they are known', () => {
    expect(order('activity', Float32Array.of(0, 0.2, 0.9, -1))).toEqual([2, 1, 0, 3]);
    expect(order('activity')).toEqual([0, 1, 2, 3]);
  });
});
