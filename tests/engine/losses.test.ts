import { describe, expect, it } from 'vitest';
import { argmax, clipProbability, logSumExp, losses } from '../../src/engine/losses.ts';
import type { OutputName } from '../../src/engine/spec.ts';

const z = (...values: number[]) => Float64Array.from(values);

describe('log-sum-exp', () => {
  it('equals the plain formula where that works', () => {
    expect(logSumExp(z(1, 2, 3))).toBeCloseTo(Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)), 14);
  });

  it('survives where the plain formula overflows or vanishes', () => {
    expect(logSumExp(z(1000, 1000))).toBeCloseTo(1000 + Math.LN2, 10);
    expect(logSumExp(z(-1000, -1000))).toBeCloseTo(-1000 + Math.LN2, 10);
  });
});

describe('softmax with cross-entropy', () => {
  const { loss, delta, predict, probabilities } = losses.softmax;

  it('is −log softmax', () => {
    const logits = z(0.3, -1.2, 2);
    const p = new Float64Array(3);
    probabilities(logits, p);
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 15);
    expect(loss(logits, 1)).toBeCloseTo(-Math.log(p[1]!), 14);
    expect(loss(z(0, 0, 0, 0), 2)).toBeCloseTo(Math.log(4), 15);
  });

  it('stays exact at ±1000', () => {
    expect(loss(z(1000, -1000), 0)).toBe(0);
    expect(loss(z(1000, -1000), 1)).toBe(2000);
    const d = new Float64Array(2);
    delta(z(1000, -1000), 1, d);
    expect([...d]).toEqual([1, -1]);
  });

  it('predicts the largest logit, the first of equal ones', () => {
    expect(predict(z(1, 3, 3, 2))).toBe(1);
    expect(argmax(z(0, 0, 0))).toBe(0);
  });
});

describe('a sigmoid unit with binary cross-entropy', () => {
  const { loss, delta, predict, probabilities } = losses.sigmoid;

  it('is −log of the probability of the label', () => {
    for (const logit of [-3, -0.4, 0, 0.4, 3]) {
      const p = new Float64Array(2);
      probabilities(z(logit), p);
      expect(p[0]! + p[1]!).toBeCloseTo(1, 15);
      expect(loss(z(logit), 1)).toBeCloseTo(-Math.log(p[1]!), 14);
      expect(loss(z(logit), 0)).toBeCloseTo(-Math.log(p[0]!), 14);
    }
  });

  it('stays exact at ±1000', () => {
    expect(loss(z(1000), 0)).toBe(1000);
    expect(loss(z(1000), 1)).toBe(0);
    expect(loss(z(-1000), 1)).toBe(1000);
    expect(loss(z(-1000), 0)).toBe(0);
    const d = new Float64Array(1);
    delta(z(-1000), 1, d);
    expect(d[0]).toBe(-1);
  });

  it('predicts class 1 for a logit above 0 only', () => {
    expect([-1, 0, 1e-9].map((logit) => predict(z(logit)))).toEqual([0, 0, 1]);
  });
});

describe.each<[OutputName, Float64Array, number]>([
  ['softmax', z(0.3, -1.2, 2), 1],
  ['sigmoid', z(0.8), 0],
  ['sigmoid', z(-0.8), 1],
])('the %s loss at %s for class %d', (name, logits, label) => {
  const { loss, delta, difference } = losses[name];
  const moved = (k: number, by: number) => logits.map((value, index) => (index === k ? value + by : value));

  it('has the delta of its finite differences', () => {
    const d = new Float64Array(logits.length);
    delta(logits, label, d);
    d.forEach((value, k) => {
      const numeric = (loss(moved(k, 1e-5), label) - loss(moved(k, -1e-5), label)) / 2e-5;
      expect(value).toBeCloseTo(numeric, 9);
    });
  });

  it('has the difference of its values', () => {
    const dz = logits.map((_, k) => 0.01 * (k + 1) * (k % 2 === 0 ? 1 : -1));
    const plain = loss(
      logits.map((value, k) => value + dz[k]!),
      label,
    );
    expect(difference(logits, dz, label)).toBeCloseTo(plain - loss(logits, label), 14);
  });
});

describe('probabilities that are reported', () => {
  it('stay within [1e-15, 1 − 1e-15]', () => {
    expect(clipProbability(0)).toBe(1e-15);
    expect(clipProbability(1)).toBe(1 - 1e-15);
    expect(clipProbability(0.25)).toBe(0.25);
  });
});
