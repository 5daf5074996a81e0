import { describe, expect, it } from 'vitest';
import { runName, settingName, settingShort, settingValue } from '../../src/shared/names.ts';

describe('names of settings and runs', () => {
  it('says what tells a run from its siblings', () => {
    const overrides = { 'training.optimizer.learningRate': 0.03, 'training.batchSize': 16 };
    expect(runName({ overrides, seed: 2 })).toBe('lr 0.03 · batch 16 · seed 2');
    expect(runName({ overrides: { seed: 7 }, seed: 7 })).toBe('seed 7');
  });

  it('names layers and settings it does not know', () => {
    expect(settingName('network.hidden.0.units')).toBe('units of layer 1');
    expect(settingShort('training.optimizer.learningRate')).toBe('lr');
    expect(settingName('training.someday')).toBe('someday');
  });

  it.each([
    [0.003, '0.003'],
    ['full', 'full'],
    [[], 'none'],
    [
      [
        { units: 300, activation: 'sigmoid' },
        { units: 10, activation: 'relu' },
      ],
      '300 sigmoid, 10 ReLU',
    ],
    [[64, 32].map((units) => ({ units, activation: 'relu' })), '64-32 ReLU'],
    [{ scheme: 'he' }, 'He'],
    [{ type: 'adam', learningRate: 1 }, 'Adam'],
    [null, 'null'],
    [1e-4, '0.0001'],
  ])('writes %j as %s', (value, text) => expect(settingValue(value)).toBe(text));
});
