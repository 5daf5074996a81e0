import { describe, expect, it } from 'vitest';
import type { ResultRun } from '../../../src/shared/result/document.ts';
import type { ExpectationResult } from '../../../src/shared/result/expectations.ts';
import { judgeExpectations } from '../../../src/shared/result/expectations.ts';
import { complete, minimal } from '../experiments.ts';
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
});
