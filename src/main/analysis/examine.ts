/** One image through networks: every layer's outputs, and the training images nearest to it. */

import { UserError } from '../../shared/errors.ts';
import type { AnalysisApi, Examined, ImageInput, Neighbour, WeightsAt } from '../../shared/contract.ts';
import type { Analysis, Look } from './analysis.ts';
import type { Inputs, Job } from './protocol.ts';
import { imageAt, nameOf, numbersOf, scaleValues } from './subject.ts';

export async function examineImage(
  analysis: Analysis,
  runs: readonly WeightsAt[],
  image: ImageInput,
  signal: AbortSignal,
): Promise<Examined[]> {
  const looks = await Promise.all(runs.map((run) => analysis.look(run)));
  if ('position' in image) analysis.requireSameImages(looks.map(({ subject }) => subject.record));
  return Promise.all(looks.map((look) => examine(analysis, look, image, signal)));
}

async function examine(analysis: Analysis, look: Look, image: ImageInput, signal: AbortSignal): Promise<Examined> {
  const job = jobOf(analysis, look, image);
  const { probabilities, layers } = await analysis.worker.call(look.subject.prepared, signal, (thread, stop) =>
    thread.$call('outputs', { ...job, stop }),
  );
  const last = layers.length - 1;
  return {
    probabilities,
    layers: layers.map((values, layer) => ({ name: layer === last ? 'logits' : `h${layer + 1}`, values })),
  };
}

export async function findNeighbours(
  analysis: Analysis,
  { image, space, count, ...at }: Omit<Parameters<AnalysisApi['getNeighbours']>[0], 'lane'>,
  signal: AbortSignal,
): Promise<Neighbour[]> {
  const look = await analysis.look(at);
  const { subject } = look;
  const { record, prepared, network } = subject;
  if (space === 'hidden' && network.hidden.length === 0)
    throw new UserError(
      'invalid-input',
      `${nameOf(record)}: its network has no hidden layer to compare images by; compare them by their inputs.`,
    );
  const { train } = prepared.data;
  const leftOut = 'position' in image && image.split === 'train' ? image.position : null;
  const section = analysis.worker.key(prepared);
  const { positions, distances } = await analysis.worker.call(
    prepared,
    signal,
    (thread, stop) => {
      const job = jobOf(analysis, look, image);
      return thread.$call('nearest', { ...job, stop, space, section, among: train.slice(), leftOut, count });
    },
    { urgency: 'soon' },
  );
  const numbers = numbersOf(subject, 'train');
  return Array.from(positions, (position, rank) => ({
    position,
    number: numbers[position]!,
    label: prepared.data.labels[train[position]!]!,
    distance: distances[rank]!,
  }));
}

function jobOf(analysis: Analysis, look: Look, image: ImageInput): Omit<Job, 'stop'> {
  if ('position' in image)
    return analysis.placedJob(look, Uint32Array.of(imageAt(look.subject, image.split, image.position)));
  const { inputs } = look.subject.network;
  if (image.pixels.length !== inputs)
    throw new UserError(
      'invalid-input',
      `${nameOf(look.subject.record)}: an image of ${image.pixels.length} values given, its network takes ${inputs}.`,
    );
  return { ...look.job, inputs: givenInputs(look, image.pixels) };
}

export function givenInputs({ subject }: Look, raw: Float32Array): Inputs {
  return { kind: 'given', ...scaleValues(subject, raw.slice()) };
}
