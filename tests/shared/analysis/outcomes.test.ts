import { describe, expect, it } from 'vitest';
import { everyMistake, filterPositions } from '../../../src/shared/analysis/gallery.ts';
import { errorsOf, expectedHistogram, outcomeCounts, wrongHistogram } from '../../../src/shared/analysis/outcomes.ts';
import { pairOutcomes, scored, wrongCounts } from '../../../src/shared/analysis/predictions.ts';
import { manyPredictions } from './made.ts';

const labels = Uint16Array.of(0, 1, 2, 0, 1, 2);
const said = Uint16Array.of(0, 1, 0, 1, 2, 2);
const other = Uint16Array.of(0, 2, 2, 1, 0, 2);

describe('two runs', () => {
  it('put each image under one outcome', () => {
    expect(outcomeCounts(labels, said, other)).toEqual({
      'both-right': 2,
      fixed: 1,
      broken: 1,
      'same-wrong': 1,
      'different-wrong': 1,
    });
  });

  it('count what the gallery shows for each outcome', () => {
    const many = manyPredictions(3000);
    const scores = scored(many);
    const compared = Uint16Array.from(scores.predicted, (one, i) => (i % 3 === 0 ? (one + i) % 10 : many.labels[i]!));
    const counts = outcomeCounts(many.labels, scores.predicted, compared);
    for (const outcome of pairOutcomes) {
      const facts = { compared, wrongCounts: null, tagged: null };
      expect(filterPositions(many, scores, { ...everyMistake, outcome }, facts)).toHaveLength(counts[outcome]);
    }
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(3000);
  });
});

describe('many runs', () => {
  it('count images by the runs that are wrong about them', () => {
    expect([...wrongHistogram(wrongCounts(labels, [said, other]), 2)]).toEqual([2, 2, 2]);
    expect(errorsOf(labels, [said, other])).toEqual([0.5, 0.5]);
  });

  it('expect the binomial distribution of runs that are equally good', () => {
    expect([...expectedHistogram([0.5, 0.5], 6)]).toEqual([1.5, 3, 1.5]);
    const ten = expectedHistogram(Array<number>(10).fill(0.1), 10_000);
    // C(10, 2) · 0.1² · 0.9⁸
    expect(ten[2]!).toBeCloseTo(10_000 * 45 * 0.01 * 0.9 ** 8, 8);
    expect(ten.reduce((sum, one) => sum + one)).toBeCloseTo(10_000, 8);
  });

  it('expect unequal runs to keep their errors', () => {
    const [all, some, none] = [...expectedHistogram([0.2, 0.5], 100)].reverse();
    expect([all, some, none].map((one) => Number(one!.toFixed(9)))).toEqual([10, 50, 40]);
  });
});
