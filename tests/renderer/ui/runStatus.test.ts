import { describe, expect, it } from 'vitest';
import { progressOf, statusLooks, statusSaid } from '../../../src/renderer/src/ui/runStatus.ts';

const run = { status: 'running', epoch: 2.4, totalEpochs: 5, step: 1200, totalSteps: 2500 } as const;

describe('the state of a run in words', () => {
  it('names the epoch that is under way', () => {
    expect(statusSaid(run)).toBe('epoch 3 of 5');
    expect(statusSaid({ ...run, epoch: 0 })).toBe('epoch 1 of 5');
    expect(statusSaid({ ...run, epoch: 5 })).toBe('epoch 5 of 5');
  });

  it('counts steps where the length was given in steps', () => {
    expect(statusSaid({ ...run, totalEpochs: null })).toBe('step 1\u2009200 of 2\u2009500');
  });

  it('is its own word otherwise', () => {
    for (const status of Object.keys(statusLooks) as (keyof typeof statusLooks)[])
      if (status !== 'running') expect(statusSaid({ ...run, status })).toBe(status);
  });

  it('is done to a share, and wholly when it finished early', () => {
    expect(progressOf(run)).toBe(0.48);
    expect(progressOf({ ...run, status: 'finished' })).toBe(1);
    expect(progressOf({ ...run, totalSteps: 0 })).toBe(0);
  });
});
