/** What the calls answer for every kind of run, and how they refuse; on generated data, which every machine has. */

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { encodeWeights } from '../../../src/main/export/weights.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { smallFiles, temporaryFolders } from '../datasets/idxFiles.ts';
import { digits, laboratory, mistakes, plane, type Laboratory } from './support.ts';

let lab: Laboratory;
beforeAll(async () => {
  lab = await laboratory();
});
const folders = temporaryFolders();
afterAll(async () => {
  await lab.close();
  folders.clean();
});

const changed = (base: ExperimentInput, dataset: Partial<ExperimentInput['dataset']>): ExperimentInput => ({
  ...base,
  dataset: { ...base.dataset, ...dataset },
});

describe('a network with two hidden layers', () => {
  let id: string;
  beforeAll(async () => {
    [id] = (await lab.train(digits)) as [string];
  });

  it('is examined layer by layer, as its weights say', async () => {
    const image = { split: 'test', position: 3 } as const;
    const runs = [
      { id, step: null },
      { id, step: 0 },
    ];
    const [now, first] = await lab.api.examineImage({ runs, image });
    expect(now!.layers.map(({ name, values }) => [name, values.length])).toEqual([['h1', 24], ['h2', 12], ['logits', 10]]); // prettier-ignore
    const W3 = await lab.api.getWeights({ id, step: null, tensor: 'W3' });
    const b3 = await lab.api.getWeights({ id, step: null, tensor: 'b3' });
    expect([W3.rows, W3.columns, b3.rows, b3.columns]).toEqual([12, 10, 1, 10]);
    now!.layers[2]!.values.forEach((logit, k) => {
      const sum = now!.layers[1]!.values.reduce(
        (total, h, unit) => total + h * W3.values[unit * 10 + k]!,
        b3.values[k]!,
      );
      expect(logit).toBeCloseTo(sum, 4);
    });
    expect(Math.abs(now!.probabilities.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-6);
    expect(first!.probabilities).not.toEqual(now!.probabilities);
    const shown = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(now!.probabilities).toEqual(shown.probabilities.slice(30, 40));
  });

  it('takes pixels that were drawn for what they are', async () => {
    const source = { kind: 'run', id, split: 'test' } as const;
    const { pixels } = await lab.api.getImages({ source, positions: Uint32Array.of(3) });
    const runs = [{ id, step: null }, { id, step: null }]; // prettier-ignore
    const drawn = await lab.api.examineImage({ runs, image: { pixels: Float32Array.from(pixels) } });
    const [placed] = await lab.api.examineImage({ runs: runs.slice(1), image: { split: 'test', position: 3 } });
    for (const one of drawn) one.probabilities.forEach((p, k) => expect(p).toBeCloseTo(placed!.probabilities[k]!, 6));
    await expect(lab.api.examineImage({ runs, image: { pixels: new Float32Array(783) } })).rejects.toThrow(/783.*784/);
    const at = { id, step: null, count: 3 } as const;
    for (const space of ['inputs', 'hidden'] as const) {
      const byPixels = await lab.api.getNeighbours({ ...at, space, image: { pixels: Float32Array.from(pixels) } });
      const byPlace = await lab.api.getNeighbours({ ...at, space, image: { split: 'test', position: 3 } });
      expect(byPixels.map(({ position }) => position)).toEqual(byPlace.map(({ position }) => position));
    }
  });

  it('has a history of every image, which ends where its predictions are', async () => {
    const history = await lab.api.getImageHistory({ id, split: 'validation', position: 11 });
    expect(history.map(({ step, epoch }) => [step, epoch])).toEqual([[0, 0], [50, 1], [100, 2], [150, 3]]); // prettier-ignore
    for (const { step, predicted, probability, loss } of history) {
      const { labels, probabilities, losses } = await lab.api.getPredictions({ id, step, split: 'validation' });
      const row = probabilities.slice(110, 120);
      expect(predicted).toBe(row.indexOf(Math.max(...row)));
      expect(probability).toBe(row[labels[11]!]);
      expect(loss).toBe(losses[11]);
    }
  });

  it('tells how its layers fare', async () => {
    const moments = await lab.api.getLayerHealth({ id });
    expect(moments.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    const [h1, h2, output] = moments.at(-1)!.layers;
    expect([h1, h2, output].map((layer) => [layer!.layer, layer!.activation, layer!.units])).toEqual([[1, 'relu', 24], [2, 'tanh', 12], [3, 'softmax', 10]]); // prettier-ignore
    const { values } = await lab.api.getWeights({ id, step: null, tensor: 'W1' });
    expect(h1!.weightNorm).toBeCloseTo(Math.hypot(...values), 3);
    expect(h1!.zeros).toBeGreaterThan(0.05);
    expect(h1!.meanActivation).toBeGreaterThan(0);
    expect(h2!.zeros).toBe(0);
    expect(output!.deadUnits).toBe(0);
    expect(moments[0]!.layers[0]!.gradientNorm).toBeGreaterThan(0);
  });

  it('refuses what is not there, with a sentence', async () => {
    const at = { id, step: null } as const;
    const image = { split: 'test', position: 99_999 } as const;
    const source = { kind: 'run', id, split: 'test' } as const;
    await expect(lab.api.getPredictions({ id, step: 51, split: 'test' })).rejects.toThrow(
      /step 51 \(kept: 0, 50, 100, 150\)/,
    );
    await expect(lab.api.getPredictions({ id: 'nobody', step: 0, split: 'test' })).rejects.toThrow(/no such run/);
    await expect(lab.api.getWeights({ ...at, tensor: 'W4' })).rejects.toThrow(/no tensor W4; choose one of W1, b1/);
    await expect(lab.api.examineImage({ runs: [at], image })).rejects.toThrow(/99999 .*split/);
    await expect(lab.api.getImages({ source, positions: Uint32Array.of(99_999) })).rejects.toThrow(/image 99999/);
    await expect(lab.api.getDecisionGrid({ ...at, size: 5 })).rejects.toThrow(/784 inputs/);
  });

  it('is compared image by image with runs of the same images only', async () => {
    const [scaled] = (await lab.train(changed(digits, { scaling: 'symmetric' }))) as [string];
    const [fewer] = (await lab.train(changed(digits, { trainSize: 2900 }))) as [string];
    const runs = [
      { id, step: null },
      { id: scaled, step: 0 },
      { id, step: 0 },
    ];
    const { predicted, labels, numbers } = await lab.api.getPredicted({ runs, split: 'test' });
    expect(predicted).toHaveLength(3);
    const own = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(labels).toEqual(own.labels);
    expect(numbers).toEqual(own.numbers);
    const wrong = (one: Uint16Array) => one.filter((label, row) => label !== labels[row]).length;
    expect(wrong(predicted[0]!)).toBe(mistakes(own));
    expect(wrong(predicted[2]!)).toBeGreaterThan(wrong(predicted[0]!));
    const others = [...runs, { id: fewer, step: null }];
    await expect(lab.api.getPredicted({ runs: others, split: 'test' })).rejects.toThrow(
      new RegExp(`digits \\(run ${id.slice(0, 8)}\\) and digits \\(run ${fewer.slice(0, 8)}\\).*same images`),
    );
  });
});

describe('a network of two inputs with a sigmoid unit', () => {
  it('has two columns, a grid over its data, and neighbours by scaled features', async () => {
    const experiment = changed(plane, { scaling: 'standardize' });
    const [id] = (await lab.train(experiment)) as [string];
    const { evaluations } = await lab.core.journal.series(id, 0, 0);
    const at = { id, step: null } as const;
    const predictions = await lab.api.getPredictions({ ...at, split: 'validation' });
    expect(predictions.shape).toBeNull();
    expect(predictions.probabilities).toHaveLength(1000);
    expect(mistakes(predictions)).toBe(Math.round(evaluations.at(-1)!.validation!.error * 500));
    for (let row = 0; row < 500; row++)
      expect(predictions.probabilities[2 * row]! + predictions.probabilities[2 * row + 1]!).toBeCloseTo(1, 6);

    const { bounds, probabilities, size } = await lab.api.getDecisionGrid({ ...at, size: 9 });
    expect(probabilities).toHaveLength(9 * 9 * 2);
    const { x, y } = bounds;
    const cell = (row: number, column: number) =>
      Float32Array.of(x[0] + ((column + 0.5) / 9) * (x[1] - x[0]), y[1] - ((row + 0.5) / 9) * (y[1] - y[0]));
    for (const [row, column] of [
      [0, 0],
      [2, 7],
      [8, 4],
    ] as const) {
      // prettier-ignore
      const [point] = await lab.api.examineImage({ runs: [at], image: { pixels: cell(row, column) } });
      const index = 2 * (row * size + column);
      expect(probabilities[index]).toBeCloseTo(point!.probabilities[0]!, 5);
      expect(point!.layers.at(-1)!.values).toHaveLength(1);
    }
    const around = { x: [x[0] - 1, x[1] + 1], y: [y[0] - 1, y[1] + 1] } as const;
    const wider = await lab.api.getDecisionGrid({ ...at, size: 9, bounds: around });
    expect(wider.bounds).toEqual(around);
    const centre = 2 * (4 * size + 4);
    expect(wider.probabilities[centre]).toBeCloseTo(probabilities[centre]!, 5);
    expect(wider.probabilities).not.toEqual(probabilities);

    const near = await lab.api.getNeighbours({ ...at, image: { pixels: cell(4, 4) }, space: 'inputs', count: 2 });
    expect(near).toHaveLength(2);
    const dead = await lab.api.getLayerHealth({ id });
    expect(dead.at(-1)!.layers.map(({ activation }) => activation)).toEqual(['tanh', 'sigmoid']);
  });
});

it('runs of more sections than the thread keeps are all looked into, over and over', async () => {
  const ids: string[] = [];
  for (const scaling of ['unit', 'symmetric', 'standardize'] as const)
    for (const trainSize of [700, 800]) {
      const training = { ...digits.training, epochs: 1 };
      ids.push(...(await lab.train({ ...changed(digits, { scaling, trainSize }), training })));
    }
  for (const id of [...ids, ...ids.toReversed()]) {
    const { final } = await lab.core.run(id);
    // The second round's predictions are kept ones; examining is computed anew.
    const predictions = await lab.api.getPredictions({ id, step: null, split: 'test' });
    expect(mistakes(predictions)).toBe(Math.round(final!.test!.error * predictions.labels.length));
    const [seen] = await lab.api.examineImage({ runs: [{ id, step: null }], image: { split: 'test', position: 1 } });
    expect(seen!.probabilities).toEqual(predictions.probabilities.slice(10, 20));
  }
});

describe('images', () => {
  it('of chosen classes keep the numbers of the files', async () => {
    const [id] = (await lab.train(changed(digits, { classes: [9, 3], trainSize: 500, validationSize: 100 }))) as [
      string,
    ];
    const predictions = await lab.api.getPredictions({ id, step: null, split: 'train' });
    expect(predictions.classNames).toEqual(['9', '3']);
    const source = { kind: 'dataset', id: 'synthetic-digits', part: 'train' } as const;
    const positions = Uint32Array.of(0, 17, 399);
    const own = await lab.api.getImages({ source: { kind: 'run', id, split: 'train' }, positions });
    const named = await lab.api.getImages({ source, positions: positions.map((at) => predictions.numbers[at]!) });
    expect(own).toEqual(named);
    const dataset = await lab.core.library.open({ source: 'synthetic-digits', seed: 0 });
    predictions.numbers.forEach((number, row) => expect(dataset.labels[number]).toBe([9, 3][predictions.labels[row]!]));
  });

  it('of random numbers are shown and predicted as the run saw them', async () => {
    const random = changed(digits, { trainSize: 300, validationSize: 0, randomInputs: true });
    const [id] = (await lab.train(random)) as [string];
    const { evaluations } = await lab.core.journal.series(id, 0, 0);
    const predictions = await lab.api.getPredictions({ id, step: null, split: 'train' });
    expect(mistakes(predictions)).toBe(Math.round(evaluations.at(-1)!.train!.error * 300));
    expect(new Set(predictions.numbers).size).toBe(300);
    const source = { kind: 'run', id, split: 'train' } as const;
    const { pixels } = await lab.api.getImages({ source, positions: Uint32Array.of(0, 1) });
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    expect(Math.abs(mean - 127.5)).toBeLessThan(8);
    await expect(lab.api.getPredictions({ id, step: null, split: 'test' })).rejects.toThrow(/no test split/);
  });

  it('that changed since the run are refused', async () => {
    const [id] = (await lab.train(plane)) as [string];
    const record = await lab.core.run(id);
    const dataset = { ...record.dataset!, sha256: '0'.repeat(64) };
    await lab.core.store.updateRuns([{ id, changes: { dataset } }]);
    await expect(lab.api.getPredictions({ id, step: null, split: 'train' })).rejects.toThrow(
      /have changed since .*0000/,
    );
    await lab.core.store.updateRuns([{ id, changes: { dataset: record.dataset } }]);
    expect((await lab.api.getPredictions({ id, step: null, split: 'train' })).step).toBe(record.step);
  });

  it('that are gone are missed with a sentence', async () => {
    const path = folders.with(smallFiles({ height: 2, width: 3, classes: 2, train: 40, test: 10 }));
    const [id] = (await lab.train({ ...plane, dataset: { source: 'files', path } })) as [string];
    expect((await lab.api.getPredictions({ id, step: null, split: 'test' })).numbers).toHaveLength(10);
    rmSync(path, { recursive: true });
    const gone = /plane \(run [0-9a-f]{8}\): its images cannot be read any more\..*there is no such/;
    await expect(lab.api.getPredictions({ id, step: null, split: 'test' })).rejects.toThrow(gone);
    expect(await lab.api.listCheckpoints({ id })).not.toEqual([]);
  });

  it('with dead and saturated units are counted', async () => {
    const [id] = (await lab.train({ ...digits, training: { ...digits.training, epochs: 1 } })) as [string];
    const { network } = await lab.core.analysis.subject(id);
    const { step, npz } = (await lab.core.store.readWeights(id))!;
    expect(npz.length).toBeGreaterThan(0);
    // Biases of −100 kill two relu units; biases of 100 saturate three tanh units.
    const values = new Map(tensorTable(network).map(({ name, rows, columns }) => [name, new Float32Array(rows * columns).fill(0.01)])); // prettier-ignore
    values.get('b1')!.fill(-100, 0, 2);
    values.get('b2')!.fill(100, 0, 3);
    await lab.core.store.writeWeights(
      id,
      step + 1,
      encodeWeights(network, (name) => values.get(name)!),
    );
    const [h1, h2] = (await lab.api.getLayerHealth({ id })).at(-1)!.layers;
    expect([h1!.deadUnits, h2!.deadUnits]).toEqual([2, 3]);
    expect(h1!.zeros).toBeCloseTo(2 / 24, 9);
  });
});
