import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { exercises } from '../../../src/renderer/src/lab/exercises.ts';
import { byCourse, courses } from '../../../src/renderer/src/recipes/courses.ts';
import { checksSaid, dataNeeded, lengthSaid, timeSaid } from '../../../src/renderer/src/recipes/recipeFacts.ts';
import { expectedSaid, overallVerdict, shownExpectation } from '../../../src/renderer/src/recipes/verdicts.ts';
import { routes } from '../../../src/renderer/src/router.ts';
import { listRecipes } from '../../../src/main/recipes.ts';
import { judgeExpectations } from '../../../src/shared/result/expectations.ts';
import type { ResultRun } from '../../../src/shared/result/document.ts';
import { join } from 'node:path';
import { sampleDatasets } from '../../support/sampleAnswers.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { aRun } from '../../shared/result/runs.ts';

const shipped = await listRecipes(join(import.meta.dirname, '../../../resources/recipes'));
const recipe = (name: string) => shipped.find((one) => one.name === name)!;

describe('recipes by course', () => {
  it('puts every shipped recipe under a known course, in the order of the courses', () => {
    const groups = byCourse(shipped.filter(({ name }) => name !== 'first-steps'));
    expect(groups.map(({ name }) => name)).toEqual(courses.map(({ name }) => name));
    expect(groups.flatMap(({ recipes }) => recipes)).toHaveLength(shipped.length - 1);
    for (const { order, recipes } of groups) expect(recipes.map(({ name }) => name)).toEqual(order);
    expect(groups[3]!.order).toEqual(['cs189-three-nine', 'cs189-step-ten', 'cs189-memorise']);
  });

  it('leads from what a course also asks to the very exercise or screen', () => {
    const router = createRouter({ history: createMemoryHistory(), routes });
    for (const { to } of courses.flatMap(({ tasks }) => tasks)) {
      const { name, params } = router.resolve(to);
      expect(['lab', 'data', 'compare', 'inspect'], to).toContain(name);
      if (name === 'lab') expect(exercises.map(({ id }) => id)).toContain(params['exercise']);
      if (name === 'data') expect(params['id']).toBe('mnist');
    }
  });

  it('puts other courses behind, by their own name', () => {
    const own = { name: 'mine', experiment: complete({ ...minimal, about: { course: 'Week 3', title: 't', lookFor: 'l' } }) }; // prettier-ignore
    expect(byCourse([own, recipe('vu-seeds')]).map(({ name }) => name)).toEqual([
      'Deep Learning, VU Amsterdam',
      'Week 3',
    ]);
  });
});

describe('the card of a recipe', () => {
  it('says how long it is', () => {
    expect(lengthSaid(recipe('vu-learning-rates'))).toBe('12 runs of 5 epochs');
    expect(lengthSaid(recipe('vu-final'))).toBe('1 run of 5 epochs');
    expect(lengthSaid(recipe('cs189-memorise'))).toBe('5 runs of at most 100 steps');
    expect([timeSaid(undefined), timeSaid(null), timeSaid(72)]).toEqual([
      '…',
      'time not measured yet',
      'about 1 m 12 s',
    ]);
    expect([checksSaid(recipe('vu-seeds')), checksSaid(recipe('ece421-notmnist'))]).toEqual(['', 'checks 4 values']);
  });

  it('says which data it needs and whether it is there', () => {
    const [mnist] = sampleDatasets;
    expect(dataNeeded(recipe('vu-seeds'), mnist)).toEqual({ name: 'MNIST', isThere: true, problem: '' });
    const waiting = { ...mnist!, path: null, facts: null, problem: 'MNIST has no files yet.' };
    expect(dataNeeded(recipe('vu-seeds'), waiting)).toEqual({
      name: 'MNIST',
      isThere: false,
      problem: waiting.problem,
    });
    expect(dataNeeded(recipe('ece421-notmnist'), undefined)).toMatchObject({ name: 'notmnist', isThere: false });
  });
});

describe('what is shown of an expectation', () => {
  const runs = [aRun(1, 0.12), aRun(2, 0.13)];
  const shown = (expectation: object, members: readonly ResultRun[] = runs, testIsHidden = false) => {
    const experiment = complete({ ...minimal, expects: [expectation] });
    const [result] = judgeExpectations(experiment.expects, members, [], () => null);
    return shownExpectation(result!, experiment, testIsHidden);
  };
  const published = { metric: 'train.error', min: 0.115, max: 0.145, published: 0.13, quote: 'about 13 %' };

  it('is the published figure, the bound, ours and every seed', () => {
    expect(shown(published)).toEqual({
      title: 'training error at the end',
      group: '',
      verdict: 'reproduced',
      facts: [
        { name: 'published', value: '13.00 %' },
        { name: 'expected', value: '11.50 % to 14.50 %' },
        { name: 'here', value: '12.50 %' },
        { name: 'judged', value: 'mean of 2 runs' },
      ],
      each: ['seed 1: 12.00 %', 'seed 2: 13.00 %'],
      quote: 'about 13 %',
      note: null,
    });
  });

  it('carries no figure of the test images while they are hidden', () => {
    const { verdict, facts, each } = shown({ metric: 'test.error', max: 0.2 }, runs, true);
    expect([verdict, each]).toEqual(['hidden', []]);
    expect(facts).toContainEqual({ name: 'here', value: 'not revealed' });
    expect(shown(published, runs, true).verdict).toBe('reproduced');
  });

  it('is every group of an order', () => {
    const rate = 'training.optimizer.learningRate';
    const swept = [aRun(1, 0.2, { overrides: { [rate]: 0.01 } }), aRun(1, 0.1, { overrides: { [rate]: 0.1 } })];
    const { verdict, facts, each } = shown({ metric: 'test.error', over: 'groups', order: 'falling' }, swept);
    expect([verdict, each]).toEqual(['reproduced', ['lr 0.01: 20.00 %', 'lr 0.1: 10.00 %']]);
    expect(facts).toContainEqual({ name: 'expected', value: 'falling from group to group' });
  });

  it('is told before anything was run', () => {
    const { expects } = recipe('ece285-gradient-descent').experiment;
    expect(expectedSaid(expects[1]!)).toBe('training error at the end: 11.50 % to 14.50 %, published 13.00 %');
    const [falling] = recipe('vu-learning-rates').experiment.expects;
    expect(expectedSaid(falling!)).toBe('validation error at the end: falling from group to group');
  });

  it('is one word for all of them', () => {
    expect(overallVerdict(['reproduced', 'hidden', 'reproduced'])).toBe('reproduced');
    expect(overallVerdict(['reproduced', 'not judged'])).toBe('not judged');
    expect(overallVerdict(['not judged', 'not reproduced'])).toBe('not reproduced');
    expect(overallVerdict(['hidden'])).toBeNull();
  });
});
