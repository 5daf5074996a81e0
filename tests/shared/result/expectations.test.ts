import { describe, expect, it } from 'vitest';
import type { ResultRun } from '../../../src/shared/result/document.ts';
import type { ExpectationResult } from '../../../src/shared/result/expectations.ts';
import { judgeExpectations } from '../../../src/shared/result/expectations.ts';
import { complete, minimal, sentences } from '../experiments.ts';
import { aRun, aSeries } from './runs.ts';

const runs = [aRun(1, 0.04), aRun(2, 0.05), aRun(3, 0.06)];

function judge(expectation: object, members: readonly ResultRun[] = runs, changed: string[] = []): ExpectationResult {
  const { expects } = complete({ ...minimal, expects: [expectation] });
  return judgeExpectations(expects, members, changed, () => aSeries)[0]!;
}

describe('judgeExpectations', () => {
  it('judges the mean by default, and quotes', () => {
    const bounds = { min: 0.045, max: 0.055, quote: 'about 5 %' };
    const result = judge({ metric: 'test.error', ...bounds });
    expect(result).toMatchObject({ metric: 'test.error', at: 'end', over: 'mean', ...bounds, reproduced: true });
    expect(result.value).toBeCloseTo(0.05, 12);
    expect(result.values).toEqual([0.04, 0.05, 0.06]);
    expect(judge({ metric: 'test.error', max: 0.049 })).toMatchObject({ reproduced: false, min: null, quote: null });
  });

  it('takes the bounds as inside', () => {
    expect(judge({ metric: 'test.error', min: 0.04, max: 0.04 }, [aRun(1, 0.04)]).reproduced).toBe(true);
  });

  it('judges each run, and shows the one farthest out', () => {
    const each = { metric: 'test.error', over: 'each', min: 0.035 };
    expect(judge({ ...each, max: 0.06 })).toMatchObject({ reproduced: true, value: 0.06 });
    expect(judge({ ...each, max: 0.055 })).toMatchObject({ reproduced: false, value: 0.06 });
    expect(judge({ metric: 'test.error', over: 'each', min: 0.05 })).toMatchObject({ reproduced: false, value: 0.04 });
    expect(judge({ metric: 'test.error', over: 'each', max: 0.05 })).toMatchObject({ reproduced: false, value: 0.06 });
  });

  it('reads the start, the end and a step', () => {
    const one = [aRun(1, 0.04, { firstStepReached: 9 })];
    expect(judge({ metric: 'initial.train.loss' }, one).value).toBe(2.5);
    expect(judge({ metric: 'train.error', at: 'start' }, one).value).toBe(0.9);
    expect(judge({ metric: 'final.train.error' }, one).value).toBe(0.04);
    expect(judge({ metric: 'train.error', at: 2 }, one).value).toBe(0.5);
    expect(judge({ metric: 'train.error', at: 3, min: 0 }, one)).toMatchObject({ value: null, reproduced: false });
    expect(judge({ metric: 'firstStepReached', max: 11 }, one)).toMatchObject({ value: 9, reproduced: true });
  });

  it('is missed by a split that does not exist', () => {
    expect(judge({ metric: 'validation.error', max: 1 })).toMatchObject({ value: null, reproduced: false });
  });

  it('leaves diverged runs out of the mean, but not out of each', () => {
    const gone = aRun(4, 0.9, {
      status: 'diverged',
      final: { train: null, validation: null, test: { loss: NaN, error: NaN } },
    });
    const members = [...runs, gone];
    expect(judge({ metric: 'test.error', max: 0.06 }, members).value).toBeCloseTo(0.05, 12);
    expect(judge({ metric: 'test.error', max: 0.06 }, members).reproduced).toBe(true);
    expect(judge({ metric: 'test.error', over: 'each', max: 0.07 }, members).reproduced).toBe(false);
    expect(judge({ metric: 'test.error', max: 1 }, [gone])).toMatchObject({ value: null, reproduced: false });
  });

  it('is not judged before every run has ended', () => {
    const cut = [...runs, aRun(4, 0.05, { status: 'interrupted' })];
    expect(judge({ metric: 'test.error', max: 1 }, cut).reproduced).toBeNull();
  });

  it.each([
    ['training.optimizer.learningRate', 'test.error', null],
    ['dataset.trainSize', 'test.error', null],
    ['network.hidden', 'initial.train.loss', null],
    ['sweep.training.batchSize', 'test.error', null],
    ['training.batchSize', 'initial.train.loss', true],
    ['training.evaluateEvery.steps', 'test.error', true],
    ['dataset.path', 'test.error', true],
    ['seed', 'test.error', true],
    ['repeats', 'test.error', true],
    ['name', 'test.error', true],
  ])('after a change of %s, %s is judged %s', (changed, metric, reproduced) => {
    expect(judge({ metric, min: 0 }, runs, [changed]).reproduced).toBe(reproduced);
  });

  it('judges every group of a sweep by itself', () => {
    const { expects } = complete({ ...minimal, expects: [{ metric: 'test.error', max: 0.05 }] });
    const members = [aRun(1, 0.04, { overrides: { seed: 1 } }), aRun(2, 0.06, { overrides: { seed: 2 } })];
    expect(
      judgeExpectations(expects, members, [], () => null).map((each) => [each.overrides, each.reproduced]),
    ).toEqual([
      [{ seed: 1 }, true],
      [{ seed: 2 }, false],
    ]);
  });

  it('tells the published figure, the note and the seeds beside ours', () => {
    const result = judge({ metric: 'test.error', max: 0.06, published: 0.02, note: 'other images' });
    expect(result).toMatchObject({ published: 0.02, note: 'other images', seeds: [1, 2, 3], order: null });
  });
});

describe('an order of groups', () => {
  const rate = 'training.optimizer.learningRate';
  const group = (value: number, ...errors: number[]): ResultRun[] =>
    errors.map((error, i) => aRun(i + 1, error, { overrides: { [rate]: value } }));
  const falling = { metric: 'test.error', over: 'groups', order: 'falling' };
  const slow = group(0.001, 0.1, 0.12);
  const middle = group(0.01, 0.06, 0.08);
  const fast = group(0.1, 0.03, 0.05);

  it('is judged once, on the means of all groups in their order', () => {
    const result = judge(falling, [...slow, ...middle, ...fast]);
    expect(result).toMatchObject({ over: 'groups', order: 'falling', reproduced: true, seeds: [] });
    expect(result.groups).toEqual([{ [rate]: 0.001 }, { [rate]: 0.01 }, { [rate]: 0.1 }]);
    [0.11, 0.07, 0.04].forEach((mean, i) => expect(result.values[i]).toBeCloseTo(mean, 12));
    expect(result.value).toBeCloseTo(0.04, 12);
    expect(judge({ ...falling, order: 'rising' }, [...fast, ...middle, ...slow]).reproduced).toBe(true);
  });

  it('is missed where one group does not follow, also by being equal or by having diverged', () => {
    expect(judge(falling, [...slow, ...fast, ...middle]).reproduced).toBe(false);
    expect(judge(falling, [...slow, ...group(0.01, 0.11, 0.11)]).reproduced).toBe(false);
    const gone = slow.map((run) => ({ ...run, id: `${run.id}-gone`, status: 'diverged' as const, overrides: { [rate]: 1 } })); // prettier-ignore
    expect(judge(falling, [...slow, ...gone])).toMatchObject({ reproduced: false, value: null });
  });

  it('is not judged on one group, nor after a change', () => {
    expect(judge(falling, slow).reproduced).toBeNull();
    expect(judge(falling, [...slow, ...fast], [`sweep.${rate}`]).reproduced).toBeNull();
  });

  it.each([
    [
      { metric: 'test.error', over: 'groups' },
      'expects.0.order: missing, expected falling or rising, since over is groups',
    ],
    [{ metric: 'test.error', order: 'falling' }, 'expects.0.order: given falling, expected only with over: groups'],
    [{ ...falling, max: 1 }, 'expects.0.over: given groups, expected an order and no min or max'],
  ])('has to be asked for properly: %j', (expectation, sentence) => {
    expect(sentences({ ...minimal, expects: [expectation] })).toEqual([sentence]);
  });
});
