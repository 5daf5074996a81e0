import { describe, expect, it } from 'vitest';
import { activations, slopeAt } from '../../src/engine/activations.ts';
import type { ActivationName } from '../../src/engine/spec.ts';

const names = Object.keys(activations) as ActivationName[];

describe('activations', () => {
  it('have their known values', () => {
    const { sigmoid, relu, tanh, identity } = activations;
    expect(sigmoid.f(0)).toBe(0.5);
    expect(sigmoid.f(1)).toBeCloseTo(0.7310585786300049, 15);
    expect(sigmoid.f(-1)).toBeCloseTo(0.2689414213699951, 15);
    expect(tanh.f(0.5)).toBeCloseTo(0.46211715726000973, 15);
    expect([-2, -0, 0, 3].map(relu.f)).toEqual([0, 0, 0, 3]);
    expect(identity.f(-7)).toBe(-7);
  });

  it('are stable at ±1000', () => {
    expect(activations.sigmoid.f(1000)).toBe(1);
    expect(activations.sigmoid.f(-1000)).toBe(0);
    expect(activations.sigmoid.f(-700)).toBeGreaterThan(0);
    expect(activations.tanh.f(1000)).toBe(1);
    expect(slopeAt('sigmoid', 1000)).toBe(0);
    expect(slopeAt('tanh', -1000)).toBe(0);
  });

  it('let a lost number be seen', () => {
    for (const name of names) expect(activations[name].f(Number.NaN), name).toBeNaN();
  });

  it('take the slope of ReLU at its kink to be 0', () => {
    expect([-1e-9, 0, 1e-9].map((z) => slopeAt('relu', z))).toEqual([0, 0, 1]);
  });

  describe.each(names)('%s', (name) => {
    const { f, difference } = activations[name];
    const points = [-5, -1.3, -0.2, 0.1, 0.7, 4];

    it.each(points)('has the slope of its finite difference at %d', (z) => {
      const epsilon = 1e-5;
      expect(slopeAt(name, z)).toBeCloseTo((f(z + epsilon) - f(z - epsilon)) / (2 * epsilon), 9);
    });

    it.each(points)('has the difference of its values at %d', (z) => {
      for (const dz of [-0.05, 0.03]) expect(difference(f(z), dz)).toBeCloseTo(f(z + dz) - f(z), 14);
    });

    it('keeps the digits of a tiny difference', () => {
      const dz = 1e-12;
      expect(difference(f(0.7), dz) / dz).toBeCloseTo(slopeAt(name, 0.7), 10);
    });
  });
});
