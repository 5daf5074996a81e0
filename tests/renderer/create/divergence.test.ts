import { describe, expect, it } from 'vitest';
import { divergenceSaid } from '../../../src/renderer/src/create/divergence.ts';
import { queueSaid } from '../../../src/renderer/src/create/planFacts.ts';
import type { Activity, RunSummary } from '../../../src/shared/contract.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';

const lr = 'training.optimizer.learningRate';
/** Rates 0.1, 1 and 10 with two seeds each; those of the given positions diverged. */
const sweep = (diverged: readonly number[]) =>
  sampleSummary('fast', sampleExperiment({ sweep: { [lr]: [0.1, 1, 10] }, repeats: 2 }), (i): Partial<RunSummary> => ({
    status: diverged.includes(i) ? 'diverged' : 'finished',
  }));

describe('what is said of an experiment that diverged', () => {
  it('is nothing where every run went well', () => {
    expect(divergenceSaid(sweep([]))).toBeNull();
  });

  it('names how many runs, and from which rate on', () => {
    expect(divergenceSaid(sweep([2, 3, 4, 5]))).toMatch(
      /^4 of 6 runs of “.+” diverged, with learning rates from 1 on: /,
    );
    expect(divergenceSaid(sweep([5]))).toMatch(/^1 of 6 runs of “.+” diverged: /);
    expect(divergenceSaid(sweep([4, 5]))).toContain('with a learning rate of 10:');
    expect(divergenceSaid(sweep([0, 1, 2, 3, 4, 5]))).toMatch(/^All 6 runs .* from 0\.1 on: .* smaller learning rates/);
  });

  it('blames no rate with which another run went well', () => {
    expect(divergenceSaid(sweep([0, 4]))).not.toContain('learning rates from');
  });
});

describe('what new runs wait for', () => {
  const idle: Activity = { workers: 2, busy: 0, samplesPerSecond: 0, queued: 0, running: 0, secondsLeft: null, savedAt: 0, allSaved: true }; // prettier-ignore

  it('is nothing while a thread is free', () => {
    expect(queueSaid(idle)).toBeNull();
    expect(queueSaid({ ...idle, busy: 2, running: 1, secondsLeft: 5 })).toBeNull();
  });

  it('counts the runs ahead and their time', () => {
    expect(queueSaid({ ...idle, busy: 2, running: 2, queued: 34, secondsLeft: 82 })).toBe(
      'waits for 36 runs under way, about 1 m 22 s',
    );
    expect(queueSaid({ ...idle, busy: 2, running: 2 })).toBe('waits for 2 runs under way');
  });
});
