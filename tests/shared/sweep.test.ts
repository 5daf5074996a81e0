import { describe, expect, it } from 'vitest';
import { issueSentence } from '../../src/shared/parse.ts';
import type { RunPlan } from '../../src/shared/sweep.ts';
import { expandSweep } from '../../src/shared/sweep.ts';
import { complete, minimal } from './experiments.ts';

const rate = 'training.optimizer.learningRate';

function runsOf(extra: object): readonly RunPlan[] {
  const result = expandSweep(complete({ ...minimal, ...extra }));
  if (!result.ok) throw new Error(result.issues.map(issueSentence).join('\n'));
  return result.runs;
}

function issuesOf(extra: object): string[] {
  const result = expandSweep(complete({ ...minimal, ...extra }));
  return result.ok ? [] : result.issues.map(issueSentence);
}

describe('expandSweep', () => {
  it('makes one run of an experiment without a sweep', () => {
    expect(runsOf({ seed: 4 })).toEqual([
      { index: 0, seed: 4, overrides: {}, experiment: complete({ ...minimal, seed: 4 }) },
    ]);
  });

  it('expands repeats into consecutive seeds', () => {
    const runs = runsOf({ seed: 3, repeats: 3 });
    expect(runs.map((run) => [run.index, run.seed, run.experiment.seed, run.experiment.repeats])).toEqual([
      [0, 3, 3, 1],
      [1, 4, 4, 1],
      [2, 5, 5, 1],
    ]);
  });

  it('expands the full grid in order, the last axis and then the seed fastest', () => {
    const runs = runsOf({ repeats: 2, sweep: { [rate]: [0.1, 0.2], 'training.batchSize': [1, 'full'] } });
    expect(runs.map(({ overrides, seed }) => [overrides[rate], overrides['training.batchSize'], seed])).toEqual([
      [0.1, 1, 1],
      [0.1, 1, 2],
      [0.1, 'full', 1],
      [0.1, 'full', 2],
      [0.2, 1, 1],
      [0.2, 1, 2],
      [0.2, 'full', 1],
      [0.2, 'full', 2],
    ]);
    expect(runs[7]!.experiment).toMatchObject({
      training: { optimizer: { learningRate: 0.2 }, batchSize: 'full' },
      sweep: {},
      repeats: 1,
    });
    expect(Object.keys(runs[0]!.overrides)).toEqual([rate, 'training.batchSize']);
  });

  it('reaches elements of lists, whole objects and settings left out', () => {
    const hidden = [{ units: 5, activation: 'relu' }];
    const runs = runsOf({ network: { output: 'softmax', hidden }, sweep: { 'network.hidden.0.units': [7, 9] } });
    expect(runs.map((run) => run.experiment.network.hidden[0]!.units)).toEqual([7, 9]);
    const optimizers = [
      { type: 'adam', learningRate: 0.001 },
      { type: 'sgd', learningRate: 0.5 },
    ];
    expect(runsOf({ sweep: { 'training.optimizer': optimizers } })[0]!.experiment.training.optimizer).toEqual(
      complete({ ...minimal, training: { optimizer: optimizers[0] } }).training.optimizer,
    );
    expect(runsOf({ sweep: { 'dataset.trainSize': [10] } })[0]!.experiment.dataset.trainSize).toBe(10);
  });

  it('sweeps steps of a file that gives epochs', () => {
    const [run] = runsOf({ sweep: { 'training.steps': [100] } });
    expect(run!.experiment.training).toMatchObject({ steps: 100 });
    expect(run!.experiment.training).not.toHaveProperty('epochs');
  });

  it('names an unknown path and the nearest known one', () => {
    expect(issuesOf({ sweep: { 'training.optimizer.learningrate': [1] } })).toEqual([
      'sweep.training.optimizer.learningrate: no such setting; did you mean training.optimizer.learningRate?',
    ]);
    expect(issuesOf({ sweep: { 'network.hidden.3.unit': [1] } })[0]).toMatch(
      /did you mean network\.hidden\.0\.units\?/,
    );
    expect(issuesOf({ sweep: { 'network.hidden.3.units': [1] } })[0]).toMatch(/network\.hidden has 0 elements/);
    expect(issuesOf({ sweep: { repeats: [1, 2] } })[0]).toMatch(/^sweep\.repeats: repeats cannot be swept/);
  });

  it('validates every combination and says which one is wrong', () => {
    expect(issuesOf({ sweep: { [rate]: [0.1, -1] } })).toEqual([
      `${rate}: given -1, expected a number above 0 (with ${rate} = -1)`,
    ]);
    expect(issuesOf({ sweep: { 'training.optimizer.momentum': [0.9] } })[0]).toMatch(
      /^training\.optimizer\.momentum: not known for type "sgd", only for momentum, nesterov/,
    );
  });

  it('refuses values given twice, and axes of which one overwrites the other', () => {
    expect(issuesOf({ sweep: { [rate]: [0.1, 0.1] } })[0]).toMatch(/given 0\.1 twice/);
    expect(issuesOf({ sweep: { 'training.epochs': [1], 'training.steps': [2] } })[0]).toMatch(/only one of the two/);
    const both = { 'training.optimizer': [{ type: 'sgd', learningRate: 1 }], [rate]: [0.1] };
    expect(issuesOf({ sweep: both })[0]).toMatch(/only one of the two/);
  });

  it('stops at 10,000 runs', () => {
    const many = Array.from({ length: 101 }, (_, i) => i + 1);
    expect(issuesOf({ repeats: 100, sweep: { 'training.batchSize': many } })).toEqual([
      'sweep: given 101 × 100 = 10100 runs, expected at most 10000; leave out values or repeats',
    ]);
    expect(runsOf({ repeats: 100, sweep: { 'training.batchSize': many.slice(0, 100) } }).length).toBe(10_000);
  });
});
