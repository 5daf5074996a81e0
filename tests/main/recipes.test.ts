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
      expect(expectation.min ?? expectation.max ?? expectation.order).toBeDefined();
    }
  });

  // The bounds are given with the assignments and must not be widened.
  const given = [
    ['ece285-gradient-descent', 'initial.train.loss', 'start', 'each', 2.2, 3.4],
    ['ece285-gradient-descent', 'train.error', 'end', 'mean', 0.115, 0.145],
    ['ece285-minibatch', 'initial.train.loss', 'start', 'each', 2.2, 3.4],
    ['ece285-minibatch', 'test.error', 'end', 'each', 0.035, 0.06],
    ['ece421-notmnist', 'train.error', 'end', 'mean', 0, 0.02],
    ['ece421-notmnist', 'validation.error', 'end', 'mean', 0.075, 0.105],
    ['ece421-notmnist', 'train.loss', 'end', 'mean', 0.03, 0.11],
    ['ece421-notmnist', 'validation.loss', 'end', 'mean', 0.26, 0.4],
    ['vu-synthetic', 'validation.loss', 'end', 'each', undefined, 0.12],
    ['vu-learning-rates', 'validation.error', 'end', 'groups', undefined, undefined],
    ['cs189-three-nine', 'test.error', 'end', 'mean', 0.01, 0.022],
    ['cs189-step-ten', 'test.error', 'end', 'each', 0.4, 0.55],
    ['cs189-memorise', 'train.error', 'end', 'each', undefined, 0],
    ['cs189-memorise', 'firstStepReached', 'end', 'each', undefined, 11],
    ['uppsala-one-layer', 'test.error', 'end', 'mean', 0.065, 0.1],
    ['uppsala-deep', 'test.error', 'end', 'mean', 0.016, 0.027],
    ['uppsala-momentum', 'test.error', 'end', 'mean', 0.016, 0.027],
    ['uppsala-adam', 'test.error', 'end', 'mean', 0.016, 0.027],
  ];

  it('expect what the assignments publish, and nothing else', () => {
    const shipped = recipes.flatMap(({ name, experiment }) =>
      experiment.expects.map(({ metric, at, over, min, max }) => [name, metric, at, over, min, max]),
    );
    const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(shipped)).toEqual(sorted(given));
    expect(experimentOf('vu-learning-rates').expects[0]?.order).toBe('falling');
  });

  it('run at least three seeds wherever a value is judged, and publish figures inside their own bounds', () => {
    for (const { experiment } of recipes.filter((recipe) => recipe.experiment.expects.length > 0)) {
      expect(experiment.repeats).toBeGreaterThanOrEqual(3);
      for (const { published, min = -Infinity, max = Infinity } of experiment.expects) {
        if (published === undefined) continue;
        expect(published).toBeGreaterThanOrEqual(min);
        expect(published).toBeLessThanOrEqual(max);
      }
    }
  });

  it('cover the five courses', () => {
    const courses = new Set(recipes.map(({ experiment }) => experiment.about?.course));
    expect([...courses].sort()).toEqual([
      'Backprop Workbench',
      'CS 189, UC Berkeley',
      'Deep Learning for Image Analysis, Uppsala University',
      'Deep Learning, VU Amsterdam',
      'ECE 285, UC San Diego',
      'ECE 421, University of Toronto',
    ]);
  });

  it('put the velocity of the course for notMNIST into our terms', () => {
    const { dataset, network, training } = experimentOf('ece421-notmnist');
    expect(dataset).toMatchObject({ source: 'notmnist', scaling: 'unit', validationSize: 1500, testSize: 1500 });
    expect(network).toMatchObject({ hidden: [{ units: 1000, activation: 'relu' }], init: { scheme: 'ece421' } });
    // V = α·v, and V starts at 1e-5.
    expect(training).toMatchObject({
      optimizer: { type: 'momentum', learningRate: 0.1, momentum: 0.9, initialVelocity: 1e-4 },
      batchSize: 'full',
      epochs: 200,
    });
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
