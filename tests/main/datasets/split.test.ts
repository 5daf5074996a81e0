import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/shared/errors.ts';
import { outputProblem, splitDataset } from '../../../src/main/datasets/split.ts';
import type { Dataset } from '../../../src/main/datasets/dataset.ts';
import type { DatasetSpec } from '../../../src/shared/experiment.ts';
import { dataset, section } from './fixtures.ts';

/** Images 0..9 for training, 10..13 for test. */
const digits = dataset([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], [2, 1, 0, 2]);
/** Images 0..9 without a test split. */
const unsplit = dataset([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], []);

/** The splits as plain arrays. */
function indices(data: Dataset, changes: Partial<DatasetSpec> = {}) {
  const { train, validation, test } = splitDataset(data, section(changes));
  return { train: [...train], validation: validation && [...validation], test: test && [...test] };
}

describe('the order of the pipeline', () => {
  it('takes everything by default, in the order of the files', () => {
    expect(indices(digits)).toEqual({
      train: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      validation: null,
      test: [10, 11, 12, 13],
    });
  });

  it('filters classes before it counts', () => {
    expect(indices(digits, { classes: [2, 0], trainSize: 5, validationSize: 2 })).toEqual({
      train: [0, 2, 3],
      validation: [5, 6],
      test: [10, 12, 13],
    });
  });

  it('relabels from 0 in the order given', () => {
    const { labels, classNames, train, test } = splitDataset(digits, section({ classes: [2, 0] }));
    expect([...train].map((image) => labels[image])).toEqual([1, 0, 1, 0, 1, 0, 1]);
    expect([...test!].map((image) => labels[image])).toEqual([0, 1, 0]);
    expect(classNames).toEqual(['2', '0']);
  });

  it('takes validation images from the end of the first trainSize', () => {
    expect(indices(digits, { trainSize: 6, validationSize: 2 })).toEqual({
      train: [0, 1, 2, 3],
      validation: [4, 5],
      test: [10, 11, 12, 13],
    });
  });

  it('takes test images of unsplit data from the end, before the validation images', () => {
    expect(indices(unsplit, { trainSize: 8, testSize: 3, validationSize: 2 })).toEqual({
      train: [0, 1, 2],
      validation: [3, 4],
      test: [5, 6, 7],
    });
    expect(indices(unsplit).test).toBeNull();
  });

  it('has no test split when no test image is of a class chosen', () => {
    expect(indices(dataset([0, 1, 2], [2, 2]), { classes: [0, 1] }).test).toBeNull();
  });

  it('leaves one image for training at least', () => {
    expect(indices(digits, { validationSize: 9 }).train).toEqual([0]);
  });
});

describe('sorted sources', () => {
  const sorted = { ...unsplit, sorted: true };

  it('are permuted once, by dataset.seed alone', () => {
    const first = indices(sorted, { seed: 3 }).train;
    expect(first).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...first].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(indices(sorted, { seed: 3 }).train).toEqual(first);
    expect(indices(sorted, { seed: 4 }).train).not.toEqual(first);
  });

  it('are permuted before any size or class filter applies', () => {
    const all = indices(sorted, { seed: 3 }).train;
    expect(indices(sorted, { seed: 3, trainSize: 8, testSize: 2, validationSize: 1 })).toEqual({
      train: all.slice(0, 5),
      validation: all.slice(5, 6),
      test: all.slice(6, 8),
    });
    const chosen = all.filter((image) => sorted.labels[image] !== 1);
    expect(indices(sorted, { seed: 3, classes: [0, 2] }).train).toEqual(chosen);
  });

  it('keep a test split of their own in order', () => {
    expect(indices({ ...digits, sorted: true }, { seed: 3 }).test).toEqual([10, 11, 12, 13]);
  });
});

describe('what does not fit the data', () => {
  it.each<[string, Dataset, Partial<DatasetSpec>, string]>([
    ['a class that is not there', digits, { classes: [0, 7] }, 'class 7 given, Small has 0, 1, 2'],
    ['data of one class', dataset([0, 0, 0], []), {}, 'Small has a single class'],
    ['a single class asked for', digits, { classes: [1] }, 'Small is left with a single class'],
    ['more training images than there are', digits, { trainSize: 11 }, '11 images asked for, Small has 10'],
    ['more than the class filter leaves', digits, { classes: [1, 2], trainSize: 7 }, 'Small, classes 1, 2 has 6'],
    ['a validation split as large as the data', digits, { validationSize: 10 }, 'give less than 10'],
    ['a validation split as large as trainSize', digits, { trainSize: 4, validationSize: 4 }, 'give less than 4'],
    ['a test split as large as the data', unsplit, { testSize: 10 }, 'dataset.testSize: 10 of 10 images leave none'],
    ['splits that leave nothing together', unsplit, { testSize: 5, validationSize: 5 }, '5 of 5 training images'],
    ['a second test split', digits, { testSize: 2 }, 'Small brings 4 test images of its own'],
    [
      'validation of random inputs',
      digits,
      { randomInputs: true, validationSize: 2 },
      'random inputs have no validation',
    ],
  ])('refuses %s', (_, data, changes, expected) => {
    expect(() => splitDataset(data, section(changes))).toThrow(UserError);
    expect(() => splitDataset(data, section(changes))).toThrow(expected);
  });

  it('lists classes by name where they have one', () => {
    const letters = { ...digits, facts: { ...digits.facts, classNames: ['A', 'B', 'C'] } };
    expect(() => splitDataset(letters, section({ classes: [0, 3] }))).toThrow('Small has 0 (A), 1 (B), 2 (C)');
  });
});

it('a sigmoid output tells exactly two classes apart', () => {
  expect(outputProblem('softmax', 10)).toBeNull();
  expect(outputProblem('sigmoid', 2)).toBeNull();
  expect(outputProblem('sigmoid', 10)).toContain('the data have 10');
});
