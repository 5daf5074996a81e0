/** From a complete experiment to the form: every number becomes the text that a person would type. */

import type { Experiment } from '../../../shared/experiment.ts';
import { givenName } from './defaultName.ts';
import { newLayer } from './form.ts';
import type { FormState } from './form.ts';
import { writeNumber } from './text.ts';

export function toForm(experiment: Experiment): FormState {
  const { dataset, network, training } = experiment;
  return {
    name: givenName(experiment),
    dataset: {
      source: dataset.source,
      path: dataset.path ?? '',
      scaling: dataset.scaling,
      classes: dataset.classes?.join(', ') ?? '',
      trainSize: writeNumber(dataset.trainSize),
      validationSize: writeNumber(dataset.validationSize),
      testSize: writeNumber(dataset.testSize),
      seed: writeNumber(dataset.seed),
      randomInputs: dataset.randomInputs,
    },
    network: {
      hidden: network.hidden.map(({ units, activation }) => newLayer(writeNumber(units), activation)),
      output: network.output,
      init: { scheme: network.init.scheme, std: writeNumber('std' in network.init ? network.init.std : 0.01) },
    },
    training: trainingToForm(training),
    seed: String(experiment.seed),
    repeats: String(experiment.repeats),
    sweep: { ...experiment.sweep },
    about: experiment.about,
    expects: experiment.expects,
  };
}

function trainingToForm(training: Experiment['training']): FormState['training'] {
  const every = training.evaluateEvery;
  return {
    optimizer: optimizerToForm(training.optimizer),
    schedule: { every: '1', factor: '0.5', ...texts(training.schedule), type: training.schedule.type },
    batchSize: training.batchSize === 'full' ? 'full' : writeNumber(training.batchSize),
    length:
      'steps' in training
        ? { unit: 'steps', amount: writeNumber(training.steps) }
        : { unit: 'epochs', amount: writeNumber(training.epochs) },
    stop: training.until ? (training.earlyStopping ? 'both' : 'until') : training.earlyStopping ? 'earlyStopping' : 'off', // prettier-ignore
    until: {
      metric: training.until?.metric ?? 'train.error',
      atMost: writeNumber(training.until?.atMost ?? 0),
    },
    earlyStopping: {
      metric: training.earlyStopping?.metric ?? 'validation.loss',
      patience: writeNumber(training.earlyStopping?.patience ?? 5),
    },
    shuffle: training.shuffle,
    evaluateEvery:
      'steps' in every
        ? { unit: 'steps', amount: writeNumber(every.steps), on: [...every.on] }
        : { unit: 'epochs', amount: writeNumber(every.epochs), on: [...every.on] },
  };
}

function optimizerToForm(optimizer: Experiment['training']['optimizer']): FormState['training']['optimizer'] {
  const defaults = { momentum: '0.9', initialVelocity: '0', beta1: '0.9', beta2: '0.999', epsilon: '1e-8' };
  const { type, learningRate, weightDecay, ...own } = optimizer;
  return {
    ...defaults,
    ...texts(own),
    type,
    learningRate: writeNumber(learningRate),
    weightDecay: writeNumber(weightDecay),
  };
}

const texts = (settings: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (typeof value === 'number' ? [[key, writeNumber(value)]] : [])),
  );
