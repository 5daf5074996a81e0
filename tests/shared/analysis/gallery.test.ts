import { describe, expect, it } from 'vitest';
import {
  everyMistake,
  galleryPositions,
  gallerySorts,
  noFacts,
  showsMistakesOnly,
  type GalleryFilter,
  type GallerySort,
} from '../../../src/shared/analysis/gallery.ts';
import { scored } from '../../../src/shared/analysis/predictions.ts';
import { madePredictions, manyPredictions } from './made.ts';

const six = madePredictions([
  { label: 0, probabilities: [0.7, 0.2, 0.1], number: 10 },
  { label: 0, probabilities: [0.2, 0.5, 0.3], number: 11 },
  { label: 2, probabilities: [0.6, 0.3, 0.1], number: 12 },
  { label: 1, probabilities: [0.05, 0.9, 0.05], number: 13 },
  { label: 0, probabilities: [0.1, 0.8, 0.1], number: 14 },
  { label: 2, probabilities: [0.45, 0.15, 0.4], number: 15 },
]);
const shown = (filter: Partial<GalleryFilter>, sort: GallerySort = 'index', facts = noFacts): number[] => [
  ...galleryPositions(six, scored(six), { ...everyMistake, ...filter }, sort, facts),
];

describe('the filter', () => {
  it('shows every mistake and nothing else at first', () => {
    expect(shown({})).toEqual([1, 2, 4, 5]);
  });

  it('narrows by true class, predicted class and confidence', () => {
    expect(shown({ trueClass: 0 })).toEqual([1, 4]);
    expect(shown({ predictedClass: 0 })).toEqual([2, 5]);
    expect(shown({ trueClass: 2, predictedClass: 0, confidence: [0.5, 1] })).toEqual([2]);
    expect(shown({ confidence: [0, 0.5] })).toEqual([1, 5]);
  });

  it('shows what is right when asked for, and where a cell of the diagonal means it', () => {
    expect(shown({ showsCorrect: true })).toEqual([0, 1, 2, 3, 4, 5]);
    expect(shown({ trueClass: 1, predictedClass: 1 })).toEqual([3]);
  });

  it('takes exactly the images of a bar of the histogram over the seeds', () => {
    const facts = { ...noFacts, wrongCounts: Uint16Array.of(2, 3, 5, 0, 1, 3) };
    expect(shown({ wrongIn: [3, 5] }, 'index', facts)).toEqual([1, 2, 5]);
    expect(shown({ wrongIn: [2, 2] }, 'index', facts)).toEqual([0]);
  });

  it('takes exactly the images of an outcome of two runs', () => {
    const facts = { ...noFacts, compared: Uint16Array.of(1, 1, 2, 1, 2, 1) };
    expect(shown({ outcome: 'fixed' }, 'index', facts)).toEqual([0]);
    expect(shown({ outcome: 'broken' }, 'index', facts)).toEqual([2]);
    expect(shown({ outcome: 'same-wrong' }, 'index', facts)).toEqual([1]);
    expect(shown({ outcome: 'different-wrong' }, 'index', facts)).toEqual([4, 5]);
    expect(shown({ outcome: 'both-right' }, 'index', facts)).toEqual([3]);
  });

  it('takes tagged images by their number', () => {
    expect(shown({ tag: 'odd' }, 'index', { ...noFacts, tagged: new Set([12, 13, 15]) })).toEqual([2, 5]);
  });

  it('says when nothing but mistakes is shown', () => {
    expect(showsMistakesOnly(everyMistake)).toBe(true);
    expect(showsMistakesOnly({ ...everyMistake, trueClass: 4 })).toBe(true);
    expect(showsMistakesOnly({ ...everyMistake, wrongIn: [3, 5] })).toBe(false);
  });
});

describe('the order', () => {
  it('puts the surest mistake first, and the highest loss', () => {
    expect(shown({}, 'confident')).toEqual([4, 2, 1, 5]);
    expect(shown({}, 'loss')).toEqual([2, 4, 1, 5]);
  });

  it('goes by margin and by confidence', () => {
    expect(shown({}, 'margin')).toEqual([4, 2, 1, 5]);
    expect(shown({ showsCorrect: true }, 'unsure')).toEqual([5, 1, 2, 0, 4, 3]);
  });

  it('agrees with sorting by a comparator, over negative keys and equal ones', () => {
    const many = manyPredictions(4000);
    many.probabilities.copyWithin(0, 10, 200);
    const scores = scored(many);
    const keys: Record<Exclude<GallerySort, 'index'>, (i: number) => number> = {
      confident: (i) => -scores.wrongest[i]!,
      loss: (i) => -many.losses[i]!,
      margin: (i) => scores.margin[i]!,
      unsure: (i) => scores.confidence[i]!,
    };
    for (const { value: sort } of gallerySorts) {
      if (sort === 'index') continue;
      const filter = { ...everyMistake, showsCorrect: true };
      const expected = Array.from(many.labels, (_, i) => i).sort((a, b) => keys[sort](a) - keys[sort](b) || a - b);
      expect([...galleryPositions(many, scores, filter, sort)], sort).toEqual(expected);
    }
  });

  it('puts what is not a number last', () => {
    const broken = madePredictions([
      { label: 0, probabilities: [Number.NaN, Number.NaN, Number.NaN] },
      { label: 0, probabilities: [0.2, 0.7, 0.1] },
      { label: 0, probabilities: [0.1, 0.8, 0.1] },
    ]);
    const filter = { ...everyMistake, showsCorrect: true };
    expect([...galleryPositions(broken, scored(broken), filter, 'confident')]).toEqual([2, 1, 0]);
    expect([...galleryPositions(broken, scored(broken), filter, 'margin')]).toEqual([2, 1, 0]);
  });
});
