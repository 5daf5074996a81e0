import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../src/engine/spec.ts';
import { prepareData } from '../../../src/main/datasets/prepare.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { dataset, realDataset, section } from './fixtures.ts';

/** Inputs of one image as the network sees them. */
const inputsOf = ({ images, scaling }: TrainingData, image: number) =>
  Array.from(denseImage(images, image), (value) => scaling.factor * value + scaling.offset);

/** Mean and SD, ddof 0, in the plainest way. */
function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

describe('scaling of 8-bit images', () => {
  const data = dataset([0, 1, 0, 1, 0, 1], [0, 1]);
  const pixels = [3, 0, 6, 255];

  it.each([
    ['unit', pixels.map((p) => p / 255)],
    ['symmetric', pixels.map((p) => (2 * p) / 255 - 1)],
    ['none', pixels],
  ] as const)('%s', (scaling, expected) => {
    const prepared = prepareData(data, section({ scaling }));
    expect(prepared.data.images).toBe(data.images);
    inputsOf(prepared.data, 3).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
  });

  it('standardize takes one mean and SD over all inputs of the used training images', () => {
    const { data: prepared } = prepareData(data, section({ scaling: 'standardize', trainSize: 5, validationSize: 2 }));
    expect(prepared.images).toBe(data.images);
    const used = [0, 1, 2].flatMap((i) => [i, 0, 2 * i, 255]);
    const { mean, deviation } = moments(used);
    expect(prepared.scaling.factor).toBeCloseTo(1 / deviation, 12);
    expect(prepared.scaling.offset).toBeCloseTo(-mean / deviation, 12);
    const after = moments([0, 1, 2].flatMap((image) => inputsOf(prepared, image)));
    expect(after.mean).toBeCloseTo(0, 12);
    expect(after.deviation).toBeCloseTo(1, 12);
  });
});

describe('scaling of real-valued data', () => {
  const rows = [
    [0.1, 10, 5],
    [0.3, 30, 5],
    [0.2, 50, 5],
    [0.9, 70, 6],
  ];

  it('unit and none leave the values as they are, symmetric maps [0, 1] to [−1, 1]', () => {
    const expected = Array.from(Float32Array.from(rows[1]!));
    const inputs = (scaling: 'unit' | 'none' | 'symmetric') =>
      inputsOf(prepareData(realDataset(rows, true), section({ scaling })).data, 1);
    expect(inputs('unit')).toEqual(expected);
    expect(inputs('none')).toEqual(expected);
    expect(inputs('symmetric')).toEqual(expected.map((value) => 2 * value - 1));
  });

  it('standardize works per feature, with an SD of 0 taken as 1', () => {
    const source = realDataset(rows, true);
    const { data } = prepareData(source, section({ scaling: 'standardize', validationSize: 1 }));
    expect(data.scaling).toEqual({ factor: 1, offset: 0 });
    for (const feature of [0, 1]) {
      const { mean, deviation } = moments([0, 1, 2].map((row) => rows[row]![feature]!));
      for (const row of [0, 1, 2, 3])
        expect(inputsOf(data, row)[feature]).toBeCloseTo((rows[row]![feature]! - mean) / deviation, 5);
    }
    expect([0, 1, 2, 3].map((row) => inputsOf(data, row)[2])).toEqual([0, 0, 0, 1]);
    expect(source.images.values[1]).toBe(10);
  });

  it('standardize takes one mean and SD where features are alike; constant data become 0', () => {
    const alike = prepareData(realDataset(rows, false), section({ scaling: 'standardize' })).data;
    const { mean, deviation } = moments(rows.flat());
    expect(inputsOf(alike, 3)[1]).toBeCloseTo((70 - mean) / deviation, 5);
    const constant = realDataset(
      Array.from({ length: 1000 }, () => [0.1, 0.1]),
      false,
    );
    expect(inputsOf(prepareData(constant, section({ scaling: 'standardize' })).data, 7)).toEqual([0, 0]);
  });
});

describe('random inputs', () => {
  const data = dataset([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], [2, 1, 0, 2]);
  const random = section({ randomInputs: true, classes: [2, 0], trainSize: 5, seed: 9 });

  it('replace the used training images and keep their labels', () => {
    const { data: prepared, use } = prepareData(data, random);
    expect([...prepared.train]).toEqual([0, 1, 2, 3, 4]);
    expect([...prepared.labels]).toEqual([1, 0, 1, 0, 1]);
    expect(prepared.validation).toBeNull();
    expect(prepared.test).toBeNull();
    expect(prepared.images).toMatchObject({ kind: 'dense-f32', count: 5, inputs: 4 });
    expect(use).toMatchObject({ train: 5, validation: 0, test: 0, inputs: 4, classes: 2 });
  });

  it('are uniform in [0, 1), by dataset.seed, and scaled as real values', () => {
    const { images, scaling } = prepareData(data, random).data;
    expect(scaling).toEqual({ factor: 1, offset: 0 });
    expect(new Set(images.values).size).toBe(20);
    expect(images.values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(prepareData(data, random).data.images.values).toEqual(images.values);
    expect(prepareData(data, { ...random, seed: 10 }).data.images.values).not.toEqual(images.values);
  });
});

it('records what a run used', () => {
  const { use } = prepareData(
    dataset([0, 1, 2, 0, 1, 2], [2, 1, 0]),
    section({ classes: [2, 1], trainSize: 4, validationSize: 1 }),
  );
  expect(use).toEqual({
    id: 'small',
    name: 'Small',
    sha256: 'f'.repeat(64),
    train: 3,
    validation: 1,
    test: 2,
    inputs: 4,
    classes: 2,
    classNames: ['2', '1'],
  });
});
