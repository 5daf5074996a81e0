import { describe, expect, it } from 'vitest';
import { designSaid, summarize } from '../../../src/renderer/src/experiments/groupSummary.ts';
import { experimentSaid, swept } from '../../../src/renderer/src/experiments/said.ts';
import { sampleExperiment, sampleExperiments, sampleSummary } from '../../support/sampleExperiments.ts';
import type { RunSummary } from '../../../src/shared/contract.ts';

const runsOf = (...states: Partial<RunSummary>[]): readonly RunSummary[] =>
  sampleSummary('s', sampleExperiment({ repeats: states.length }), (i) => states[i] ?? {}).runs;

describe('what an experiment says about its runs', () => {
  it('counts what ended and estimates the rest at the present pace', () => {
    const step = { totalSteps: 100, samplesPerSecond: 1000 };
    const group = summarize(
      runsOf(
        { ...step, status: 'finished', step: 100 },
        { ...step, status: 'running', step: 50, secondsLeft: 5 },
        { ...step, status: 'running', step: 50, secondsLeft: 5 },
        { ...step, status: 'queued', step: 0 },
      ),
    );
    // Two runs do 10 steps a second each; 200 steps remain.
    expect(group.progressSaid).toBe('1/4 · 10 s left');
    expect(group.progress).toBe(0.5);
    expect(group.samplesPerSecond).toBe(2000);
    expect(group.ended).toBe(1);
  });

  it.each([
    [[{ status: 'queued' }, {}], '1/2 · queued'],
    [[{ status: 'paused' }, {}], '1/2 · paused'],
    [[{ status: 'running', secondsLeft: null }], '0/1'],
    [[{}, { status: 'failed' }], null],
  ] as [Partial<RunSummary>[], string | null][])('of %j says %j', (states, said) =>
    expect(summarize(runsOf(...states)).progressSaid).toBe(said),
  );

  it('tells how the runs ended, what went wrong first', () => {
    const ended = runsOf({}, { status: 'diverged' }, { status: 'failed' }, {});
    expect(summarize(ended).outcomes.map((one) => one.said)).toEqual(['1 failed', '1 diverged', '2 finished']);
    expect(summarize(runsOf({}, {})).outcomes.map((one) => one.said)).toEqual(['finished']);
  });

  it('takes the lowest errors and leaves out what is unknown or not a number', () => {
    const group = summarize(
      runsOf({ bestError: 0.2, lastError: Number.NaN }, { bestError: null }, { bestError: 0.1, lastError: 0.3 }),
    );
    expect(group.bestError).toBe(0.1);
    expect(summarize(runsOf({ bestError: null, lastError: null })).bestError).toBeNull();
  });
});

describe('what an experiment is', () => {
  it('says what it varies', () => {
    expect(sampleExperiments().map(designSaid)).toEqual([
      '4 rates × 5 seeds',
      '6 seeds',
      '3 batch sizes',
      '3 seeds',
      '4 rates × 5 batch sizes × 5 seeds',
      '1 run',
    ]);
  });

  it('says what its runs share and leaves out what is swept', () => {
    const [vu, , long] = sampleExperiments();
    expect(vu && experimentSaid(vu)).toBe('784-300-10 · sigmoid · batch 16 · MNIST');
    expect(long && experimentSaid(long)).toBe('784-300-10 · sigmoid · MNIST');
    expect(long?.runs.map(swept)).toEqual(['16', '64', 'full']);
  });
});
