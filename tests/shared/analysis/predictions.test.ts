import { describe, expect, it } from 'vitest';
import {
  pairOutcome,
  probabilitiesOf,
  sameImages,
  scored,
  wrongCounts,
} from '../../../src/shared/analysis/predictions.ts';
import { madePredictions, manyPredictions } from './made.ts';

const four = madePredictions([
  { label: 0, probabilities: [0.7, 0.2, 0.1] },
  { label: 0, probabilities: [0.2, 0.5, 0.3] },
  { label: 2, probabilities: [0.4, 0.4, 0.2] },
  { label: 1, probabilities: [0.05, 0.9, 0.05] },
]);

describe('scored', () => {
  it('says the most probable class, the first one among equals', () => {
    expect([...scored(four).predicted]).toEqual([0, 1, 0, 1]);
    expect(scored(four).mistakes).toBe(2);
  });

  it('gives confidence, the largest wrong class, and the margin of the true one', () => {
    const { confidence, wrongest, margin } = scored(four);
    const rounded = (values: Float32Array): number[] => [...values].map((value) => Number(value.toFixed(4)));
    expect(rounded(confidence)).toEqual([0.7, 0.5, 0.4, 0.9]);
    expect(rounded(wrongest)).toEqual([0.2, 0.5, 0.4, 0.05]);
    expect(rounded(margin)).toEqual([0.5, -0.3, -0.2, 0.85]);
  });

  it('has a negative margin exactly where the answer is wrong', () => {
    const many = manyPredictions(5000);
    const { predicted, margin, mistakes } = scored(many);
    const wrong = [...many.labels].map((label, i) => predicted[i] !== label);
    expect(wrong.filter(Boolean)).toHaveLength(mistakes);
    wrong.forEach((isWrong, i) => expect(margin[i]! < 0).toBe(isWrong));
  });

  it('tells of probabilities that are not numbers', () => {
    const broken = madePredictions([{ label: 1, probabilities: [Number.NaN, Number.NaN, Number.NaN] }]);
    expect(scored(four).isFinite).toBe(true);
    expect(scored(broken)).toMatchObject({ isFinite: false, mistakes: 1 });
    expect(scored(broken).confidence[0]).toBeNaN();
  });
});

it('takes the row of one image', () => {
  expect([...probabilitiesOf(four, 1)]).toEqual([...four.probabilities.subarray(3, 6)]);
});

it('counts the runs that are wrong about each image', () => {
  const runs = [Uint16Array.of(0, 1, 2, 1), Uint16Array.of(0, 0, 0, 1), Uint16Array.of(1, 1, 1, 1)];
  expect([...wrongCounts(four.labels, runs)]).toEqual([1, 2, 2, 0]);
});

it('names what became of an image in two runs, seen from the first', () => {
  expect(pairOutcome(1, 1, 1)).toBe('both-right');
  expect(pairOutcome(1, 1, 2)).toBe('fixed');
  expect(pairOutcome(1, 2, 1)).toBe('broken');
  expect(pairOutcome(1, 2, 2)).toBe('same-wrong');
  expect(pairOutcome(1, 2, 0)).toBe('different-wrong');
});

it('compares images by number and label', () => {
  const images = { numbers: Uint32Array.of(3, 4), labels: Uint16Array.of(1, 2) };
  expect(sameImages(images, { ...images })).toBe(true);
  expect(sameImages(images, { ...images, numbers: Uint32Array.of(3, 5) })).toBe(false);
  expect(sameImages(images, { numbers: Uint32Array.of(3), labels: Uint16Array.of(1) })).toBe(false);
});
