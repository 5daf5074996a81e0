/**
 * What a gradient check or a batch is made of: the first training images of the experiment, or the arrays `X` and `y` of a
 * file; the weights of that file, or the experiment's initial ones. The command line and the Lab are two faces of it.
 */

import { initialTensors } from '../../engine/init.ts';
import type { GradcheckOptions } from '../../engine/gradcheck.ts';
import type { NetworkSpec, TrainingData } from '../../engine/spec.ts';
import { UserError } from '../../shared/errors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { isOneHot, labelsOf, sizeOf } from '../../shared/verify/batch.ts';
import { denseImage } from '../datasets/sparse.ts';
import type { NamedArrays, NdArray } from '../export/npz.ts';
import { weightsFrom } from '../export/weights.ts';
import { engineSpecs } from '../runs/specs.ts';

/** Images checked on, unless more are asked for. */
const mostImages = 100;

export type GradcheckInput = Pick<GradcheckOptions, 'network' | 'data' | 'tensors' | 'batch'>;

/**
 * @param arrays of the file, null without one
 * @param prepare loads the experiment's own images; not called where the file brings `X` and `y`
 * @param name how errors call the file of the arrays
 */
export async function gradcheckInput(
  experiment: Experiment,
  arrays: NamedArrays | null,
  prepare: () => Promise<{ data: TrainingData; classes: number }>,
  name: string,
): Promise<GradcheckInput> {
  const own = arrays && batchOf(arrays, experiment, name);
  const { data, classes } = own ?? (await prepare());
  const { network } = engineSpecs(experiment, { inputs: data.images.inputs, classes });
  const tensors = arrays?.has('W1') ? weightsFrom(arrays, network, name) : initialTensors(network, experiment.seed);
  const { batchSize } = experiment.training;
  const most = own ? data.train.length : Math.min(mostImages, batchSize === 'full' ? mostImages : batchSize);
  return { network, data, tensors, batch: data.train.slice(0, most) };
}

/**
 * The same on another number of training images.
 * @param samples undefined leaves it as it is
 * @throws UserError where there are not as many
 */
export function withSamples(input: GradcheckInput, samples: number | undefined, operation: string): GradcheckInput {
  const { train } = input.data;
  if (samples === undefined) return input;
  if (samples > train.length) throw new UserError('invalid-input', `${operation}: given ${samples}, there are ${train.length} training images.`); // prettier-ignore
  return { ...input, batch: train.slice(0, samples) };
}

/** The same with the images of the batch alone, so that little is sent to a thread. */
export function compact({ data, batch, ...rest }: GradcheckInput): GradcheckInput {
  const { inputs } = data.images;
  const values = new Float32Array(batch.length * inputs);
  batch.forEach((image, row) => denseImage(data.images, image, values.subarray(row * inputs, (row + 1) * inputs)));
  const labels = Uint16Array.from(batch, (image) => data.labels[image]!);
  const images = { kind: 'dense-f32', count: batch.length, inputs, values } as const;
  const train = Uint32Array.from(batch, (_, row) => row);
  return {
    ...rest,
    data: { images, labels, scaling: data.scaling, train, validation: null, test: null },
    batch: train,
  };
}

/** The batch that the file brings, used as it is: no scaling. Null where it brings none. */
function batchOf(
  arrays: NamedArrays,
  experiment: Experiment,
  name: string,
): { data: TrainingData; classes: number } | null {
  const [x, y] = [arrays.get('X'), arrays.get('y')];
  if (!x && !y) return null;
  if (!x || !y) throw wrong(name, `holds ${x ? 'X without y' : 'y without X'}, expected both or neither`);
  const { count, inputs } = sizeOf(x, name);
  const classes = classesOf(arrays, experiment.network, y);
  const labels = labelsOf(y, count, classes, name);
  const values = Float32Array.from(x.values);
  const images = { kind: 'dense-f32', count, inputs, values } as const;
  const train = Uint32Array.from({ length: count }, (_, i) => i);
  const scaling = { factor: 1, offset: 0 };
  return { data: { images, labels, scaling, train, validation: null, test: null }, classes };
}

/** As many as the output layer of the file has units; without weights as many as the labels need. */
function classesOf(
  arrays: NamedArrays,
  { hidden, output }: Pick<NetworkSpec, 'hidden' | 'output'>,
  y: NdArray,
): number {
  if (output === 'sigmoid') return 2;
  const units = arrays.get(`W${hidden.length + 1}`)?.shape[1];
  return units ?? Math.max(2, isOneHot(y) ? y.shape[1]! : Math.max(...y.values) + 1);
}

const wrong = (name: string, problem: string): UserError => new UserError('invalid-input', `${name}: ${problem}.`);
