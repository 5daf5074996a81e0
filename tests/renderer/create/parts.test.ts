import { describe, expect, it } from 'vitest';
import { datasetChoices } from '../../../src/renderer/src/create/choices.ts';
import { blankExperiment, initialFor } from '../../../src/renderer/src/create/initial.ts';
import { fieldPaths, placeIssues } from '../../../src/renderer/src/create/issues.ts';
import { planFacts, planLayers } from '../../../src/renderer/src/create/planFacts.ts';
import { repeatsHint, seedsText } from '../../../src/renderer/src/create/seeds.ts';
import { readBatchSize, readClasses, readNumber, writeNumber } from '../../../src/renderer/src/create/text.ts';
import { toForm } from '../../../src/renderer/src/create/toForm.ts';
import { fileName } from '../../../src/renderer/src/create/useStart.ts';
import { sampleDatasets, samplePlan, sampleRecipes } from '../../support/sampleAnswers.ts';
import { sampleExperiments } from '../../support/sampleExperiments.ts';

describe('reading what was typed', () => {
  it.each([
    ['5\u2009000', 5000],
    [' 0.03 ', 0.03],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['-1', -1],
    ['', undefined],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['0,03', '0,03'],
    ['1e999', '1e999'],
    ['five', 'five'],
  ])('%j is %j', (text, value) => expect(readNumber(text)).toBe(value));

  it('knows the full batch and lists of classes', () => {
    expect([readBatchSize(' Full '), readBatchSize('16'), readBatchSize('all')]).toEqual(['full', 16, 'all']);
    expect([readClasses(''), readClasses('3, 9'), readClasses('3 9 x')]).toEqual([undefined, [3, 9], [3, 9, 'x']]);
  });

  it.each([60_000, 0.03, 1e-8, -1e-4, 0, 123_456_789_012])('writes %d so that it reads the same', (value) =>
    expect(readNumber(writeNumber(value))).toBe(value),
  );
});

describe('where a message belongs', () => {
  const fields = fieldPaths(toForm(sampleExperiments()[0]!.experiment));
  const placed = (path: string) => placeIssues([{ path, message: 'm' }], fields);

  it.each([
    ['training.optimizer.learningRate', 'training.optimizer.learningRate'],
    ['sweep.training.optimizer.learningRate', 'training.optimizer.learningRate'],
    ['network.hidden.0.units', 'network.hidden.0.units'],
    ['network.hidden.7.units', 'network.hidden'],
    ['dataset.classes.1', 'dataset.classes'],
    ['training.until.metric', 'training.until'],
    ['network.init.std', 'network.init'],
  ])('%s stands beside %s', (path, field) => {
    expect([...placed(path).byField]).toEqual([[field, ['m']]]);
    expect(placed(path).others).toEqual([]);
  });

  it.each(['', 'expects.0.metric', 'sweep', 'training.optimizer.beta1'])('"%s" stands at the top', (path) => {
    expect(placed(path).others).toEqual([{ path, message: 'm' }]);
  });
});

describe('the plan in words', () => {
  it('says what the runs are made of', () => {
    const sweep = { 'training.optimizer.learningRate': [0.1, 0.2] };
    const plan = { ...samplePlan, runs: 6, repeats: 3, steps: 6000, stepsPerRun: 1000 };
    const values = Object.fromEntries(planFacts(plan, sweep).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ runs: '2 rates × 3 seeds =\u00a06', steps: '1\u2009000 a run, 6\u2009000 in all' });
    const runs = (repeats: number, axes: Record<string, unknown[]>) =>
      planFacts({ ...samplePlan, runs: repeats, repeats }, axes)[0]!.value;
    const widths = planFacts({ ...samplePlan, parameters: 1600, mostParameters: 19_090 }, {});
    expect(widths.find(({ name }) => name === 'parameters')!.value).toBe('1\u2009600 to 19\u2009090');
    expect([runs(1, {}), runs(5, {}), runs(1, sweep)]).toEqual(['1', '5 seeds', '2 rates × 1 seed =\u00a02']);
    const lengths = planFacts(
      { ...samplePlan, runs: 2, steps: 3000, stepsPerRun: 1000 },
      { 'training.steps': [1000, 2000] },
    );
    expect(lengths.find(({ name }) => name === 'steps')!.value).toBe('3\u2009000 in all');
    expect(planFacts({ ...samplePlan, seconds: null }, {}).at(-1)!.value).toBe('not measured yet');
  });

  it('names the layers', () => {
    const { network } = toForm(sampleExperiments()[0]!.experiment);
    expect(planLayers({ ...samplePlan, widths: [784, 300, 10] }, network)).toEqual([
      { units: 784, caption: '28 × 28' },
      { units: 300, caption: 'sigmoid' },
      { units: 10, caption: 'softmax' },
    ]);
    expect(planLayers({ ...samplePlan, widths: [2, 2], imageShape: [1, 2] }, network)[0]!.caption).toBe('inputs');
  });
});

describe('seeds', () => {
  it.each([
    ['1', '1', 'seed 1'],
    ['1', '3', 'seeds 1, 2, 3 for every configuration'],
    ['4', '10', 'seeds 4 … 13 for every configuration'],
    ['', '2', 'seeds 1, 2 for every configuration'],
    ['1', 'x', 'seeds'],
  ])('from %j, %j times, are %j', (seed, repeats, text) => expect(seedsText(seed, repeats)).toBe(text));

  it('that are few are said to tell little', () => {
    expect(repeatsHint('3')).toMatch(/^With 3 seeds only large differences/);
    expect(repeatsHint('2')).toMatch(/^With 2 seeds only large differences/);
    for (const repeats of ['1', '5', '10', 'x', '0']) expect(repeatsHint(repeats)).toBeUndefined();
    expect(repeatsHint('1', true)).toMatch(/^With 1 seed no difference/);
    expect(repeatsHint('5', true)).toBeUndefined();
  });
});

describe('what the form starts from', () => {
  const sources = { recipes: sampleRecipes, experiments: sampleExperiments() };

  it('is a recipe, an experiment, or built-in data', () => {
    expect(initialFor({ recipe: 'vu-seeds' }, sources)?.origin).toBe('from recipe Five initialisations');
    expect(initialFor({ from: 'vu' }, sources)?.origin).toBe('from VU learning rates');
    expect(initialFor({}, sources)?.experiment).toEqual(blankExperiment());
  });

  it('is nothing where that is not there', () => {
    expect(initialFor({ recipe: 'nope' }, sources)).toBeNull();
    expect(initialFor({ from: 'nope' }, sources)).toBeNull();
  });
});

describe('datasets to choose from', () => {
  it('say how many images they have, or what is wrong', () => {
    const broken = { ...sampleDatasets[0]!, id: 'b', problem: 'The folder is gone.' };
    const unread = { ...sampleDatasets[0]!, id: 'u', facts: null };
    const hints = datasetChoices([...sampleDatasets, broken, unread], 'mnist').map(({ hint }) => hint);
    expect(hints[0]).toBe('60\u2009000 + 10\u2009000 · 28 × 28');
    expect(hints.slice(-2)).toEqual(['The folder is gone.', 'not read yet']);
  });

  it('keep one that the library does not know', () => {
    expect(datasetChoices(sampleDatasets, 'gone')[0]).toEqual({
      value: 'gone',
      label: 'gone',
      hint: 'not in the library',
    });
  });
});

describe('the name of a saved recipe', () => {
  it.each([
    ['VU learning rates', 'vu-learning-rates.json'],
    ['3 vs. 9!', '3-vs-9.json'],
    ['Größe', 'größe.json'],
    ['***', 'experiment.json'],
  ])('of %j is %j', (name, file) => expect(fileName(name)).toBe(file));
});
