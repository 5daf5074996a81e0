import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../../src/shared/contract.ts';
import { changedFrom } from '../../../src/shared/result/changed.ts';
import { complete, minimal } from '../experiments.ts';
import { mnist } from './runs.ts';

const about = { course: 'A course', title: 'A title', lookFor: 'What to look for' };
const file = { ...minimal, name: 'recipe', about, expects: [{ metric: 'test.error', max: 0.1 }] };
const recipes: Recipe[] = [{ name: 'recipe', experiment: complete(file) }];
const used = [{ ...mnist, id: minimal.dataset.source }];
const faster = { ...minimal.training, optimizer: { ...minimal.training.optimizer, learningRate: 0.77 } };

describe('changedFrom', () => {
  it('finds nothing in a recipe as it is, more seeds and another place of its files apart', () => {
    expect(changedFrom(complete(file), recipes, used)).toEqual([]);
    const moved = complete({ ...file, repeats: 7, dataset: { ...file.dataset, path: '/data' } });
    expect(changedFrom(moved, recipes, used).sort()).toEqual(['dataset.path', 'repeats']);
  });

  it('names what was changed, also under another name', () => {
    const changed = complete({ ...file, training: faster });
    expect(changedFrom(changed, recipes, used)).toEqual(['training.optimizer.learningRate']);
    const renamed = complete({ ...file, name: 'my own', training: faster });
    expect(changedFrom(renamed, recipes, used)).toContain('training.optimizer.learningRate');
  });

  it('takes a file with expectations of its own as it is, whatever its name', () => {
    const own = complete({ ...file, training: faster, expects: [{ metric: 'test.error', max: 0.2 }] });
    expect(changedFrom(own, recipes, used)).toEqual([]);
  });

  it('sees that other data stood in for the generated ones', () => {
    expect(changedFrom(complete(file), recipes, [{ ...mnist, id: 'my-letters' }])).toEqual(['dataset.source']);
  });
});
