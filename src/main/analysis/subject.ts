/**
 * A run as something to look into: its network, the images it used and what they are called. Refuses where the images
 * are not there any more, or not the same.
 */

import type { NetworkSpec, Scaling } from '../../engine/spec.ts';
import type { SplitName } from '../../shared/contract.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { scalingOf, type PreparedData } from '../datasets/prepare.ts';
import { splitDataset } from '../datasets/split.ts';
import { engineSpecs } from '../runs/specs.ts';
import type { PreparedDataset } from '../service/prepared.ts';
import type { RunRecord } from '../store/store.ts';

export interface Subject {
  readonly record: RunRecord;
  readonly network: NetworkSpec;
  readonly dataset: Dataset;
  readonly prepared: PreparedData;
}

/** `digits (run 4b1c09aa)` */
export const nameOf = ({ id, experiment }: RunRecord): string => `${experiment.name} (run ${id.slice(0, 8)})`;

/**
 * @param open gives the run's data
 * @throws UserError 'dataset' where the images are gone or have changed
 */
export async function openSubject(record: RunRecord, open: () => Promise<PreparedDataset>): Promise<Subject> {
  const { dataset, prepared } = await open().catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError('dataset', `${nameOf(record)}: its images cannot be read any more. ${messageOf(error)}`);
  });
  const { sha256 } = prepared.use;
  if (record.dataset && record.dataset.sha256 !== sha256)
    throw new UserError(
      'dataset',
      `${nameOf(record)}: the images of ${record.dataset.name} have changed since it was trained (SHA-256 ${sha256}, ` +
        `expected ${record.dataset.sha256}); put the old files back to look into it.`,
    );
  const { network } = engineSpecs(record.experiment, prepared.use);
  return { record, network, dataset, prepared };
}

/** The image indices of a split. @throws UserError where the run has no such split */
export function splitOf({ record, prepared }: Subject, split: SplitName): Uint32Array {
  const images = prepared.data[split];
  if (!images) throw new UserError('not-found', `${nameOf(record)}: it has no ${split} split; choose another one.`);
  return images;
}

export function labelsOf({ prepared }: Subject, images: Uint32Array): Uint16Array {
  return Uint16Array.from(images.map((image) => prepared.data.labels[image]!));
}

/** What the images of a split are called, by position: see the contract. */
export function numbersOf({ record, dataset, prepared }: Subject, split: SplitName): Uint32Array {
  const spec = record.experiment.dataset;
  // Random inputs are images of their own, made in the order of those whose labels they have.
  const images = (spec.randomInputs ? splitDataset(dataset, spec) : prepared.data)[split];
  return images?.map((image) => numberOf(dataset, image)) ?? new Uint32Array(0);
}

/** Images of a dataset lie in one store, those for training first. */
function numberOf({ facts }: Dataset, image: number): number {
  return image < facts.train ? image : image - facts.train;
}

/** Null where the inputs are no images. */
export function shapeOf({ facts }: Dataset): readonly [number, number] | null {
  return facts.height === 1 ? null : [facts.height, facts.width];
}

/** The index of an image by its position in a split. @throws UserError where there is none */
export function imageAt(subject: Subject, split: SplitName, position: number): number {
  const images = splitOf(subject, split);
  if (position < images.length) return images[position]!;
  throw new UserError(
    'invalid-input',
    `${nameOf(subject.record)}: image ${position} of the ${split} split asked for, it has ${images.length}.`,
  );
}

/**
 * Raw values as the run's network takes them: the affine scaling is left to the kernels, one feature by feature is done
 * here.
 * @param values (samples, inputs)
 */
export function scaleValues(subject: Subject, values: Float32Array): { values: Float32Array; scaling: Scaling } {
  const { record, prepared, network } = subject;
  if (values.length % network.inputs !== 0)
    throw new UserError(
      'invalid-input',
      `${nameOf(record)}: ${values.length} values given, its network takes ${network.inputs}.`,
    );
  const features = featureScaling(subject);
  if (!features) return { values, scaling: prepared.data.scaling };
  const { means, deviations } = features;
  const scaled = values.map((value, i) => (value - means[i % means.length]!) / deviations[i % means.length]!);
  return { values: scaled, scaling: { factor: 1, offset: 0 } };
}

/** What becomes of the raw value of each input: factor · x + offset. */
export function inputFactors(subject: Subject): { factors: Float64Array; offsets: Float64Array } {
  const { inputs } = subject.network;
  const features = featureScaling(subject);
  if (!features) {
    const { factor, offset } = subject.prepared.data.scaling;
    return { factors: new Float64Array(inputs).fill(factor), offsets: new Float64Array(inputs).fill(offset) };
  }
  const { means, deviations } = features;
  return { factors: deviations.map((sd) => 1 / sd), offsets: means.map((mean, i) => -mean / deviations[i]!) };
}

/** Null where one affine map fits every input: that of the prepared data, whose images are the raw ones then. */
function featureScaling({ record, dataset }: Subject): { means: Float64Array; deviations: Float64Array } | null {
  const spec = record.experiment.dataset;
  if (!dataset.featurewise || spec.scaling !== 'standardize') return null;
  const scaling = scalingOf(dataset, spec);
  return scaling.kind === 'features' ? scaling : null;
}

/** Runs with the same key used the same images in the same order, however they were scaled. */
export function imagesKeyOf({ experiment, dataset }: RunRecord): string {
  const { classes = null, seed, randomInputs } = experiment.dataset;
  const { sha256, train, validation, test } = dataset ?? {};
  return JSON.stringify([sha256, train, validation, test, classes, seed, randomInputs]);
}
