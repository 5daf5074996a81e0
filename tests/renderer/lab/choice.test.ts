import { describe, expect, it } from 'vitest';
import { firstChoice, ownLayer, readChoice } from '../../../src/renderer/src/lab/network/choice.ts';
import { callSchemas } from '../../../src/shared/contract.ts';
import { sampleRecipes } from '../../support/sampleAnswers.ts';

const read = (changes: object) => readChoice({ ...firstChoice(), ...changes }, sampleRecipes);

describe('readChoice', () => {
  it('makes an experiment of one’s own network that the contract takes', () => {
    const own = { dataset: 'mnist', hidden: [ownLayer(' 300 ', 'sigmoid'), ownLayer('20', 'tanh')], output: 'softmax' };
    const found = read({ own, seed: '7', samples: '' });
    expect(found).toMatchObject({ ok: true, samples: undefined });
    const { source } = found as Extract<typeof found, { ok: true }>;
    expect(source).toMatchObject({
      kind: 'experiment',
      experiment: {
        seed: 7,
        dataset: { source: 'mnist' },
        network: { hidden: [{ units: 300, activation: 'sigmoid' }, { units: 20, activation: 'tanh' }] }, // prettier-ignore
      },
    });
    expect(callSchemas.makeBatch.safeParse({ source, expected: false }).success).toBe(true);
  });

  it('takes a recipe with its own seed or another, and a run', () => {
    const [{ name, experiment }] = sampleRecipes as [(typeof sampleRecipes)[number]];
    expect(read({ from: 'recipe', recipe: name, seed: '' })).toMatchObject({ source: { experiment } });
    expect(read({ from: 'recipe', recipe: name, seed: '5' })).toMatchObject({ source: { experiment: { seed: 5 } } });
    expect(read({ from: 'run', run: 'r1', weights: 'initial', samples: '8' })).toEqual({
      ok: true,
      source: { kind: 'run', id: 'r1', weights: 'initial' },
      samples: 8,
    });
  });

  it.each([
    [{ samples: '0' }, 'samples'],
    [{ samples: '2001' }, 'samples'],
    [{ seed: '1.5' }, 'seed'],
    [{ from: 'recipe' }, 'recipe'],
    [{ from: 'run' }, 'run'],
    [{ own: { dataset: 'mnist', hidden: [ownLayer('many', 'relu')], output: 'softmax' } }, 'units'],
  ])('names the field that cannot be read: %o', (changes, field) => {
    expect(read(changes)).toMatchObject({ ok: false, field, problem: expect.stringMatching(/\.$/) });
  });
});
