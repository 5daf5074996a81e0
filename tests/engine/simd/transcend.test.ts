import { describe, expect, it } from 'vitest';
import { builds, openBench } from './builds.ts';

const functions = [
  { which: 0, name: 'exp', f: Math.exp },
  { which: 1, name: 'sigmoid', f: (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))) },
  { which: 2, name: 'tanh', f: Math.tanh },
];

/** Distance between two neighbouring float32 around x, and for small x that of the smallest normal number. */
function unitInLastPlace(x: number): number {
  return 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);
}

describe.each(builds)('transcendental functions of $variant', (build) => {
  const { kernels, floats, read } = openBench(build);
  const apply = (which: number, values: ArrayLike<number>) => {
    const at = floats(values);
    kernels.transcend(which, at, values.length);
    return read(at, values.length);
  };

  it.each(functions)('$name is within 3 units in the last place from −87 to 88', ({ which, f }) => {
    const x = Float32Array.from({ length: 200_000 }, (_, i) => -87 + (i / 200_000) * 175);
    const y = apply(which, x);
    let worst = { x: 0, units: 0 };
    for (let i = 0; i < x.length; i++) {
      const expected = f(x[i]!);
      const units = Math.abs(y[i]! - expected) / unitInLastPlace(expected);
      if (!(units <= worst.units)) worst = { x: x[i]!, units };
    }
    expect(worst.units, `at ${worst.x}`).toBeLessThan(3);
  });

  it.each(functions)('$name is within 3 units in the last place near 0', ({ which, f }) => {
    const x = Float32Array.from({ length: 4000 }, (_, i) => (i % 2 ? 1 : -1) * 10 ** (-8 * (i / 4000)));
    const y = apply(which, x);
    const worst = Math.max(...x.map((value, i) => Math.abs(y[i]! - f(value)) / unitInLastPlace(f(value))));
    expect(worst).toBeLessThan(3);
  });

  it('is stable far out and lets NaN through', () => {
    const far = [1000, -1000, Infinity, -Infinity, NaN, 0, -0, 89];
    expect([...apply(0, far)]).toEqual([Infinity, 0, Infinity, 0, NaN, 1, 1, Infinity]);
    expect([...apply(1, far)].map((y) => +y.toFixed(6))).toEqual([1, 0, 1, 0, NaN, 0.5, 0.5, 1]);
    expect([...apply(2, far)].map((y) => +y.toFixed(6))).toEqual([1, -1, 1, -1, NaN, 0, 0, 1]);
  });
});
