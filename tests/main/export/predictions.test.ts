import { expect, it } from 'vitest';
import { predictionsCsv } from '../../../src/main/export/predictions.ts';

it('writes a row for each image, with every digit of its probabilities', () => {
  const predicted = {
    numbers: Uint32Array.of(0, 4),
    labels: Uint16Array.of(7, 1),
    probabilities: Float32Array.of(0.25, 0.75, 1, Math.fround(1e-15)),
    classNames: ['3', '9'],
  };
  expect(predictionsCsv(predicted).split('\n')).toEqual([
    'index,true,predicted,p0,p1',
    '0,7,1,0.25,0.75',
    `4,1,0,1,${Math.fround(1e-15)}`,
    '',
  ]);
});
