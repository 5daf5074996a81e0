import { describe, expect, it } from 'vitest';
import { datasetSaid, savedSaid, workSaid } from '../../../src/renderer/src/frame/statusLine.ts';
import type { Activity } from '../../../src/shared/contract.ts';
import { sampleDatasets } from '../../support/sampleAnswers.ts';

const idle: Activity = {
  workers: 2,
  busy: 0,
  samplesPerSecond: 0,
  queued: 0,
  running: 0,
  secondsLeft: null,
  savedAt: 1000,
  allSaved: true,
};
const busy: Activity = { ...idle, busy: 2, samplesPerSecond: 142_311, queued: 4, running: 2, secondsLeft: 64 };

describe('the status line', () => {
  it('says what the workers do', () => {
    expect(workSaid(idle)).toEqual(['idle, 2 workers ready']);
    expect(workSaid({ ...idle, workers: 1 })).toEqual(['idle, 1 worker ready']);
    expect(workSaid(busy)).toEqual(['2 of 2 workers training', '142\u2009300 samples/s', '4 queued · 1 m 04 s left']);
    // Between two runs nothing has been measured yet.
    expect(workSaid({ ...busy, samplesPerSecond: 0 })).not.toContain('0 samples/s');
    expect(workSaid({ ...busy, queued: 0, secondsLeft: null })).toHaveLength(2);
  });

  it('says whether all is saved', () => {
    expect(savedSaid(idle, 50_000)).toBe('all saved');
    expect(savedSaid({ ...idle, allSaved: false }, 1400)).toBe('saving …');
    expect(savedSaid(busy, 1400)).toBe('saved 0.4 s ago');
    expect(savedSaid({ ...busy, allSaved: false }, 3000)).toBe('saved 2.0 s ago');
  });

  it('says which data, as far as it is known', () => {
    const [mnist] = sampleDatasets;
    if (!mnist) throw new Error('the sample has no dataset');
    expect(datasetSaid(mnist)).toBe('MNIST · 60\u2009000 + 10\u2009000');
    expect(datasetSaid({ ...mnist, facts: null })).toBe('MNIST');
  });
});
