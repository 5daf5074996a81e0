// Five hundred test images, drawn again by a shaky hand on another part of the pad with another pen: the network says of
// nearly all of them what it said of the originals.
import { expect, it } from 'vitest';
import { join } from 'node:path';
import { randomStream } from '../../../src/engine/random.ts';
import { createTrainer } from '../../../src/engine/trainer.ts';
import { initialTensors } from '../../../src/engine/init.ts';
import { argmax } from '../../../src/engine/losses.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { prepareData } from '../../../src/main/datasets/prepare.ts';
import { denseImage, sparseFromPixels } from '../../../src/main/datasets/sparse.ts';
import { engineSpecs } from '../../../src/main/runs/specs.ts';
import { normalizeStrokes } from '../../../src/shared/draw/normalize.ts';
import type { Stroke } from '../../../src/shared/draw/strokes.ts';
import { parseExperiment } from '../../../src/shared/parse.ts';
import { backends } from '../../support/backends.ts';
import { describeWithData } from '../../support/data.ts';
import { vectorize } from './vectorize.ts';

const count = 500;
const size = { height: 28, width: 28 };

describeWithData('drawing the digits of MNIST', (folder) => {
  it('gets the label that the original got, for at least nine of ten', { timeout: 120_000 }, () => {
    const dataset = readDataset(join(folder, 'mnist'));
    const experiment = digitsExperiment();
    const { data, use } = prepareData(dataset, experiment.dataset);
    const originals = data.test!.slice(0, count);
    const drawn = drawAgain(Array.from(originals, (image) => denseImage(dataset.images, image)));
    const { network, training } = engineSpecs(experiment, use);
    const { create } = backends.find(({ name }) => name !== 'reference')!.backend;
    const plan = { network, optimizer: training.optimizer, maxBatch: 100 };

    const trained = create({ ...plan, data: { ...data, validation: null } });
    for (const [name, values] of initialTensors(network, 1)) trained.write(name, values);
    createTrainer({ network: trained, training, seed: 1, sink: { step: () => undefined, evaluation: () => undefined } }).advance(() => false); // prettier-ignore
    const said = classes(trained.probabilities(originals));

    const images = sparseFromPixels([drawn], 784);
    const all = Uint32Array.from({ length: count }, (_, i) => i);
    const looking = create({
      ...plan,
      data: { ...data, images, labels: new Uint16Array(count), train: all, test: null },
    });
    for (const name of ['W1', 'b1', 'W2', 'b2']) looking.write(name, trained.read(name));
    const saidOfDrawn = classes(looking.probabilities(all));
    trained.dispose();
    looking.dispose();

    const same = said.filter((label, i) => label === saidOfDrawn[i]).length;
    expect(same / count).toBeGreaterThanOrEqual(0.9);
  });
});

function digitsExperiment() {
  const parsed = parseExperiment({
    version: 1,
    dataset: { source: 'mnist' },
    network: { hidden: [{ units: 200, activation: 'relu' }], output: 'softmax', init: { scheme: 'he' } },
    training: { optimizer: { type: 'sgd', learningRate: 0.1 }, epochs: 4, evaluateEvery: { epochs: 100, on: [] } },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.experiment;
}

/** Each image as strokes, moved, scaled and drawn with another pen at random, and then as the pad makes it an image again. */
function drawAgain(images: readonly Float32Array[]): Uint8Array {
  const random = randomStream(42, 'data');
  const between = (from: number, to: number) => from + (to - from) * random.uniform();
  const pixels = new Uint8Array(images.length * 784);
  images.forEach((image, i) => {
    const strokes = vectorize(image);
    const scale = between(0.5, 1.2);
    const [dx, dy] = [between(-0.1, 1 - scale + 0.1), between(-0.1, 1 - scale + 0.1)];
    const move = (stroke: Stroke) => stroke.map(({ x, y }) => ({ x: x * scale + dx, y: y * scale + dy }));
    pixels.set(normalizeStrokes(strokes.map(move), between(0.05, 0.12), size)!, i * 784);
  });
  return pixels;
}

const classes = (probabilities: ArrayLike<number>): number[] =>
  Array.from({ length: probabilities.length / 10 }, (_, i) =>
    argmax(Float64Array.from({ length: 10 }, (_, k) => probabilities[i * 10 + k]!)),
  );
