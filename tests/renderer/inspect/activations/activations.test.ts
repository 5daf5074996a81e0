/** Where the outputs of a layer stand, and what is said of them. */

import { describe, expect, it } from 'vitest';
import { layerText, unitText } from '../../../../src/renderer/src/inspect/activations/layerText.ts';
import { stripLayout, unitAt } from '../../../../src/renderer/src/inspect/activations/strip.ts';

describe('the squares of a layer', () => {
  it('are as large as their number allows', () => {
    expect(stripLayout(3, 346)).toEqual({ columns: 3, rows: 1, pitch: 14 });
    const many = stripLayout(300, 346);
    expect(many.rows * many.pitch).toBeLessThanOrEqual(80);
    expect(many.rows * many.columns).toBeGreaterThanOrEqual(300);
    expect(stripLayout(100_000, 346).pitch).toBe(4);
  });

  it('are found under the pointer', () => {
    const layout = { columns: 10, rows: 3, pitch: 8 };
    expect(unitAt(layout, 25, 0, 0)).toBe(0);
    expect(unitAt(layout, 25, 79, 8)).toBe(19);
    expect(unitAt(layout, 25, 33, 17)).toBe(24);
    expect(unitAt(layout, 25, 41, 17)).toBeNull();
    expect(unitAt(layout, 25, 81, 0)).toBeNull();
    expect(unitAt(layout, 25, -1, 0)).toBeNull();
  });
});

describe('what is said', () => {
  it('of a layer', () => {
    expect(layerText('relu', Float32Array.of(0, 0, 3))).toBe('3 ReLU · 2 silent · mean 1.000');
    expect(layerText('sigmoid', Float32Array.of(0.001, 0.999, 0.5))).toBe('3 sigmoid · 2 saturated · mean 0.5000');
    expect(layerText('identity', Float32Array.of(-1, -2))).toBe('2 identity · mean −1.500');
  });

  it('of a unit', () => {
    expect(unitText('sigmoid', Float32Array.of(0.25, 0.998), 1)).toBe('unit 1: 0.9980, saturated');
    expect(unitText('relu', Float32Array.of(0), 0)).toBe('unit 0: 0.000, silent');
    expect(unitText('relu', Float32Array.of(0), 7)).toBe('');
  });
});
