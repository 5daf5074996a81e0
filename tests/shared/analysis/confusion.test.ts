import { describe, expect, it } from 'vitest';
import {
  classScores,
  confusionMatrix,
  difference,
  largestCell,
  meanAndSd,
  shared,
  totals,
} from '../../../src/shared/analysis/confusion.ts';

// Ten images of three classes; scores by scikit-learn's precision_recall_fscore_support.
const labels = Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 2, 2, 2);
const predicted = Uint16Array.of(0, 0, 0, 1, 1, 1, 2, 2, 0, 2);
const matrix = confusionMatrix(labels, predicted, 3);

describe('confusionMatrix', () => {
  it('counts true classes by row, predicted ones by column', () => {
    expect([...matrix.values]).toEqual([3, 1, 0, 0, 2, 1, 1, 0, 2]);
  });

  it('has the totals of the labels, of the predictions, and of both', () => {
    expect(totals(matrix)).toEqual({ rows: [4, 3, 3], columns: [4, 3, 3], all: 10 });
  });
});

describe('classScores', () => {
  it('are precision, recall and F1 of every class', () => {
    const scores = classScores(matrix);
    expect(scores.map(({ precision }) => precision)).toEqual([3 / 4, 2 / 3, 2 / 3]);
    expect(scores.map(({ recall }) => recall)).toEqual([3 / 4, 2 / 3, 2 / 3]);
    scores.forEach(({ precision, recall, f1 }) =>
      expect(f1).toBeCloseTo((2 * precision! * recall!) / (precision! + recall!), 14),
    );
  });

  it('are null where a class does not occur or is never said', () => {
    const [, , third] = classScores(confusionMatrix(Uint16Array.of(0, 1), Uint16Array.of(0, 0), 3));
    expect(third).toEqual({ support: 0, said: 0, precision: null, recall: null, f1: null });
    const [, second] = classScores(confusionMatrix(Uint16Array.of(0, 1), Uint16Array.of(0, 0), 2));
    expect(second).toMatchObject({ precision: null, recall: 0, f1: 0 });
  });
});

describe('shared', () => {
  it('gives fractions of rows or columns, and 0 for empty ones', () => {
    expect([...shared(matrix, 'by-true').values.slice(0, 3)]).toEqual([3 / 4, 1 / 4, 0]);
    expect(shared(matrix, 'by-predicted').values[6]).toBe(1 / 4);
    const empty = confusionMatrix(Uint16Array.of(0), Uint16Array.of(0), 2);
    expect([...shared(empty, 'by-true').values]).toEqual([1, 0, 0, 0]);
    expect(shared(matrix, 'counts')).toBe(matrix);
  });
});

describe('over runs', () => {
  const other = confusionMatrix(labels, Uint16Array.of(0, 0, 1, 1, 1, 1, 1, 2, 2, 2), 3);

  it('mean and SD are those of each cell', () => {
    const { mean, sd } = meanAndSd([matrix, other]);
    expect([...mean.values.slice(0, 3)]).toEqual([2.5, 1.5, 0]);
    expect(sd.values[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(sd.values[2]).toBe(0);
  });

  it('the difference of two runs sums to nothing in every row', () => {
    expect(totals(difference(matrix, other)).rows).toEqual([0, 0, 0]);
  });

  it('the scale may leave the diagonal out', () => {
    expect(largestCell(matrix, true)).toBe(3);
    expect(largestCell(matrix, false)).toBe(1);
  });
});
