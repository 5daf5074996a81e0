/**
 * A dataset and an experiment's `dataset` section become the data of one run: the whole pipeline of the experiment file
 * (fixed permutation, classes, relabelling, sizes, random inputs, scaling). Pure.
 */

import type { ImageStore, TrainingData } from '../../engine/spec.ts';
import type { DatasetUse } from '../../shared/contract.ts';
import type { DatasetSpec } from '../../shared/experiment.ts';
import type { Dataset } from './dataset.ts';
import { inputScaling, scaleImages, type InputScaling } from './scaling.ts';
import { splitDataset } from './split.ts';
import type { Splits } from './split.ts';
import { dataStream, uniformValues } from './streams.ts';

export interface PreparedData {
  readonly data: TrainingData;
  /** For the run's provenance. */
  readonly use: DatasetUse;
}

/** @throws UserError 'dataset' when classes or sizes do not fit the data */
export function prepareData(dataset: Dataset, spec: DatasetSpec): PreparedData {
  const splits = splitDataset(dataset, spec);
  const { images, featurewise, ...chosen } = chooseInputs(dataset, splits, spec);
  const data = { ...scaleImages(images, spec.scaling, chosen.train, featurewise), ...chosen };
  return { data, use: describeUse(dataset, splits) };
}

/** What a run with this section does to the raw values of its images: part of an exported model. */
export function scalingOf(dataset: Dataset, spec: DatasetSpec): InputScaling {
  const { images, featurewise, train } = chooseInputs(dataset, splitDataset(dataset, spec), spec);
  return inputScaling(images, spec.scaling, train, featurewise);
}

function chooseInputs(dataset: Dataset, splits: Splits, spec: DatasetSpec) {
  const { labels, train, validation, test } = splits;
  return spec.randomInputs
    ? { ...withRandomInputs(dataset.images.inputs, splits, spec.seed), featurewise: false }
    : { images: dataset.images, labels, train, validation, test, featurewise: dataset.featurewise };
}

/** Counts and names of the data that these splits use. */
export function describeUse({ id, name, facts, images }: Dataset, splits: Splits): DatasetUse {
  return {
    id,
    name,
    sha256: facts.sha256,
    train: splits.train.length,
    validation: splits.validation?.length ?? 0,
    test: splits.test?.length ?? 0,
    inputs: images.inputs,
    classes: splits.classNames.length,
    classNames: splits.classNames,
  };
}

/**
 * The memorisation exercise: every training image's inputs replaced by numbers uniform in [0, 1), its label kept. Only
 * the training images are made, in their order.
 */
function withRandomInputs(inputs: number, { train, labels }: Splits, seed: number) {
  const count = train.length;
  const values = uniformValues(count * inputs, dataStream(seed, 'randomInputs'));
  const images: ImageStore = { kind: 'dense-f32', count, inputs, values };
  return {
    images,
    labels: Uint16Array.from(train, (image) => labels[image]!),
    train: Uint32Array.from(train, (_, index) => index),
    validation: null,
    test: null,
  };
}
