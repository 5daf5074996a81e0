import { describe, expect, it } from 'vitest';
import { layoutNetwork } from '../../../src/renderer/src/create/networkLayout.ts';

const layers = (...units: number[]) => units.map((count) => ({ units: count, caption: '' }));
const size = { width: 300, height: 104 };

describe('the drawing of a network', () => {
  it('has no more circles than units, and says where it leaves some out', () => {
    const drawn = layoutNetwork(layers(784, 3, 10), size).layers;
    expect(drawn.map(({ ys }) => ys.length)).toEqual([11, 3, 10]);
    expect(drawn.map(({ isAbridged }) => isAbridged)).toEqual([true, false, false]);
    expect(drawn.map(({ isHidden }) => isHidden)).toEqual([false, true, false]);
  });

  it('connects every circle with every circle of the next layer', () => {
    const { connections, weights } = layoutNetwork(layers(2, 3, 2), size);
    expect(connections).toHaveLength(2 * 3 + 3 * 2);
    expect(weights.map(({ count }) => count)).toEqual([6, 6]);
  });

  it.each([1, 2, 5, 20])('stays inside with %i hidden layers', (hidden) => {
    const drawn = layoutNetwork(layers(784, ...Array.from({ length: hidden }, () => 300), 10), size).layers;
    for (const { x, ys } of drawn) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(300);
      for (const y of ys) expect(y).toSatisfy((value: number) => value >= 4 && value <= 100);
    }
    expect(drawn.map(({ x }) => x)).toEqual(drawn.map(({ x }) => x).sort((a, b) => a - b));
  });

  it('puts a lone unit in the middle', () => {
    expect(layoutNetwork(layers(2, 1), size).layers[1]!.ys).toEqual([52]);
  });
});
