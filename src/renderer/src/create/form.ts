/**
 * The form of an experiment: what a person types, kept as text until it is read, so that half a number is no error and
 * no digit is lost. toForm.ts fills it from a complete experiment, toDraft.ts writes it back. What the form has no field
 * for (a recipe's story and expectations, swept settings) is carried along unchanged.
 */

import type { LayerSpec, SplitMetric, SplitName } from '../../../engine/spec.ts';
import type { Experiment } from '../../../shared/experiment.ts';

export interface LayerForm {
  /** Tells layers apart while they are moved; not part of the experiment. */
  readonly key: symbol;
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
  sweep: Readonly<Record<string, readonly unknown[]>>;
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

export const newLayer = (units: string, activation: LayerSpec['activation']): LayerForm => ({
  key: Symbol('layer'),
  units,
  activation,
});
