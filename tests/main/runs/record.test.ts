/** Pure parts of a run's life: records, sparklines, checkpoints, time left. */

import { describe, expect, it } from 'vitest';
import { epochsToKeep } from '../../../src/main/runs/checkpoints.ts';
import {
  afterEnd,
  afterProgress,
  rankingErrors,
  rankingSplit,
  sparkOf,
  summaryOf,
} from '../../../src/main/runs/record.ts';
import { estimateSeconds, multiplyAddsPerSecond } from '../../../src/main/runs/speed.ts';
import { activityOf } from '../../../src/main/service/activity.ts';
import { aRun } from '../store/records.ts';

const score = (error: number) => ({ loss: error * 2, error });
const evaluation = (step: number, error: number) => ({
  step,
  epoch: step / 10,
  train: score(0),
  validation: { loss: Number.isFinite(error) ? error : NaN, error },
  test: null,
});

describe('records', () => {
  it('rank by validation, else test, else training', () => {
    expect(rankingSplit({ validation: 1, test: 1 })).toBe('validation');
    expect(rankingSplit({ validation: 0, test: 1 })).toBe('test');
    expect(rankingSplit({ validation: 0, test: 0 })).toBe('train');
  });

  it('follow a report: speed of the stretch, seconds of all, best of what is finite, no last error where the loss is not', () => {
    const run = aRun('r', 'e', { rankedBy: 'validation', status: 'running' });
    const report = {
      runId: 'r',
      fromStep: 0,
      batchLoss: new Float32Array(),
      batchError: new Float32Array(),
      evaluations: [evaluation(0, 0.9), evaluation(10, 0.2), evaluation(20, 0.3), evaluation(30, NaN)],
      step: 30,
      epoch: 3,
      seconds: 2,
    };
    const errors = rankingErrors(run, report.evaluations);
    expect(errors).toEqual([0.9, 0.2, 0.3, null]);
    expect(afterProgress(run, report, errors, { seconds: 5, step: 10 }, 100)).toMatchObject({
      step: 30,
      seconds: 7,
      samplesPerSecond: 1000,
      initial: { validation: { error: 0.9 } },
      bestError: 0.2,
      lastError: null,
      spark: errors,
    });
  });

  it('know the best of half a million evaluations', () => {
    const errors = Array.from({ length: 500_000 }, (_, i) => (i === 300_000 ? 0.01 : 0.5));
    const report = { runId: 'r', fromStep: 0, batchLoss: new Float32Array(), batchError: new Float32Array() };
    const further = { ...report, evaluations: [], step: 30, epoch: 3, seconds: 2 };
    const before = { seconds: 0, step: 0 };
    expect(afterProgress(aRun('r', 'e'), further, errors, before, 100)).toMatchObject({
      bestError: 0.01,
      lastError: 0.5,
    });
  });

  it('draw at most 64 points, first and last among them', () => {
    const errors = Array.from({ length: 605 }, (_, index) => index);
    const spark = sparkOf(errors);
    expect(spark).toHaveLength(64);
    expect([spark[0], spark.at(-1)]).toEqual([0, 604]);
    expect(sparkOf([1, 2])).toEqual([1, 2]);
  });

  it('say how long a run has left only while it is underway', () => {
    const half = { step: 500, totalSteps: 1000, seconds: 4 };
    expect(summaryOf(aRun('r', 'e', { ...half, status: 'running' })).secondsLeft).toBe(4);
    expect(summaryOf(aRun('r', 'e', { ...half, status: 'finished' })).secondsLeft).toBeNull();
    expect(summaryOf(aRun('r', 'e', { ...half, step: 0, status: 'running' })).secondsLeft).toBeNull();
  });

  it('name every end', () => {
    expect(afterEnd({ status: 'finished', reason: 'until' })).toEqual({ status: 'finished', message: null });
    expect(afterEnd({ status: 'diverged', step: 7 }).message).toContain('step 7');
    expect(afterEnd({ status: 'interrupted' }).message).toContain('continues');
  });
});

describe('checkpoints to keep', () => {
  it('are every epoch but the last, or 49 evenly spaced ones', () => {
    expect(epochsToKeep(3)).toEqual([0, 1, 2]);
    expect(epochsToKeep(0.4)).toEqual([0]);
    const many = epochsToKeep(200);
    expect(many).toHaveLength(49);
    expect([many[0], many.at(-1)]).toEqual([0, 199]);
    expect(new Set(many).size).toBe(49);
  });
});

describe('speed', () => {
  const work = { steps: 100, perEpoch: 10, samples: 1000, perStep: 10, total: 6e9 };

  it('counts only what was done, over all threads that helped', () => {
    expect(multiplyAddsPerSecond({ seconds: 2, step: 100 }, work, 1)).toBe(2e9);
    expect(multiplyAddsPerSecond({ seconds: 3, step: 50 }, work, 0)).toBe(1e9);
    expect(multiplyAddsPerSecond({ seconds: 0.01, step: 100 }, work, 0)).toBeNull();
  });

  it('shares runs out over threads, but not the steps of a small one', () => {
    expect(estimateSeconds([work], 1e9, 2)).toBe(6);
    expect(estimateSeconds([work, work], 1e9, 2)).toBe(6);
    expect(estimateSeconds([{ ...work, perStep: 1e9 }], 1e9, 2)).toBe(3);
  });
});

describe('the activity', () => {
  const source = { threads: 2, busy: 2, savedAt: 1, allSaved: true };
  const running = aRun('a', 'e', { status: 'running', step: 10, totalSteps: 40, seconds: 1, samplesPerSecond: 500 });
  const queued = aRun('b', 'e', { status: 'queued', totalSteps: 60 });

  it('adds up speeds, and takes the present pace for what waits', () => {
    // Two runs do ten steps a second each; 30 + 30 + 60 are left.
    const now = activityOf({ ...source, live: [running, running, queued] });
    expect(now).toMatchObject({ samplesPerSecond: 1000, running: 2, queued: 1, secondsLeft: 6 });
  });

  it('knows no time left while no run has shown its pace', () => {
    expect(activityOf({ ...source, live: [queued] }).secondsLeft).toBeNull();
    expect(activityOf({ ...source, live: [] }).secondsLeft).toBeNull();
    expect(activityOf({ ...source, live: [aRun('c', 'e', { status: 'paused' }), running] }).secondsLeft).toBe(3);
  });
});
