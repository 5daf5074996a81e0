import { describe, expect, it } from 'vitest';
import { defaultName, givenName } from '../../../src/renderer/src/create/defaultName.ts';
import type { Experiment } from '../../../src/shared/experiment.ts';
import { sampleExperiment } from '../../support/sampleExperiments.ts';

const rate = 'training.optimizer.learningRate';
const mnist = { ends: [784, 10] as const, datasetName: 'MNIST' };
const unnamed = (changes: Parameters<typeof sampleExperiment>[0] = {}): Experiment =>
  sampleExperiment({ ...changes, name: 'untitled' });

describe('the name of an experiment that has none', () => {
  it('says what it trains', () => {
    expect(defaultName(unnamed({ learningRate: 0.1 }), mnist)).toBe('784-300-10 sigmoid, SGD 0.1, MNIST');
    expect(defaultName(unnamed({ learningRate: 0.1 }), { ...mnist, ends: null })).toBe('300 sigmoid, SGD 0.1, MNIST');
    const base = unnamed();
    const linear = { ...base, network: { ...base.network, hidden: [] } };
    expect(defaultName(linear, mnist)).toBe('784-10, SGD 0.03, MNIST');
    const { hidden } = base.network;
    const mixed = {
      ...base,
      network: { ...base.network, hidden: [...hidden, { units: 5, activation: 'relu' as const }] },
    };
    expect(defaultName(mixed, mnist)).toBe('784-300-5-10 sigmoid/ReLU, SGD 0.03, MNIST');
  });

  it('says what it sweeps', () => {
    expect(defaultName(unnamed({ sweep: { [rate]: [0.1, 1] } }), mnist)).toBe('learning rate sweep, 784-300-10');
    const two = { [rate]: [0.1, 1], 'network.hidden.0.units': [1, 2] };
    expect(defaultName(unnamed({ sweep: two }), mnist)).toBe('learning rate × units of layer 1 sweep, MNIST');
    expect(defaultName(unnamed({ sweep: { [rate]: [0.1] } }), mnist)).toContain('SGD');
  });

  it('is made anew for a copy, while a name that was typed stays', () => {
    for (const context of [mnist, { ...mnist, ends: null }]) {
      const made = { ...unnamed(), name: defaultName(unnamed(), context) };
      expect(givenName(made)).toBe('');
    }
    expect(givenName(unnamed())).toBe('');
    expect(givenName({ ...unnamed(), name: 'VU learning rates' })).toBe('VU learning rates');
    expect(givenName({ ...unnamed(), name: 'SGD 0.03, again' })).toBe('SGD 0.03, again');
  });
});
