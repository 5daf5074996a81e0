import { describe, expect, it } from 'vitest';
import { sparklinePath } from '../../../src/renderer/src/ui/sparkline.ts';

const size = { width: 103, height: 13 };

describe('a sparkline', () => {
  it('runs from edge to edge and from the largest value at the top to the smallest at the bottom', () => {
    expect(sparklinePath([1, 0.5, 0], size).path).toBe('M1.5 1.5L51.5 6.5L101.5 11.5');
  });

  it('takes only its share of the width while the run is under way', () => {
    expect(sparklinePath([1, 0], size, 0.5).last).toEqual({ x: 51.5, y: 11.5 });
  });

  it('breaks at what is missing or not finite, and says where it ended', () => {
    const drawn = sparklinePath([1, 0, null, 1, Number.NaN], size);
    expect(drawn.path.match(/M/g)).toHaveLength(2);
    expect(drawn.broken).toBe(true);
    expect(drawn.last).toEqual({ x: 76.5, y: 1.5 });
  });

  it('starts its scale at zero, so that what stays high looks high', () => {
    expect(sparklinePath([0.5, 0.5], size).path).toBe('M1.5 1.5L101.5 1.5');
    expect(sparklinePath([1, 0.9], size).last?.y).toBeCloseTo(2.5);
    expect(sparklinePath([0, 0], size).path).toBe('M1.5 11.5L101.5 11.5');
  });

  it('draws nothing of nothing', () => {
    expect(sparklinePath([], size)).toEqual({ path: '', last: null, broken: false });
    expect(sparklinePath([null, null], size)).toEqual({ path: '', last: null, broken: false });
  });
});
