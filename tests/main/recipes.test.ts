import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRecipes, readRecipe, recipeNames } from '../../src/main/recipes.ts';
import { expandSweep } from '../../src/shared/sweep.ts';

const folder = join(import.meta.dirname, '../../resources/recipes');
const recipes = await listRecipes(folder);
const experimentOf = (name: string) => recipes.find((recipe) => recipe.name === name)!.experiment;

describe('the built-in recipes', () => {
  it('are all listed, the one to start with first', async () => {
    const names = recipes.map((recipe) => recipe.name);
    expect(names[0]).toBe('first-steps');
    expect([...names].sort()).toEqual(
      readdirSync(folder)
        .map((file) => file.replace('.json', ''))
        .sort(),
    );
    expect(await recipeNames(folder)).toEqual(names);
  });

  it.each(recipes)('$name is complete and can be expanded', ({ name, experiment }) => {
    expect(experiment.name).toBe(name);
    expect(expandSweep(experiment)).toMatchObject({ ok: true });
    expect(experiment.about?.course).toBeTruthy();
    expect(experiment.about?.title).toBeTruthy();
    expect(experiment.about!.lookFor.length).toBeGreaterThan(40);
    for (const expectation of experiment.expects) {
      expect(expectation.quote).toBeTruthy();
      expect(expectation.min ?? expectation.max).toBeDefined();
    }
  });

  // The bounds are given with the assignments and must not be widened.
  it.each([
    ['ece285-gradient-descent', 'initial.train.loss', 'each', 2.2, 3.4],
    ['ece285-gradient-descent', 'train.error', 'mean', 0.115, 0.145],
    ['ece285-minibatch', 'test.error', 'each', 0.035, 0.06],
    ['vu-synthetic', 'validation.loss', 'each', undefined, 0.12],
    ['cs189-three-nine', 'test.error', 'mean', 0.01, 0.022],
    ['cs189-step-ten', 'test.error', 'each', 0.4, 0.55],
    ['uppsala-one-layer', 'test.error', 'mean', 0.065, 0.1],
    ['uppsala-deep', 'test.error', 'mean', 0.016, 0.027],
    ['uppsala-momentum', 'test.error', 'mean', 0.016, 0.027],
    ['uppsala-adam', 'test.error', 'mean', 0.016, 0.027],
  ])('%s expects %s over %s from %s to %s', (name, metric, over, min, max) => {
    const expectation = experimentOf(name).expects.find((each) => each.metric === metric);
    expect([expectation?.over, expectation?.min, expectation?.max]).toEqual([over, min, max]);
  });

  it('keep the settings of the assignments', () => {
    expect(experimentOf('ece285-minibatch')).toMatchObject({
      dataset: { source: 'mnist', scaling: 'symmetric' },
      network: { hidden: [{ units: 64, activation: 'relu' }], output: 'softmax', init: { scheme: 'ece285' } },
      training: { optimizer: { type: 'sgd', learningRate: 0.05 }, batchSize: 100, epochs: 5, shuffle: 'each-epoch' },
      repeats: 5,
    });
    expect(experimentOf('vu-learning-rates')).toMatchObject({
      dataset: { validationSize: 5000 },
      training: { batchSize: 16, epochs: 5 },
      sweep: { 'training.optimizer.learningRate': [0.001, 0.003, 0.01, 0.03] },
      repeats: 3,
    });
    expect(experimentOf('cs189-step-ten').training.optimizer.learningRate).toBe(10);
    expect(experimentOf('uppsala-one-layer').training).toMatchObject({ steps: 3000, batchSize: 100 });
  });

  it('are read as they are written', async () => {
    expect(await readRecipe(folder, 'vu-final')).toBe(readFileSync(join(folder, 'vu-final.json'), 'utf8'));
  });

  it('answer a misspelt name with the nearest one', async () => {
    await expect(readRecipe(folder, 'vu-finale')).rejects.toMatchObject({
      name: 'UserError',
      message: 'recipe vu-finale: there is none of this name; did you mean vu-final?',
    });
    await expect(readRecipe(folder, '../package')).rejects.toMatchObject({ code: 'not-found' });
  });
});
