import { describe, expect, it } from 'vitest';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { generateDigits } from '../../../src/main/datasets/synthetic/dataset.ts';
import { splitDataset } from '../../../src/main/datasets/split.ts';
import { section } from './fixtures.ts';

const share = (labels: Uint16Array, label: number) => labels.filter((one) => one === label).length / labels.length;

describe.each(['synthetic-digits', 'ellipse', 'noise'] as const)('%s', (source) => {
  const dataset = generateDataset(source, 0);

  it('is the same for the same seed and another for another', () => {
    // The digest covers images and labels; comparing millions of numbers one by one takes seconds.
    expect(generateDataset(source, 0).facts).toEqual(dataset.facts);
    expect(generateDataset(source, 1).facts.sha256).not.toBe(dataset.facts.sha256);
  });

  it('holds what its facts say', () => {
    const { facts, images, labels } = dataset;
    expect(images.count).toBe(facts.train + facts.test);
    expect(images.inputs).toBe(facts.height * facts.width);
    expect(labels).toHaveLength(images.count);
    expect(new Set(labels).size).toBe(facts.classNames.length);
  });
});

it('ellipse: standard normal points, class 1 where q > 0.6', () => {
  const { images, labels, featurewise } = generateDataset('ellipse', 0);
  expect(images).toMatchObject({ kind: 'dense-f32', count: 70_000, inputs: 2 });
  expect(featurewise).toBe(true);
  let squares = 0;
  for (let i = 0; i < images.count; i++) {
    const [x = 0, y = 0] = denseImage(images, i);
    squares += x * x + y * y;
    const q = x * (1 * x - 0.05 * y) + y * (1 * x + 0.4 * y);
    if (Math.abs(q - 0.6) > 1e-5) expect(labels[i]).toBe(q > 0.6 ? 1 : 0);
  }
  expect(squares / 140_000).toBeCloseTo(1, 1);
  const { train, validation, test } = splitDataset(
    generateDataset('ellipse', 0),
    section({ source: 'ellipse', validationSize: 10_000 }),
  );
  expect([train.length, validation?.length, test]).toEqual([60_000, 10_000, null]);
});

it('noise: 1,000 images uniform in [0, 1), labels uniform over ten classes', () => {
  const { images, labels, facts } = generateDataset('noise', 0);
  expect(facts).toMatchObject({ train: 1_000, test: 0, height: 28, width: 28 });
  expect(images.values.every((value) => value >= 0 && value < 1)).toBe(true);
  let sum = 0;
  for (const value of images.values) sum += value;
  expect(sum / images.values.length).toBeCloseTo(0.5, 2);
  for (let label = 0; label < 10; label++) expect(Math.abs(share(labels, label) - 0.1)).toBeLessThan(0.04);
});

describe('synthetic digits', () => {
  const { images, labels, facts } = generateDataset('synthetic-digits', 0);

  it('are 12,000 and 2,000 images of 28 × 28, ten classes alike', () => {
    expect(facts).toMatchObject({ train: 12_000, test: 2_000, height: 28, width: 28 });
    for (let label = 0; label < 10; label++) expect(Math.abs(share(labels, label) - 0.1)).toBeLessThan(0.015);
  });

  it('have about the ink of MNIST, within its box and centred', () => {
    const density = images.values.length / images.count / images.inputs;
    expect(density).toBeGreaterThan(0.16);
    expect(density).toBeLessThan(0.24);
    for (let i = 0; i < 500; i++) {
      const { x, y, height, width } = inkOf(denseImage(images, i));
      expect(Math.max(height, width)).toBeGreaterThanOrEqual(18);
      expect(Math.max(height, width)).toBeLessThanOrEqual(23);
      expect(Math.abs(x - 14)).toBeLessThan(2);
      expect(Math.abs(y - 14)).toBeLessThan(2);
    }
  });

  it('do not depend on how many are made', () => {
    const few = generateDigits(0, 10);
    expect(few.labels).toEqual(labels.subarray(0, 10));
    expect(denseImage(few.images, 9)).toEqual(denseImage(images, 9));
  });

  it('are all different', () => {
    const seen = new Set(Array.from({ length: 2_000 }, (_, i) => denseImage(images, i).join()));
    expect(seen.size).toBe(2_000);
  });
});

/** Centre of mass and extent of an image's ink. */
function inkOf(pixels: Float32Array) {
  const inked = [...pixels.entries()].filter(([, value]) => value > 0);
  const mass = inked.reduce((sum, [, value]) => sum + value, 0);
  const rows = inked.map(([i]) => Math.floor(i / 28));
  const columns = inked.map(([i]) => i % 28);
  const centre = (position: (i: number) => number) =>
    inked.reduce((sum, [i, value]) => sum + value * (position(i) + 0.5), 0) / mass;
  return {
    x: centre((i) => i % 28),
    y: centre((i) => Math.floor(i / 28)),
    height: Math.max(...rows) - Math.min(...rows) + 1,
    width: Math.max(...columns) - Math.min(...columns) + 1,
  };
}
