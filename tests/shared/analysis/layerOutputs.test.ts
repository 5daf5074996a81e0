import { describe, expect, it } from 'vitest';
import { layerFacts, outputEnd, unitState } from '../../../src/shared/analysis/layerOutputs.ts';

describe('the outputs of a layer', () => {
  it('are silent at 0 for ReLU, saturated at the bounds of sigmoid and tanh, and nothing else', () => {
    expect([0, 1e-9, 3].map((value) => unitState('relu', value))).toEqual(['silent', null, null]);
    expect([0.005, 0.02, 0.5, 0.98, 0.995].map((value) => unitState('sigmoid', value))).toEqual([
      'saturated',
      null,
      null,
      null,
      'saturated',
    ]);
    expect([-0.995, 0, 0.98, 1].map((value) => unitState('tanh', value))).toEqual([
      'saturated',
      null,
      null,
      'saturated',
    ]);
    expect([unitState('identity', 0), unitState('linear', 0)]).toEqual([null, null]);
  });

  it('are counted', () => {
    expect(layerFacts('relu', Float32Array.of(0, 0, 3))).toEqual({ silent: 2, saturated: 0, mean: 1 });
    expect(layerFacts('sigmoid', Float32Array.of(0, 1, 0.5))).toEqual({ silent: 0, saturated: 2, mean: 0.5 });
  });

  it('have the scale of their bounds, or of the largest', () => {
    expect(outputEnd('sigmoid', Float32Array.of(0.1))).toBe(1);
    expect(outputEnd('relu', Float32Array.of(0, 4, 2))).toBe(4);
    expect(outputEnd('linear', Float32Array.of(-6, Number.NaN, 2))).toBe(6);
    expect(outputEnd('linear', new Float32Array(2))).toBe(0);
  });
});
