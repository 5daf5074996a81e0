import { describe, expect, it } from 'vitest';
import { retried, withNewSeeds } from '../../../src/renderer/src/experiments/again.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import { expandSweep } from '../../../src/shared/sweep.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';

const seedsOf = (input: unknown): number[] => {
  const result = expandSweep(experimentSchema.parse(input));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.runs.map((run) => run.seed);
};

describe('an experiment with new seeds', () => {
  const three = sampleSummary('a', sampleExperiment({ name: 'Three', repeats: 3 }), () => ({}));

  it('goes on after the last seed used', () => {
    const again = withNewSeeds(three, [three]);
    expect(seedsOf(again)).toEqual([4, 5, 6]);
    expect(again.name).toBe('Three · seeds 4–6');
  });

  it('counts the seeds of earlier reruns, under whatever name, but not those of other settings', () => {
    const rerun = sampleSummary('b', experimentSchema.parse(withNewSeeds(three, [three])), () => ({}));
    const other = sampleSummary('c', sampleExperiment({ repeats: 9, learningRate: 1 }), () => ({}));
    const again = withNewSeeds(rerun, [three, { ...rerun, name: 'Renamed' }, other]);
    expect(seedsOf(again)).toEqual([7, 8, 9]);
    expect(again.name).toBe('Three · seeds 7–9');
  });

  it('moves swept seeds on by the same rule', () => {
    const swept = sampleSummary('s', sampleExperiment({ name: 'Swept', sweep: { seed: [3, 8] } }), (i) => ({
      seed: [3, 8][i] ?? 0,
    }));
    const again = withNewSeeds(swept, [swept]);
    expect(seedsOf(again)).toEqual([9, 14]);
    expect(again.name).toBe('Swept · seeds 9–14');
  });

  it('keeps within the length of a name', () => {
    const long = { ...three, name: 'x'.repeat(200) };
    expect(withNewSeeds(long, [long]).name).toHaveLength(200);
    expect(withNewSeeds(long, [long]).name).toMatch(/x · seeds 4–6$/);
  });
});

describe('a run alone, again', () => {
  const lr = 'training.optimizer.learningRate';
  const sweep = sampleSummary('v', sampleExperiment({ sweep: { [lr]: [0.1, 0.2] }, repeats: 2 }), (i) => ({
    status: (['stopped', 'diverged', 'finished', 'failed'] as const)[i] ?? 'queued',
  }));
  const retryOf = (index: number) => {
    const run = sweep.runs[index];
    if (!run) throw new Error(`there is no run ${index}`);
    return retried({ experiment: sweep, run });
  };

  it('has the settings and the seed of that run', () => {
    const again = retryOf(3);
    if (!again.ok) throw new Error(again.reason);
    const parsed = experimentSchema.parse(again.experiment);
    expect(parsed.training.optimizer.learningRate).toBe(0.2);
    expect(seedsOf(parsed)).toEqual([2]);
    expect(parsed.name).toBe('VU learning rates · lr 0.2 · seed 2, again');
  });

  it('is refused with the reason where it would end in the same way', () => {
    expect(retryOf(1)).toMatchObject({ ok: false, reason: expect.stringContaining('diverge again') });
    expect(retryOf(2)).toMatchObject({ ok: false });
  });
});
