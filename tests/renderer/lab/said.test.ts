import { describe, expect, it } from 'vitest';
import { circumstances, small, verdictSaid, worstSaid } from '../../../src/renderer/src/lab/gradients/said.ts';
import * as verify from '../../../src/renderer/src/lab/verify/said.ts';
import { snippet } from '../../../src/renderer/src/lab/verify/snippet.ts';
import { sampleGradientCheck, sampleVerification } from '../../support/sampleLab.ts';

describe('a gradient check in words', () => {
  it.each([
    [3.24e-9, '3.2e−9'],
    [1e-5, '1e−5'],
    [0.0237, '0.024'],
    [2, '2'],
    [4.2e5, '4.2e5'],
    [0, '0'],
    [Infinity, '∞'],
  ])('writes %d as %s', (value, text) => expect(small(value)).toBe(text));

  it('says what passed, what did not and what was caught', () => {
    const broken = { name: 'missing-mask', sentence: 'It is missing.' };
    expect(verdictSaid(sampleGradientCheck())).toBe('Passed: every relative error is below 1e−5.');
    expect(verdictSaid(sampleGradientCheck(['W1', 'b1', 'W2']))).toBe(
      'Not passed: a relative error is 1e−5 or more in W1, b1 and W2.',
    );
    expect(verdictSaid(sampleGradientCheck(['W1'], { broken }))).toMatch(/^Caught: .* in W1\.$/);
    expect(verdictSaid(sampleGradientCheck([], { broken }))).toMatch(/^Not caught/);
    expect(circumstances(sampleGradientCheck())).toBe('784-30-10, 20 images, loss 2.345, ε = 1e−5, 0.4 s');
  });

  it('names the worst entry by row and column, of a bias by its unit', () => {
    const [w1, b1] = sampleGradientCheck(['W1']).tensors;
    expect(worstSaid(w1!)).toBe('worst at W1[0, 7]: backpropagation 0.04, finite difference 0.02');
    expect(worstSaid(b1!)).toMatch(/^worst at b1\[7\]:/);
    expect(worstSaid({ ...w1!, worst: null })).toBe('every entry lies at a kink');
  });
});

describe('a verification in words', () => {
  it('names the first wrong tensor, the place and the cause', () => {
    const wrong = sampleVerification({ missingMean: true });
    expect(verify.verdictSaid(wrong)).toMatch(/^dW2 is the first that is wrong; 3 tensors behind it/);
    expect(verify.causeSaid(wrong.cause)).toMatch(/^Probably: The division by N is missing/);
    expect(verify.differenceSaid(wrong.tensors.find(({ name }) => name === 'dW2')!)).toMatch(
      /^furthest at dW2\[\d, \d\]: given −?[\d.]+, expected −?[\d.]+$/,
    );
    const turned = sampleVerification({ transposed: true });
    expect(verify.differenceSaid(turned.tensors.find(({ name }) => name === 'dW1')!)).toMatch(/shape 3 × 4, expected 4 × 3$/); // prettier-ignore
  });

  it('says that all is right', () => {
    expect(verify.verdictSaid(sampleVerification())).toBe('Every tensor given is right.');
    expect(verify.causeSaid(null)).toMatch(/None of the common mistakes/);
  });
});

it('shows how a program loads the batch and under which names it saves', () => {
  const code = snippet('mine-batch.npz', 2);
  expect(code).toContain("np.load('mine-batch.npz')");
  expect(code).toContain("W1, b1 = batch['W1'], batch['b1']\nW2, b2 = batch['W2'], batch['b2']\n");
  for (const name of ['z1', 'h1', 'z2', 'p', 'loss', 'dW2', 'db2', 'dW1', 'db1']) expect(code).toContain(`${name}=${name}`); // prettier-ignore
  expect(code).not.toContain('h2=');
});
