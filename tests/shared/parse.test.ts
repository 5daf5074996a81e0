import { describe, expect, it } from 'vitest';
import { parseExperiment, parseExperimentText } from '../../src/shared/parse.ts';
import { complete, minimal, sentences } from './experiments.ts';

const { training, network, dataset } = minimal;

describe('parseExperiment', () => {
  it('fills in every default of the file format', () => {
    expect(complete(minimal)).toEqual({
      version: 1,
      name: 'untitled',
      dataset: {
        source: 'synthetic-digits',
        scaling: 'unit',
        validationSize: 0,
        testSize: 0,
        seed: 0,
        randomInputs: false,
      },
      network: { hidden: [], output: 'softmax', init: { scheme: 'xavier' } },
      training: {
        optimizer: { type: 'sgd', learningRate: 0.1, weightDecay: 0 },
        schedule: { type: 'constant' },
        batchSize: 100,
        epochs: 5,
        shuffle: 'each-epoch',
        evaluateEvery: { epochs: 1, on: ['train', 'validation', 'test'] },
      },
      seed: 1,
      repeats: 1,
      sweep: {},
      expects: [],
    });
  });

  it.each([
    ['momentum', { momentum: 0.9, initialVelocity: 0, weightDecay: 0 }],
    ['nesterov', { momentum: 0.9, initialVelocity: 0, weightDecay: 0 }],
    ['adam', { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
  ])('fills in the defaults of %s', (type, defaults) => {
    const parsed = complete({ ...minimal, training: { optimizer: { type, learningRate: 0.1 } } });
    expect(parsed.training.optimizer).toEqual({ type, learningRate: 0.1, ...defaults });
  });

  it('gives a nameless experiment the name of its file, a named one its own', () => {
    expect(parseExperiment(minimal, { name: 'from-file' })).toMatchObject({ experiment: { name: 'from-file' } });
    expect(parseExperiment({ ...minimal, name: 'own' }, { name: 'f' })).toMatchObject({ experiment: { name: 'own' } });
  });

  it('accepts what it has produced', () => {
    const stepwise = { ...minimal, training: { ...training, steps: 7, evaluateEvery: { steps: 2, on: ['test'] } } };
    for (const experiment of [complete(minimal), complete(stepwise)]) expect(complete(experiment)).toEqual(experiment);
  });
});

describe('what is wrong with an experiment', () => {
  const withOptimizer = (optimizer: unknown): unknown => ({ ...minimal, training: { ...training, optimizer } });

  it('names given and expected', () => {
    expect(sentences(withOptimizer({ type: 'sgd', learningRate: -0.1 }))).toEqual([
      'training.optimizer.learningRate: given -0.1, expected a number above 0',
    ]);
    expect(sentences({ ...minimal, network: { ...network, hidden: [{ units: 1e9, activation: 'relu' }] } })).toEqual([
      'network.hidden.0.units: given 1000000000, expected a whole number from 1 to 100000',
    ]);
    expect(sentences({ ...minimal, training: { ...training, batchSize: 'ful' } })).toEqual([
      'training.batchSize: given "ful", expected a whole number of at least 1 or "full"',
    ]);
    expect(sentences({ ...minimal, repeats: 1.5 })).toEqual([
      'repeats: given 1.5, expected a whole number from 1 to 1000',
    ]);
    expect(sentences(withOptimizer({ type: 'sgd', learningRate: NaN }))).toEqual([
      'training.optimizer.learningRate: given NaN, expected a number above 0',
    ]);
  });

  it('names a misspelt key and the nearest known one', () => {
    expect(sentences({ ...minimal, training: { ...training, batchsize: 3 } })).toEqual([
      'training.batchsize: not known; did you mean batchSize?',
    ]);
    expect(sentences({ ...minimal, trainnig: {} })).toEqual(['trainnig: not known; did you mean training?']);
    expect(sentences({ ...minimal, training: { ...training, momentum: 0.9 } })).toEqual([
      'training.momentum: not known here; did you mean training.optimizer.momentum?',
    ]);
    expect(sentences({ ...minimal, network: { ...network, zzzzzzzzz: 1 } })[0]).toMatch(
      /^network\.zzzzzzzzz: not known; the nearest known is \w+ \(known here: hidden, output, init\)$/,
    );
  });

  it('explains the types of optimizers, schedules and initialisations', () => {
    expect(sentences(withOptimizer({ type: 'sgd', learningRate: 1, momentum: 0.9 }))).toEqual([
      'training.optimizer.momentum: not known for type "sgd", only for momentum, nesterov',
    ]);
    expect(sentences(withOptimizer({ learningRate: 1 }))).toEqual([
      'training.optimizer.type: missing, expected one of sgd, momentum, nesterov, adam',
    ]);
    expect(sentences({ ...minimal, network: { ...network, init: { scheme: 'lecun' } } })).toEqual([
      'network.init.scheme: given "lecun", expected one of xavier, he, normal, ece285, ece421',
    ]);
    expect(sentences(withOptimizer({ type: 'adam', learningRate: 1, beta_1: 0.9 }))).toEqual([
      'training.optimizer.beta_1: not known; did you mean beta1?',
    ]);
  });

  it('says what is missing, all of it', () => {
    expect(sentences({ version: 1 })).toEqual([
      'dataset: missing, expected an object with source',
      'network: missing, expected an object with output',
      'training: missing, expected an object with optimizer',
    ]);
    expect(sentences(null)).toEqual(['given null, expected an object with version, dataset, network, training']);
  });

  it('refuses a single class, a class twice, and a sigmoid unit for three classes', () => {
    expect(sentences({ ...minimal, dataset: { ...dataset, classes: [3] } })).toEqual([
      'dataset.classes: given [3], expected a list of at least 2 values',
    ]);
    expect(sentences({ ...minimal, dataset: { ...dataset, classes: [3, 9, 3] } })).toEqual([
      'dataset.classes: given [3, 9, 3], expected each class once',
    ]);
    const three = { ...minimal, dataset: { ...dataset, classes: [1, 2, 3] }, network: { output: 'sigmoid' } };
    expect(sentences(three)[0]).toMatch(/^network\.output: given sigmoid, expected softmax for 3 classes/);
  });

  it('refuses two lengths, and an evaluation by epochs and by steps', () => {
    expect(sentences({ ...minimal, training: { ...training, epochs: 1, steps: 9 } })).toEqual([
      'training.steps: given with training.epochs, expected either epochs or steps, not both',
    ]);
    expect(sentences({ ...minimal, training: { ...training, evaluateEvery: { epochs: 1, steps: 2 } } })).toEqual([
      'training.evaluateEvery.steps: given with epochs, expected either epochs or steps, not both',
    ]);
  });

  it('refuses stopping rules that could never be judged', () => {
    const rules = (extra: object): string[] => sentences({ ...minimal, training: { ...training, ...extra } });
    expect(rules({ until: { metric: 'train.error', atMost: 0 }, evaluateEvery: { on: ['test'] } })).toEqual([
      'training.until.metric: given train.error, expected "train" in training.evaluateEvery.on',
    ]);
    expect(rules({ earlyStopping: { metric: 'validation.loss', patience: 2 } })[0]).toMatch(
      /^training\.earlyStopping\.metric: given validation\.loss, expected dataset\.validationSize above 0/,
    );
  });

  it('refuses an empty axis', () => {
    expect(sentences({ ...minimal, sweep: { 'training.batchSize': [] } })).toEqual([
      'sweep.training.batchSize: given [], expected a list of at least one value',
    ]);
  });

  it('cuts long values short', () => {
    const [sentence] = sentences({ ...minimal, repeats: 'x'.repeat(5000) });
    expect(sentence!.length).toBeLessThan(150);
  });
});

describe('parseExperimentText', () => {
  it('says where JSON ends', () => {
    const result = parseExperimentText('{\n  "version": 1,\n  oops\n}');
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.issues[0]!.message).toMatch(/^not valid JSON: .*\(line 3, column 3\)$/);
    const cut = parseExperimentText('{\n "version"');
    expect(cut.ok ? '' : cut.issues[0]!.message).toMatch(/^not valid JSON: .*\(line 2, column \d+\)$/);
  });

  it('reads JSON, with a byte order mark too', () => {
    expect(parseExperimentText(`\uFEFF${JSON.stringify(minimal)}`)).toMatchObject({ ok: true });
  });
});
