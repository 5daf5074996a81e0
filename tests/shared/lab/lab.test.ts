import { describe, expect, it } from 'vitest';
import { checkDirection, errorBySteps } from '../../../src/shared/lab/directional.ts';
import { fromOneHot, toOneHot } from '../../../src/shared/lab/oneHot.ts';
import { sigmoidForms, softmaxForms } from '../../../src/shared/lab/stable.ts';
import {
  publishedDerivatives,
  publishedNetwork,
  tinyValues,
  type TinyNetwork,
} from '../../../src/shared/lab/tinyNetwork.ts';

const toFour = (value: number): number => Math.round(value * 1e4) / 1e4 + 0;

describe('the tiny network', () => {
  it('has the published derivatives, to four decimals', () => {
    const { derivatives } = tinyValues(publishedNetwork);
    expect(derivatives.W.map((row) => row.map(toFour))).toEqual(publishedDerivatives.W);
    expect(derivatives.b.map(toFour)).toEqual(publishedDerivatives.b);
    expect(derivatives.V.map((row) => row.map(toFour))).toEqual(publishedDerivatives.V);
    expect(derivatives.c.map(toFour)).toEqual(publishedDerivatives.c);
  });

  it('has the forward values one works out by hand', () => {
    const { k, h, o, y, loss } = tinyValues(publishedNetwork);
    expect(k).toEqual([2, 2, 2]);
    h.forEach((value) => expect(value).toBeCloseTo(1 / (1 + Math.exp(-2)), 14));
    o.forEach((value) => expect(value).toBeCloseTo(-1 / (1 + Math.exp(-2)), 14));
    expect(y).toEqual([0.5, 0.5]);
    expect(loss).toBeCloseTo(Math.log(2), 14);
  });

  it('derives by inputs and hidden outputs as finite differences do', () => {
    const network: TinyNetwork = {
      ...publishedNetwork,
      x: [0.5, -1.25],
      W: [
        [0.3, -0.7, 1.1],
        [0.2, 0.9, -0.4],
      ],
      V: [
        [0.6, -0.2],
        [-1.3, 0.4],
        [0.8, 0.1],
      ],
      c: [0.1, -0.1],
      activation: 'tanh',
      label: 1,
    };
    const { derivatives } = tinyValues(network);
    // The inputs are float32: a step that is exact there.
    const step = 2 ** -10;
    network.x.forEach((_, i) => {
      const moved = (sign: number) =>
        tinyValues({ ...network, x: network.x.map((value, at) => (at === i ? value + sign * step : value)) }).loss;
      expect((moved(1) - moved(-1)) / (2 * step)).toBeCloseTo(derivatives.x[i]!, 6);
    });
  });
});

describe('stable and naive forms', () => {
  it.each([1, 0, -1])('agree at %d', (z) => {
    const { naive, stable, naiveLoss, stableLoss } = sigmoidForms(z);
    expect(naive).toBeCloseTo(stable, 15);
    expect(naiveLoss).toBeCloseTo(stableLoss, 14);
  });

  it('part at ±1000: the naive sigmoid overflows, its loss with it', () => {
    expect(sigmoidForms(1000).naive).toBeNaN();
    expect(sigmoidForms(1000).stable).toBe(1);
    expect(sigmoidForms(1000).stableLoss).toBe(0);
    expect(sigmoidForms(-1000)).toMatchObject({ naive: 0, naiveLoss: Infinity, stableLoss: 1000 });
    expect(sigmoidForms(-1000).clippedLoss).toBeCloseTo(-Math.log(1e-15), 12);
  });

  it('softmax: the same for small logits, alone finite for large ones', () => {
    const small = softmaxForms([1, 2, 3], 0);
    small.naive.forEach((p, k) => expect(p).toBeCloseTo(small.stable[k]!, 15));
    expect(small.naiveLoss).toBeCloseTo(small.stableLoss, 14);
    const large = softmaxForms([1000, 0, -1000], 1);
    expect(large.naive[0]).toBeNaN();
    expect(large.stable).toEqual([1, 0, 0]);
    expect(large.stableLoss).toBe(1000);
  });
});

describe('directional derivatives', () => {
  const a = [0.3, -1.2, 2.5, 0.7];
  const e = [1, -2, 0.5, 0.25];

  it.each(['softmax', 'relu'] as const)('%s: formula and finite differences agree', (name) => {
    const { formula, numeric, error } = checkDirection(name, a, e, 1e-5);
    formula.forEach((value, i) => expect(value).toBeCloseTo(numeric[i]!, 9));
    expect(error).toBeLessThan(1e-9);
  });

  it('softmax: a direction that moves all alike changes nothing', () => {
    checkDirection('softmax', a, [1, 1, 1, 1], 1e-5).formula.forEach((value) => expect(value).toBeCloseTo(0, 15));
  });

  it('ReLU: finite differences fail across the kink', () => {
    expect(checkDirection('relu', [0], [1], 1e-5)).toMatchObject({ formula: [0], numeric: [0.5] });
  });

  it('the best step is neither the largest nor the smallest', () => {
    const errors = errorBySteps('softmax', a, e).map(({ error }) => error);
    const best = errors.indexOf(Math.min(...errors));
    expect(best).toBeGreaterThan(2);
    expect(best).toBeLessThan(10);
  });
});

describe('one-hot coding', () => {
  it('and back gives the labels', () => {
    const labels = [5, 0, 4, 1, 9];
    expect(toOneHot(labels, 10)[0]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(fromOneHot(toOneHot(labels, 10))).toEqual(labels);
  });

  it('refuses a label that has no column', () => {
    expect(() => toOneHot([3, 10], 10)).toThrow('label 10 was given, expected 0 to 9');
  });
});
