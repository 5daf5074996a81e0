import { describe, expect, it } from 'vitest';
import { isFound, parseSearch } from '../../../src/renderer/src/experiments/search.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';

const experiment = sampleSummary(
  'e',
  sampleExperiment({ name: 'Two rates', sweep: { 'training.optimizer.learningRate': [0.03, 0.01] }, repeats: 2 }),
  (index) => ({ status: index === 3 ? 'diverged' : 'finished' }),
);

/** The indices of the runs that a search finds. */
const found = (text: string): number[] =>
  experiment.runs.filter((run) => isFound(parseSearch(text), experiment, run)).map((run) => run.index);

describe('the language of the search box', () => {
  it('reads words, terms, quotes and minus', () => {
    expect(parseSearch('MNIST lr:0.03 -status:failed name:"two rates"')).toEqual([
      { key: null, value: 'mnist', not: false },
      { key: 'lr', value: '0.03', not: false },
      { key: 'status', value: 'failed', not: true },
      { key: 'name', value: 'two rates', not: false },
    ]);
    expect(parseSearch('   ')).toEqual([]);
  });

  it.each([
    ['', [0, 1, 2, 3]],
    ['two', [0, 1, 2, 3]],
    ['three', []],
    ['lr:0.03', [0, 1]],
    ['lr:0.030', [0, 1]],
    ['learningrate:0.01 seed:2', [3]],
    ['training.optimizer.learningRate:0.01', [2, 3]],
    ['status:div', [3]],
    ['-status:diverged seed:2', [1]],
    ['dataset:mnist', [0, 1, 2, 3]],
    ['dataset:synthetic', []],
    ['batch:16', [0, 1, 2, 3]],
    ['batch:1', []],
    ['activation:sigmoid', [0, 1, 2, 3]],
    ['units:300 opt:sgd', [0, 1, 2, 3]],
    ['nosuch:1', []],
    ['"seed 1"', [0, 2]],
    ['lr:', [0, 1, 2, 3]],
  ])('%j finds runs %j', (text, indices) => expect(found(text)).toEqual(indices));

  it('compares the value that the run overrides, not the one it replaced', () => {
    const base = sampleExperiment({ learningRate: 0.5, sweep: { 'training.optimizer.learningRate': [0.1, 0.2] } });
    const summary = sampleSummary('x', base, () => ({}));
    expect(summary.runs.filter((run) => isFound(parseSearch('lr:0.5'), summary, run))).toEqual([]);
  });
});
