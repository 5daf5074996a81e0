import { describe, expect, it } from 'vitest';
import { expandSweep } from '../../../src/shared/sweep.ts';
import type { SweepRun } from '../../../src/shared/stats/best.ts';
import { proposeBest } from '../../../src/shared/stats/best.ts';
import type { Experiment, ExperimentInput } from '../../../src/shared/experiment.ts';
import { complete } from '../experiments.ts';

const rate = 'training.optimizer.learningRate';
const input: ExperimentInput = {
  version: 1,
  name: 'vu-learning-rates',
  dataset: { source: 'mnist', validationSize: 5000 },
  network: { hidden: [{ units: 300, activation: 'sigmoid' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.03 }, batchSize: 16, evaluateEvery: { epochs: 1, on: ['train', 'validation'] } }, // prettier-ignore
  repeats: 3,
  sweep: { [rate]: [0.01, 0.03, 0.1] },
  expects: [{ metric: 'validation.error', max: 0.2 }],
};
const sweep = complete(input);

/** The sweep's runs with these validation errors; null where a run diverged. */
function runsOf(experiment: Experiment, errors: readonly (number | null)[]): SweepRun[] {
  const expanded = expandSweep(experiment);
  if (!expanded.ok) throw new Error('the sweep is wrong');
  return expanded.runs.map(({ index, seed, overrides }) => {
    const validationError = errors[index]!;
    return { id: `run-${index}`, seed, overrides, status: validationError === null ? 'diverged' : 'finished', epoch: 5, validationError }; // prettier-ignore
  });
}

function proposalOf(experiment: Experiment, runs: readonly SweepRun[]) {
  const proposal = proposeBest(experiment, runs);
  if (!proposal.ok) throw new Error(proposal.reason);
  return proposal;
}

const errors = [0.115, 0.116, 0.114, 0.081, 0.082, 0.08, 0.1, 0.07, 0.09];

describe('proposeBest', () => {
  it('takes the lowest mean validation error, not the lowest single one', () => {
    const { best, ranking, runnerUp } = proposalOf(sweep, runsOf(sweep, errors));
    expect(best.overrides).toEqual({ [rate]: 0.03 });
    expect(best.error.mean).toBeCloseTo(0.081, 12);
    expect(ranking.map(({ label }) => label)).toEqual(['lr 0.03', 'lr 0.1', 'lr 0.01']);
    expect(runnerUp!.sentence).toMatch(/^lr 0\.03 and lr 0\.1 cannot be told apart \(3 paired seeds/);
  });

  it('makes the final run: all data, no sweep, test set at start and end only', () => {
    const { experiment, changes } = proposalOf(sweep, runsOf(sweep, errors));
    const final = complete(experiment);
    expect(final).toMatchObject({
      name: 'vu-learning-rates-final',
      dataset: { source: 'mnist', validationSize: 0 },
      network: { hidden: [{ units: 300, activation: 'sigmoid' }] },
      training: { optimizer: { type: 'sgd', learningRate: 0.03 }, batchSize: 16, epochs: 5, evaluateEvery: { epochs: 1, on: ['train'] } }, // prettier-ignore
      sweep: {},
      repeats: 1,
      seed: 1,
      expects: [],
    });
    expect(changes.map(({ path }) => path)).toEqual(['dataset.validationSize', 'training.evaluateEvery.on']);
  });

  it('trains on all images also where the sweep took some of them', () => {
    const some = complete({ ...input, dataset: { ...input.dataset, trainSize: 10_000 } });
    const { experiment, changes } = proposalOf(some, runsOf(some, errors));
    expect(complete(experiment).dataset).not.toHaveProperty('trainSize');
    expect(changes).toContainEqual(expect.objectContaining({ path: 'dataset.trainSize', from: 10_000, to: undefined }));
  });

  it('replaces a rule that stopped by validation with the length it led to', () => {
    const rule = { metric: 'validation.loss', patience: 2 } as const;
    const early = complete({ ...input, training: { ...input.training, epochs: 50, earlyStopping: rule } });
    const runs = runsOf(early, errors).map((run, i) => ({ ...run, epoch: [50, 50, 50, 7, 12, 8, 50, 50, 50][i]! }));
    const { experiment, changes } = proposalOf(early, runs);
    const { training } = complete(experiment);
    expect(training.earlyStopping).toBeUndefined();
    expect(training).toMatchObject({ epochs: 8 });
    expect(changes).toContainEqual(expect.objectContaining({ path: 'training.epochs', from: 50, to: 8 }));
    const steps = complete({ ...input, training: { ...input.training, steps: 900, earlyStopping: rule } });
    expect(complete(proposalOf(steps, runs).experiment).training).toMatchObject({ epochs: 8 });
  });

  it('keeps a rule that judges the training', () => {
    const until = { metric: 'train.error', atMost: 0.01 } as const;
    const stopping = complete({ ...input, training: { ...input.training, until } });
    const { experiment } = proposalOf(stopping, runsOf(stopping, errors));
    expect(complete(experiment).training).toMatchObject({ until, epochs: 5 });
  });

  it('does not propose what diverged, and says so', () => {
    const { best, ranking, notes } = proposalOf(sweep, runsOf(sweep, [0.115, 0.116, 0.114, 0.08, null, 0.08, null, null, null])); // prettier-ignore
    expect(best.label).toBe('lr 0.01');
    expect(ranking.map(({ excluded }) => excluded)).toEqual([null, 'diverged 1/3', 'diverged 3/3']);
    expect(notes).toEqual(['lr 0.03 is left out: diverged 1/3', 'lr 0.1 is left out: diverged 3/3']);
  });

  it('says that the ranking may still change', () => {
    const runs = runsOf(sweep, errors).map((run, i) => (i > 6 ? { ...run, status: 'running' as const } : run));
    expect(proposalOf(sweep, runs).notes).toEqual(['2 runs not finished: the ranking may still change']);
  });

  it('takes seeds that are swept as seeds', () => {
    const seeds = complete({ ...input, repeats: 1, sweep: { [rate]: [0.01, 0.03], seed: [1, 2, 3] } });
    const { best, ranking } = proposalOf(seeds, runsOf(seeds, [0.2, 0.2, 0.2, 0.1, 0.1, 0.1]));
    expect(ranking).toHaveLength(2);
    expect(best).toMatchObject({ label: 'lr 0.03', overrides: { [rate]: 0.03 }, error: { nUsed: 3 } });
  });

  it('refuses without validation, on different images, and without a finished run', () => {
    const reason = (experiment: Experiment, runs: SweepRun[]): string => {
      const proposal = proposeBest(experiment, runs);
      return proposal.ok ? 'proposed' : proposal.reason;
    };
    const blind = complete({ ...input, dataset: { source: 'mnist' }, expects: [] });
    expect(reason(blind, runsOf(blind, errors))).toMatch(
      /^there is no validation split, and test figures must not choose/,
    );
    const sizes = complete({ ...input, sweep: { 'dataset.trainSize': [10_000, 20_000, 30_000] } });
    expect(reason(sizes, runsOf(sizes, errors))).toMatch(/^dataset\.trainSize is swept, so .* different images$/);
    const dead = runsOf(sweep, errors.map(() => null)); // prettier-ignore
    expect(reason(sweep, dead)).toMatch(/^no configuration can be proposed \(lr 0\.01: diverged 3\/3; /);
    const unmeasured = runsOf(sweep, errors).map((run, i) => ({ ...run, validationError: null, status: i < 3 ? ('queued' as const) : run.status })); // prettier-ignore
    expect(reason(sweep, unmeasured)).toMatch(/lr 0\.01: no finished run; lr 0\.03: no validation error/);
    expect(reason(sweep, [])).toBe('there are no runs');
  });
});
