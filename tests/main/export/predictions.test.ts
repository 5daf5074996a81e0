import { expect, it } from 'vitest';
import { predictionsCsv } from '../../../src/main/export/predictions.ts';

it('writes a row for each image, with every digit of its probabilities', () => {
  const predicted = {
    images: [60_000, 60_004],
    labels: Uint16Array.of(7, 1),
    predicted: [1, 0],
    probabilities: Float32Array.of(0.25, 0.75, 1, Math.fround(1e-15)),
    classes: 2,
  };
  expect(predictionsCsv(predicted).split('\n')).toEqual([
    'index,true,predicted,p0,p1',
    '60000,7,1,0.25,0.75',
    `60004,1,0,1,${Math.fround(1e-15)}`,
    '',
  ]);
});
