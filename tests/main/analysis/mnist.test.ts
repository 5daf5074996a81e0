/** Predictions of a network trained on MNIST, against float64, the run's own evaluations and the command line's export. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { losses } from '../../../src/engine/losses.ts';
import { referenceBackend } from '../../../src/engine/reference/network.ts';
import { decodeNpz } from '../../../src/main/export/npz.ts';
import { weightsFrom } from '../../../src/main/export/weights.ts';
import { engineSpecs } from '../../../src/main/runs/specs.ts';
import { openService } from '../../../src/main/service/terminal.ts';
import type { Predictions } from '../../../src/shared/contract.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { describeWithData } from '../../support/data.ts';
import { cli, temporaryFolder } from '../cli/double.ts';
import { laboratory, mistakes, predictedClasses, type Laboratory } from './support.ts';

describeWithData('a network trained on MNIST', (folder) => {
  const experiment: ExperimentInput = {
    version: 1,
    name: 'mnist',
    dataset: { source: 'mnist', path: join(folder, 'mnist'), validationSize: 5000 },
    network: { hidden: [{ units: 60, activation: 'relu' }], output: 'softmax' },
    training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 100, epochs: 3 },
  };
  let lab: Laboratory;
  let id: string;

  beforeAll(async () => {
    lab = await laboratory();
    [id] = (await lab.train(experiment)) as [string];
  });
  afterAll(() => lab.close());

  const test = (step: number | null = null): Promise<Predictions> =>
    lab.api.getPredictions({ id, step, split: 'test' });

  it('has a checkpoint for every epoch', async () => {
    expect(await lab.api.listCheckpoints({ id })).toEqual([
      { step: 0, epoch: 0 },
      { step: 550, epoch: 1 },
      { step: 1100, epoch: 2 },
      { step: 1650, epoch: 3 },
    ]);
  });

  it('gets wrong as many images of every split, at every checkpoint, as its evaluations counted', async () => {
    const { evaluations } = await lab.core.journal.series(id, 0, 0);
    for (const evaluation of evaluations)
      for (const split of ['train', 'validation', 'test'] as const) {
        const predictions = await lab.api.getPredictions({ id, step: evaluation.step, split });
        const count = predictions.labels.length;
        expect(mistakes(predictions), `${split} at ${evaluation.step}`).toBe(
          Math.round(evaluation[split]!.error * count),
        );
        const mean = predictions.losses.reduce((sum, loss) => sum + loss, 0) / count;
        expect(mean).toBeCloseTo(evaluation[split]!.loss, 6);
      }
    expect(evaluations).toHaveLength(4);
  });

  it('says what the exported weights say in float64: every label, probabilities to 1e-5', async () => {
    const record = await lab.core.run(id);
    const { data, use } = await lab.core.analysis.subject(id).then(({ prepared }) => prepared);
    const { network: spec, training } = engineSpecs(record.experiment, use);
    const network = referenceBackend.create({ network: spec, optimizer: training.optimizer, maxBatch: 1, data });
    const { npz } = (await lab.core.store.readWeights(id))!;
    for (const [name, values] of weightsFrom(decodeNpz(npz, 'weights'), spec, 'weights')) network.write(name, values);

    const predictions = await test();
    const logits = network.activations(data.test!, 1);
    const p = new Float64Array(10);
    const labels = predictedClasses(predictions);
    let [worst, worstLoss] = [0, 0];
    for (let row = 0; row < 10_000; row++) {
      const z = logits.subarray(row * 10, (row + 1) * 10);
      losses.softmax.probabilities(z, p);
      p.forEach((value, k) => (worst = Math.max(worst, Math.abs(value - predictions.probabilities[row * 10 + k]!))));
      const loss = losses.softmax.loss(z, predictions.labels[row]!);
      worstLoss = Math.max(worstLoss, Math.abs(loss - predictions.losses[row]!) / (1e-4 + loss));
      expect(labels[row], `image ${row}`).toBe(losses.softmax.predict(z));
    }
    expect(worst).toBeLessThan(1e-5);
    expect(worstLoss).toBeLessThan(1e-4);
    network.dispose();
  });

  it('names images by their number in the files and shows them pixel by pixel', async () => {
    const { dataset } = await lab.core.analysis.subject(id);
    const predictions = await lab.api.getPredictions({ id, step: 0, split: 'validation' });
    expect(Array.from(predictions.numbers.slice(0, 3))).toEqual([55_000, 55_001, 55_002]);
    expect(predictions.shape).toEqual([28, 28]);
    const source = { kind: 'run', id, split: 'validation' } as const;
    const seen = await lab.api.getImages({ source, positions: Uint32Array.of(2, 0) });
    const named = { kind: 'dataset', id: 'mnist', part: 'train' } as const;
    await lab.core.library.add(join(folder, 'mnist'));
    const again = await lab.api.getImages({ source: named, positions: Uint32Array.of(55_002, 55_000) });
    expect(again).toEqual(seen);
    expect(seen.pixels.some((value) => value > 200)).toBe(true);
    expect(dataset.facts.train).toBe(60_000);
    const test = await lab.api.getPredictions({ id, step: 0, split: 'test' });
    expect([test.numbers[0], test.numbers.at(-1)]).toEqual([0, 9999]);
  });

  it('finds the nearest training images, in both spaces, as a search through all of them does', async () => {
    const image = { split: 'test', position: 7 } as const;
    const { prepared } = await lab.core.analysis.subject(id);
    const source = { kind: 'run', id, split: 'train' } as const;
    const query = await lab.api.getImages({ source: { ...source, split: 'test' }, positions: Uint32Array.of(7) });
    const found = await lab.api.getNeighbours({ id, step: null, image, space: 'inputs', count: 4 });
    const distances: number[] = [];
    for (let from = 0; from < 55_000; from += 4096) {
      const positions = Uint32Array.from({ length: Math.min(4096, 55_000 - from) }, (_, i) => from + i);
      const { pixels } = await lab.api.getImages({ source, positions });
      positions.forEach((_, row) => {
        let sum = 0;
        for (let i = 0; i < 784; i++) sum += (pixels[row * 784 + i]! - query.pixels[i]!) ** 2;
        distances.push(Math.sqrt(sum) / 255);
      });
    }
    const order = distances.map((_, i) => i).sort((a, b) => distances[a]! - distances[b]!);
    expect(found.map(({ position }) => position)).toEqual(order.slice(0, 4));
    found.forEach(({ position, distance, number, label }) => {
      expect(distance).toBeCloseTo(distances[position]!, 9);
      expect(number).toBe(position);
      expect(label).toBe(prepared.data.labels[position]);
    });

    const own = { split: 'train', position: found[0]!.position } as const;
    for (const space of ['inputs', 'hidden'] as const) {
      const near = await lab.api.getNeighbours({ id, step: null, image: own, space, count: 100 });
      expect(near).toHaveLength(100);
      expect(near.some(({ position }) => position === own.position)).toBe(false);
      expect(near.every(({ distance }, i) => i === 0 || distance >= near[i - 1]!.distance)).toBe(true);
    }
    const hidden = await lab.api.getNeighbours({ id, step: null, image, space: 'hidden', count: 1 });
    const looks = [{ id, step: null }];
    const [a] = await lab.api.examineImage({ runs: looks, image });
    const [b] = await lab.api.examineImage({ runs: looks, image: { split: 'train', position: hidden[0]!.position } });
    const between = a!.layers[0]!.values.reduce((sum, h, unit) => sum + (h - b!.layers[0]!.values[unit]!) ** 2, 0);
    expect(hidden[0]!.distance).toBeCloseTo(Math.sqrt(between), 5);
  });

  it('answers within the time a slider leaves', async () => {
    const { prepared } = await lab.core.analysis.subject(id);
    const look = await lab.core.analysis.look({ id, step: 550 });
    const work = () =>
      lab.core.analysis.worker.call(prepared, undefined, (thread, stop) =>
        thread.$call('predict', { ...lab.core.analysis.placedJob(look, prepared.data.test!), stop }),
      );
    await work();
    const begun = performance.now();
    const { probabilities } = await work();
    expect(performance.now() - begun).toBeLessThan(500); // 15 ms on an idle core
    expect(probabilities).toHaveLength(100_000);
  });

  it('is exported line by line as it is shown', async () => {
    const predictions = await test();
    const service = await openService({ workspace: lab.core.workspace, threads: 1 });
    const folder = temporaryFolder();
    const options = ['--format', 'predictions', '--split', 'test', '--out', 'predictions.csv'];
    expect(await cli(['export', id, ...options], { folder, service })).toMatchObject({ status: 0, stderr: '' });
    const csv = readFileSync(join(folder, 'predictions.csv'), 'utf8');
    const lines = csv.trimEnd().split('\n');
    expect(lines[0]).toBe('index,true,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9');
    expect(lines).toHaveLength(10_001);
    const labels = predictedClasses(predictions);
    lines.slice(1).forEach((line, row) => {
      const [index, label, predicted, ...p] = line.split(',').map(Number);
      expect([index, label, predicted]).toEqual([predictions.numbers[row], predictions.labels[row], labels[row]]);
      expect(Float32Array.from(p)).toEqual(predictions.probabilities.subarray(row * 10, (row + 1) * 10));
    });
  });
});
