import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toDraft } from '../../../src/renderer/src/create/toDraft.ts';
import { toForm } from '../../../src/renderer/src/create/toForm.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import type { Experiment, ExperimentInput } from '../../../src/shared/experiment.ts';
import { parseExperiment } from '../../../src/shared/parse.ts';

const minimal: ExperimentInput = {
  version: 1,
  dataset: { source: 'mnist' },
  network: { output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 } },
};
const complete = (input: ExperimentInput = minimal): Experiment => experimentSchema.parse(input);
const again = (experiment: Experiment) => parseExperiment(toDraft(toForm(experiment)));

const recipes = new URL('../../../resources/recipes/', import.meta.url);
const shipped = readdirSync(recipes).filter((file) => file.endsWith('.json'));

describe('an experiment through the form', () => {
  it.each([
    ['the least there is', minimal],
    [
      'every field of its own',
      {
        ...minimal,
        name: 'everything',
        dataset: {
          source: 'imported-1',
          path: '/data/x',
          scaling: 'standardize',
          classes: [3, 9],
          trainSize: 10_000,
          validationSize: 500,
          testSize: 50,
          seed: 7,
        },
        network: {
          hidden: [
            { units: 1000, activation: 'relu' },
            { units: 5, activation: 'identity' },
          ],
          output: 'softmax',
          init: { scheme: 'normal', std: 0.02 },
        },
        training: {
          optimizer: { type: 'adam', learningRate: 1e-4, beta1: 0.8, beta2: 0.99, epsilon: 1e-7, weightDecay: 0.001 },
          schedule: { type: 'step', every: 3, factor: 0.1 },
          batchSize: 'full',
          steps: 12_000,
          until: { metric: 'train.error', atMost: 0.01 },
          earlyStopping: { metric: 'validation.loss', patience: 7 },
          shuffle: 'never',
          evaluateEvery: { steps: 50, on: ['train', 'validation'] },
        },
        seed: 11,
        repeats: 3,
        sweep: { 'training.optimizer.learningRate': [0.01, 0.1], 'dataset.classes': [[3, 9], [4, 9]] }, // prettier-ignore
        expects: [{ metric: 'test.error', max: 0.1, quote: 'about ten per cent' }],
        about: { course: 'A course', title: 'A title', lookFor: 'A curve' },
      } satisfies ExperimentInput,
    ],
    ['momentum', { ...minimal, training: { optimizer: { type: 'momentum', learningRate: 1, momentum: 0.5, initialVelocity: -1e-4 } } }], // prettier-ignore
    ['random inputs', { ...minimal, dataset: { source: 'mnist', randomInputs: true } }],
    ['an exponential schedule', { ...minimal, training: { optimizer: { type: 'sgd', learningRate: 1 }, schedule: { type: 'exponential', factor: 0.9 } } }], // prettier-ignore
  ] as [string, ExperimentInput][])('comes back as it was: %s', (_, input) => {
    const experiment = complete(input);
    expect(again(experiment)).toEqual({ ok: true, experiment });
  });

  it.each(shipped)('comes back as it was: %s', (file) => {
    const parsed = parseExperiment(JSON.parse(readFileSync(new URL(file, recipes), 'utf8')), { name: file });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    expect(again(parsed.experiment)).toEqual({ ok: true, experiment: parsed.experiment });
  });

  it('keeps the settings of an optimiser that is not chosen at the moment', () => {
    const form = toForm(complete());
    form.training.optimizer.type = 'momentum';
    expect(toDraft(form)).toMatchObject({
      training: { optimizer: { type: 'momentum', momentum: 0.9, initialVelocity: 0 } },
    });
    form.training.optimizer.type = 'sgd';
    expect(toDraft(form).training).toMatchObject({ optimizer: { type: 'sgd', learningRate: 0.1, weightDecay: 0 } });
    expect(parseExperiment(toDraft(form)).ok).toBe(true);
  });

  it('leaves what was cleared to its default', () => {
    const form = toForm(complete());
    form.training.batchSize = ' ';
    form.dataset.validationSize = '';
    const parsed = parseExperiment(toDraft(form));
    expect(parsed.ok && parsed.experiment.training.batchSize).toBe(100);
  });

  it('lets the schema say what it makes of text', () => {
    const form = toForm(complete());
    form.training.optimizer.learningRate = 'fast';
    expect(parseExperiment(toDraft(form))).toEqual({
      ok: false,
      issues: [{ path: 'training.optimizer.learningRate', message: 'given "fast", expected a number above 0' }],
    });
    form.training.optimizer.learningRate = '';
    expect(parseExperiment(toDraft(form))).toMatchObject({
      issues: [{ message: 'missing, expected a number above 0' }],
    });
  });
});
