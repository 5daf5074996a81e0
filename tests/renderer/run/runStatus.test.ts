import { describe, expect, it } from 'vitest';
import { commandsFor, statusSentence, stepsText, timeText } from '../../../src/renderer/src/run/runStatus.ts';
import { run, soFar } from './samples.ts';

describe('what a status means', () => {
  it('says where a run diverged, what the last finite loss was, and what to try', () => {
    const sentence = statusSentence(run({ status: 'diverged' }), soFar({ batchLoss: Float32Array.of(2, 40, NaN) }));
    expect(sentence).toMatch(/after step 2, where it was 40.00\. Try a smaller learning rate than 0\.03/);
  });

  it('says so when no loss was ever finite', () => {
    const message = 'The training loss was not finite at step 1.';
    expect(statusSentence(run({ status: 'diverged', message }), soFar())).toContain(message);
  });

  it('takes the learning rate of the run, not of the experiment', () => {
    const overrides = { 'training.optimizer.learningRate': 30 };
    expect(statusSentence(run({ status: 'diverged', overrides }), soFar())).toContain('than 30');
  });

  it('passes on why a run failed and says what to do', () => {
    const sentence = statusSentence(run({ status: 'failed', message: 'mnist: no such folder.' }), soFar());
    expect(sentence).toMatch(/^mnist: no such folder\. .*start again\.$/);
  });

  it.each(['queued', 'stopped', 'interrupted'] as const)('has a sentence for %s', (status) =>
    expect(statusSentence(run({ status, message: null }), soFar())).toMatch(/\.$/),
  );

  it.each(['running', 'paused', 'finished'] as const)('has none for %s', (status) =>
    expect(statusSentence(run({ status }), soFar())).toBeNull(),
  );

  it('offers only the commands that make sense', () => {
    expect(commandsFor.running).toEqual(['pause', 'stop']);
    expect(commandsFor.paused).toEqual(['resume', 'stop']);
    expect(commandsFor.finished).toEqual([]);
  });

  it('says how long it takes', () => {
    expect(timeText(run({ status: 'running', secondsLeft: 64 }))).toBe('1 m 04 s left');
    expect(timeText(run({ status: 'running', secondsLeft: null }))).toBe('measuring speed…');
    expect(timeText(run({ status: 'finished', seconds: 3.2 }))).toBe('3.2 s trained');
    expect(timeText(run({ status: 'queued' }))).toBe('');
    expect(stepsText(run({ step: 1200, totalSteps: 17_190 }))).toBe('1\u2009200 of 17\u2009190 steps');
  });
});
