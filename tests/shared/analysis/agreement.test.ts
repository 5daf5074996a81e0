// The matrix, the gallery and the scores are three views of one thing: their sums agree, and a cell opens its images.
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/engine/random.ts';
import { classScores, confusionMatrix, totals } from '../../../src/shared/analysis/confusion.ts';
import { everyMistake, filterPositions, noFacts } from '../../../src/shared/analysis/gallery.ts';
import { scored } from '../../../src/shared/analysis/predictions.ts';

const [images, classes] = [2000, 10];
const random = randomStream(7, 'data');
const labels = Uint16Array.from({ length: images }, () => random.below(classes));
const numbers = Uint32Array.from({ length: images }, (_, i) => i);
const probabilities = Float32Array.from({ length: images * classes }, () => random.uniform());
const classNames = Array.from({ length: classes }, (_, k) => String(k));
const scores = scored({ labels, probabilities, classNames });
const matrix = confusionMatrix(labels, scores.predicted, classes);
const open = (trueClass: number | null, predictedClass: number | null, showsCorrect = false) =>
  filterPositions({ labels, numbers }, scores, { ...everyMistake, trueClass, predictedClass, showsCorrect }, noFacts);

describe('matrix and gallery', () => {
  it('every cell opens exactly its images', () => {
    for (let t = 0; t < classes; t++)
      for (let p = 0; p < classes; p++) {
        const found = open(t, p);
        expect(found.length).toBe(matrix.values[t * classes + p]);
        expect([...found].every((i) => labels[i] === t && scores.predicted[i] === p)).toBe(true);
      }
  });

  it('headers open the row or column, without what is right', () => {
    const { rows, columns } = totals(matrix);
    for (let k = 0; k < classes; k++) {
      const hits = matrix.values[k * (classes + 1)]!;
      expect(open(k, null).length).toBe(rows[k]! - hits);
      expect(open(null, k).length).toBe(columns[k]! - hits);
    }
  });

  it('mistakes, hits and images add up', () => {
    const hits = classScores(matrix).reduce((sum, { recall, support }) => sum + recall! * support, 0);
    expect(open(null, null).length).toBe(scores.mistakes);
    expect(Math.round(hits) + scores.mistakes).toBe(images);
    expect(open(null, null, true).length).toBe(totals(matrix).all);
  });
});
