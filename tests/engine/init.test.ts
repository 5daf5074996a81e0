import { describe, expect, it } from 'vitest';
import { initialTensors } from '../../src/engine/init.ts';
import type { InitSpec, NetworkSpec } from '../../src/engine/spec.ts';

const network = (init: InitSpec, changes: Partial<NetworkSpec> = {}): NetworkSpec => ({
  inputs: 400,
  classes: 10,
  hidden: [{ units: 300, activation: 'relu' }],
  output: 'softmax',
  init,
  ...changes,
});

function deviation(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe('initial tensors', () => {
  it.each<[InitSpec, Record<string, number>]>([
    [{ scheme: 'xavier' }, { W1: Math.sqrt(2 / 700), b1: 0, W2: Math.sqrt(2 / 310), b2: 0 }],
    [{ scheme: 'he' }, { W1: Math.sqrt(2 / 400), b1: 0, W2: Math.sqrt(2 / 300), b2: 0 }],
    [
      { scheme: 'normal', std: 0.25 },
      { W1: 0.25, b1: 0, W2: 0.25, b2: 0 },
    ],
    [
      { scheme: 'ece285' },
      { W1: Math.sqrt(2 / 401), b1: Math.sqrt(2 / 401), W2: Math.sqrt(1 / 301), b2: Math.sqrt(1 / 301) },
    ],
    [{ scheme: 'ece421' }, { W1: Math.sqrt(2 / 410), b1: 0, W2: Math.sqrt(2 / 301), b2: 0 }],
  ])('of %o have its standard deviations', (init, expected) => {
    const tensors = initialTensors(network(init), 1);
    expect([...tensors.keys()]).toEqual(['W1', 'b1', 'W2', 'b2']);
    for (const [name, deviations] of Object.entries(expected)) {
      const values = tensors.get(name)!;
      // Four deviations of the estimate; ten biases say little, but not nothing.
      const margin = (4 / Math.sqrt(2 * values.length)) * deviations;
      expect(Math.abs(deviation(values) - deviations), name).toBeLessThanOrEqual(margin);
    }
  });

  it('have mean zero, repeat with the seed and differ between seeds and layers', () => {
    const tensors = initialTensors(network({ scheme: 'he' }), 1);
    const weights = tensors.get('W1')!;
    expect(Math.abs(weights.reduce((sum, value) => sum + value, 0) / weights.length)).toBeLessThan(1e-3);
    expect(initialTensors(network({ scheme: 'he' }), 1)).toEqual(tensors);
    expect(initialTensors(network({ scheme: 'he' }), 2).get('W1')).not.toEqual(weights);
    expect(tensors.get('W2')!.slice(0, 5)).not.toEqual(weights.slice(0, 5));
  });

  it('draw the same directions under every scheme without random biases', () => {
    const he = initialTensors(network({ scheme: 'he' }), 1).get('W2')!;
    const normal = initialTensors(network({ scheme: 'normal', std: 1 }), 1).get('W2')!;
    expect(he[17]! / normal[17]!).toBeCloseTo(Math.sqrt(2 / 300), 6);
  });

  it('of a network without hidden layers follow the rule of the output layer', () => {
    const tensors = initialTensors(network({ scheme: 'ece285' }, { hidden: [] }), 1);
    expect(deviation(tensors.get('W1')!)).toBeCloseTo(Math.sqrt(1 / 401), 2);
    expect([...tensors.keys()]).toEqual(['W1', 'b1']);
  });

  it('of a sigmoid output count one unit', () => {
    const changes = { output: 'sigmoid', classes: 2 } as const;
    const tensors = initialTensors(network({ scheme: 'xavier' }, changes), 1);
    expect(tensors.get('W2')!.length).toBe(300);
    expect(deviation(tensors.get('W2')!)).toBeCloseTo(Math.sqrt(2 / 301), 1);
  });

  it('are exactly zero for a deviation of zero', () => {
    const tensors = initialTensors(network({ scheme: 'normal', std: 0 }), 1);
    expect(tensors.get('W1')!.every((value) => Object.is(value, 0))).toBe(true);
  });
});
