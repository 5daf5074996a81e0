/**
 * The form of an experiment: what a person types, kept as text until it is read, so that half a number is no error and
 * no digit is lost. `toForm` fills it from a complete experiment, `toDraft` writes it back. What the form has no field
 * for (a recipe's story and expectations, swept settings) is carried along unchanged.
 */

import type { LayerSpec, SplitMetric, SplitName } from '../../../engine/spec.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { readBatchSize, readClasses, readNumber, writeNumber } from './text.ts';

export interface LayerForm {
  /** Tells layers apart while they are moved; not part of the experiment. */
  readonly key: number;
  units: string;
  activation: LayerSpec['activation'];
}

type Choice<Path extends 'optimizer' | 'schedule'> = Experiment['training'][Path]['type'];
export type StopRule = 'off' | 'until' | 'earlyStopping' | 'both';

/** Every field of the form. Numbers are text; an empty text leaves the setting to its default. */
export interface FormState {
  name: string;
  dataset: {
    source: string;
    path: string;
    scaling: Experiment['dataset']['scaling'];
    /** `3, 9`; empty for all. */
    classes: string;
    trainSize: string;
    validationSize: string;
    testSize: string;
    seed: string;
    randomInputs: boolean;
  };
  network: {
    hidden: LayerForm[];
    output: Experiment['network']['output'];
    init: { scheme: Experiment['network']['init']['scheme']; std: string };
  };
  training: {
    optimizer: { type: Choice<'optimizer'> } & Record<OptimizerField, string>;
    schedule: { type: Choice<'schedule'>; every: string; factor: string };
    /** A number, or `full`. */
    batchSize: string;
    length: { unit: 'epochs' | 'steps'; amount: string };
    stop: StopRule;
    until: { metric: SplitMetric; atMost: string };
    earlyStopping: { metric: SplitMetric; patience: string };
    shuffle: Experiment['training']['shuffle'];
    evaluateEvery: { unit: 'epochs' | 'steps'; amount: string; on: SplitName[] };
  };
  seed: string;
  repeats: string;
  /** Swept settings by path; each field shows its own. */
  sweep: Experiment['sweep'];
  /** What a recipe tells and expects. */
  about: Experiment['about'];
  expects: Experiment['expects'];
}

export type OptimizerField =
  'learningRate' | 'weightDecay' | 'momentum' | 'initialVelocity' | 'beta1' | 'beta2' | 'epsilon';

/** The settings each optimiser has beside the learning rate, in the order in which they are shown. */
export const optimizerFields: Readonly<Record<Choice<'optimizer'>, readonly OptimizerField[]>> = {
  sgd: ['weightDecay'],
  momentum: ['momentum', 'initialVelocity', 'weightDecay'],
  nesterov: ['momentum', 'initialVelocity', 'weightDecay'],
  adam: ['beta1', 'beta2', 'epsilon', 'weightDecay'],
};

let layerKey = 0;
export const newLayer = (units: string, activation: LayerSpec['activation']): LayerForm => ({
  key: layerKey++,
  units,
  activation,
});

export function toForm(experiment: Experiment): FormState {
  const { dataset, network, training } = experiment;
  const every = training.evaluateEvery;
  return {
    name: experiment.name,
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
      hidden: network.hidden.map(({ units, activation }) => newLayer(String(units), activation)),
      output: network.output,
      init: { scheme: network.init.scheme, std: writeNumber('std' in network.init ? network.init.std : 0.01) },
    },
    training: {
      optimizer: optimizerToForm(training.optimizer),
      schedule: { every: '1', factor: '0.5', ...texts(training.schedule), type: training.schedule.type },
      batchSize: String(training.batchSize),
      length:
        'steps' in training
          ? { unit: 'steps', amount: String(training.steps) }
          : { unit: 'epochs', amount: String(training.epochs) },
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
          ? { unit: 'steps', amount: String(every.steps), on: [...every.on] }
          : { unit: 'epochs', amount: String(every.epochs), on: [...every.on] },
    },
    seed: String(experiment.seed),
    repeats: String(experiment.repeats),
    sweep: { ...experiment.sweep },
    about: experiment.about,
    expects: experiment.expects,
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

/**
 * The experiment as the form says it, not yet validated: text that is no number goes through as it is, so that the
 * schema's own sentence names what was given and what was expected.
 */
export function toDraft(form: FormState): Record<string, unknown> {
  return prune({
    version: 1,
    name: form.name.trim(),
    about: form.about,
    dataset: draftDataset(form.dataset),
    network: {
      hidden: form.network.hidden.map(({ units, activation }) => ({ units: readNumber(units), activation })),
      output: form.network.output,
      init: prune({
        scheme: form.network.init.scheme,
        std: form.network.init.scheme === 'normal' ? readNumber(form.network.init.std) : undefined,
      }),
    },
    training: draftTraining(form.training),
    seed: readNumber(form.seed),
    repeats: readNumber(form.repeats),
    sweep: Object.keys(form.sweep).length > 0 ? form.sweep : undefined,
    expects: form.expects.length > 0 ? form.expects : undefined,
  });
}

function draftDataset(dataset: FormState['dataset']): Record<string, unknown> {
  return prune({
    source: dataset.source,
    path: dataset.path.trim() || undefined,
    scaling: dataset.scaling,
    classes: readClasses(dataset.classes),
    trainSize: readNumber(dataset.trainSize),
    validationSize: readNumber(dataset.validationSize),
    testSize: readNumber(dataset.testSize),
    seed: readNumber(dataset.seed),
    randomInputs: dataset.randomInputs || undefined,
  });
}

function draftTraining(training: FormState['training']): Record<string, unknown> {
  const { optimizer, schedule, length, until, earlyStopping, evaluateEvery, stop } = training;
  const fields = ['learningRate', ...optimizerFields[optimizer.type]] as const;
  return prune({
    optimizer: prune({
      type: optimizer.type,
      ...Object.fromEntries(fields.map((field) => [field, readNumber(optimizer[field])])),
    }),
    schedule: prune({
      type: schedule.type,
      every: schedule.type === 'step' ? readNumber(schedule.every) : undefined,
      factor: schedule.type === 'step' || schedule.type === 'exponential' ? readNumber(schedule.factor) : undefined,
    }),
    batchSize: readBatchSize(training.batchSize),
    [length.unit]: readNumber(length.amount),
    until: stop === 'until' || stop === 'both' ? { metric: until.metric, atMost: readNumber(until.atMost) } : undefined,
    earlyStopping:
      stop === 'earlyStopping' || stop === 'both'
        ? { metric: earlyStopping.metric, patience: readNumber(earlyStopping.patience) }
        : undefined,
    shuffle: training.shuffle,
    evaluateEvery: prune({ [evaluateEvery.unit]: readNumber(evaluateEvery.amount), on: [...evaluateEvery.on] }),
  });
}

/** Without the settings that were left out. */
function prune(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
