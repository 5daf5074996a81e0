import { describe, expect, it } from 'vitest';
import { confusionView } from '../../../src/renderer/src/inspect/confusion/cells.ts';
import { scoreOrder } from '../../../src/renderer/src/inspect/confusion/scoreOrder.ts';

const names = ['cat', 'dog'];
const matrix = { classes: 2, values: Float64Array.of(90, 10, 4, 46) };
const other = { classes: 2, values: Float64Array.of(94, 6, 4, 46) };
const choices = { share: 'counts', withDiagonal: false } as const;

describe('a confusion matrix as shown', () => {
  it('of a run: counts, the error of each class, and a scale without the diagonal', () => {
    const { rows, errors, rowTotals, columnTotals } = confusionView({ kind: 'run', matrix }, choices, names);
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['90', '10'],
      ['4', '46'],
    ]);
    expect(rows[0]![1]).toMatchObject({ shade: 1, sentence: 'true cat, said dog: 10 images' });
    expect(rows[1]![0]!.shade).toBeCloseTo(0.4, 12);
    expect(rows[0]![0]).toMatchObject({ shade: 0, sentence: 'true cat, recognised: 90 images' });
    expect(errors).toEqual(['10.0 %', '8.0 %']);
    expect(rowTotals).toEqual(['100', '50']);
    expect(columnTotals).toEqual(['94', '56']);
  });

  it('as shares, with the sentence saying of what', () => {
    const byTrue = confusionView({ kind: 'run', matrix }, { ...choices, share: 'by-true' }, names);
    expect(byTrue.rows[0]![1]).toMatchObject({
      text: '10',
      sentence: expect.stringContaining('10 % of those that are cat'),
    });
    const byPredicted = confusionView({ kind: 'run', matrix }, { ...choices, share: 'by-predicted' }, names);
    expect(byPredicted.rows[1]![0]!.sentence).toBe('true dog, said cat: 4 images, 4.3 % of those said to be cat');
  });

  it('of a group: mean ± SD, and n said', () => {
    const { rows } = confusionView({ kind: 'group', matrices: [matrix, other] }, choices, names);
    expect(rows[0]![1]).toMatchObject({
      text: '8.0',
      spread: '±2.8',
      sentence: 'true cat, said dog: 8.0 ± 2.8, n = 2',
    });
    expect(rows[1]![1]).toMatchObject({ text: '46', spread: '' });
  });

  it('of two runs: differences with their sign, shaded both ways', () => {
    const { rows, errors } = confusionView({ kind: 'difference', matrix, other }, choices, names);
    expect(rows[0]!.map(({ text }) => text)).toEqual(['−4', '+4']);
    expect(rows[0]![1]).toMatchObject({ shade: 1, sentence: 'true cat, said dog: +4, 10 here and 6 in the other run' });
    expect(errors).toEqual(['+4', '·']);
    const withDiagonal = confusionView(
      { kind: 'difference', matrix, other },
      { ...choices, withDiagonal: true },
      names,
    );
    expect(withDiagonal.rows[0]![0]!.shade).toBe(-1);
  });

  it('shows nothing where there is nothing', () => {
    const empty = { classes: 2, values: new Float64Array(4) };
    const { rows, errors } = confusionView({ kind: 'run', matrix: empty }, choices, names);
    expect(rows.flat().every(({ text, shade }) => text === '·' && shade === 0)).toBe(true);
    expect(errors).toEqual(['—', '—']);
  });
});

it('puts the classes in their own order, or those to look at first', () => {
  const score = (support: number, recall: number | null) => ({ support, said: 0, precision: null, recall, f1: recall });
  const scores = [score(9, 0.8), score(30, null), score(9, 0.4), score(12, 0.8)];
  expect(scoreOrder(scores, 'class')).toEqual([0, 1, 2, 3]);
  expect(scoreOrder(scores, 'support')).toEqual([1, 3, 0, 2]);
  expect(scoreOrder(scores, 'recall')).toEqual([2, 0, 3, 1]);
  expect(scoreOrder(scores, 'precision')).toEqual([0, 1, 2, 3]);
});
