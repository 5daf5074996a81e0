/**
 * Which images a run uses and what they are for: the data pipeline up to, but not including, scaling. Pure.
 *
 * Order: fixed permutation (sorted sources only), class filter, relabelling, trainSize, testSize, validationSize. Nothing
 * here depends on the run's seed, so the runs of a group see the same images.
 */

import type { TrainingData } from '../../engine/spec.ts';
import type { DatasetSpec, NetworkChoice } from '../../shared/experiment.ts';
import { UserError } from '../../shared/errors.ts';
import type { Dataset } from './dataset.ts';
import { permutation } from './streams.ts';

export interface Splits extends Pick<TrainingData, 'labels' | 'train' | 'validation' | 'test'> {
  /** Names of the classes used, in the order of their new labels. */
  readonly classNames: readonly string[];
}

/**
 * @returns image indices of the dataset per split, and the relabelled classes of all its images; images whose class is
 *   not used have label 0 and are in no split
 * @throws UserError 'dataset' when classes or sizes do not fit the data
 */
export function splitDataset(dataset: Dataset, spec: DatasetSpec): Splits {
  const { facts } = dataset;
  const classes = chooseClasses(dataset, spec);
  const newLabel = new Int32Array(facts.classNames.length).fill(-1);
  classes.forEach((label, index) => (newLabel[label] = index));
  const isUsed = (image: number) => newLabel[dataset.labels[image]!]! >= 0;

  const order = dataset.sorted
    ? permutation(facts.train, spec.seed)
    : Uint32Array.from({ length: facts.train }, (_, image) => image);
  const training = order.filter(isUsed);
  const testing = Uint32Array.from({ length: facts.test }, (_, image) => facts.train + image).filter(isUsed);

  return {
    ...cut(dataset, spec, training, testing),
    labels: dataset.labels.map((label) => Math.max(0, newLabel[label]!)),
    classNames: classes.map((label) => facts.classNames[label]!),
  };
}

/** Applies the three sizes to the images left by the class filter. */
function cut(dataset: Dataset, spec: DatasetSpec, training: Uint32Array, testing: Uint32Array) {
  const { trainSize = training.length, testSize, validationSize } = spec;
  const of = `${dataset.name}${spec.classes ? `, classes ${spec.classes.join(', ')}` : ''}`;
  if (training.length === 0)
    throw new UserError('dataset', `dataset: ${of} has no training images; choose other classes.`);
  if (trainSize > training.length)
    throw new UserError(
      'dataset',
      `dataset.trainSize: ${trainSize} images asked for, ${of} has ${training.length} for training; give at most that.`,
    );
  if (spec.randomInputs) {
    if (validationSize > 0 || testSize > 0)
      throw new UserError(
        'dataset',
        `dataset.${testSize > 0 ? 'testSize' : 'validationSize'}: random inputs have no validation or test split; ` +
          'leave it 0 or turn randomInputs off.',
      );
    return { train: training.slice(0, trainSize), validation: null, test: null };
  }
  if (testSize > 0 && dataset.facts.test > 0)
    throw new UserError(
      'dataset',
      `dataset.testSize: ${testSize} given, but ${dataset.name} brings ${dataset.facts.test} test images of its own; ` +
        'leave testSize 0.',
    );

  const testStart = trainSize - testSize;
  if (testStart < 1)
    throw new UserError(
      'dataset',
      `dataset.testSize: ${testSize} of ${trainSize} images leave none for training; give less than ${trainSize}.`,
    );
  const validationStart = testStart - validationSize;
  if (validationStart < 1)
    throw new UserError(
      'dataset',
      `dataset.validationSize: ${validationSize} of ${testStart} training images leave none for training; give less ` +
        `than ${testStart}.`,
    );
  const test = testSize > 0 ? training.slice(testStart, trainSize) : testing;
  return {
    train: training.slice(0, validationStart),
    validation: validationSize > 0 ? training.slice(validationStart, testStart) : null,
    test: test.length > 0 ? test : null,
  };
}

/** Old labels in the order of the new ones. */
function chooseClasses({ name, facts }: Dataset, { classes }: DatasetSpec): readonly number[] {
  const all = facts.classNames.map((_, label) => label);
  const chosen = classes ?? all;
  const stranger = chosen.find((label) => label >= all.length);
  if (stranger !== undefined)
    throw new UserError(
      'dataset',
      `dataset.classes: class ${stranger} given, ${name} has ${listClasses(facts.classNames)}; choose from these.`,
    );
  if (chosen.length < 2)
    throw new UserError(
      'dataset',
      `dataset.classes: ${name} ${classes ? 'is left with' : 'has'} a single class, at least two are needed to tell ` +
        'apart; choose more classes or other data.',
    );
  return chosen;
}

function listClasses(names: readonly string[]): string {
  const label = (index: number) => (names[index] === String(index) ? `${index}` : `${index} (${names[index]})`);
  if (names.length <= 12) return names.map((_, index) => label(index)).join(', ');
  return `${label(0)} to ${label(names.length - 1)}`;
}

/**
 * What is wrong with this output for so many classes, as one sentence; null when nothing is. For planning, where the
 * network and the data meet.
 */
export function outputProblem(output: NetworkChoice['output'], classes: number): string | null {
  if (output === 'softmax' || classes === 2) return null;
  return (
    `network.output: sigmoid (a single unit) tells exactly two classes apart, the data have ${classes}; ` +
    'choose softmax, or two classes with dataset.classes.'
  );
}
