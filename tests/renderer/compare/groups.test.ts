import { describe, expect, it } from 'vitest';
import { chosenRuns, siblingRuns, toggleExperiment, toggleRun } from '../../../src/renderer/src/compare/chosen.ts';
import { groupings, groupRuns, soloed, toggled, usualGrouping } from '../../../src/renderer/src/compare/groups.ts';
import { chosenMetric, metricItems } from '../../../src/renderer/src/compare/metrics.ts';
import { settingsTable } from '../../../src/renderer/src/compare/settingsTable.ts';
import { runColor } from '../../../src/shared/colors.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { lr, sweep } from './samples.ts';

const vu = sweep();
const all = { experiments: ['vu'], runs: [] };

describe('the chosen runs', () => {
  it('are those of whole experiments and single ones, with complete settings', () => {
    const runs = chosenRuns([vu], { experiments: [], runs: ['vu-1', 'vu-4'] });
    expect(runs.map(({ name }) => name)).toEqual(['lr 0.001 · seed 2', 'lr 0.01 · seed 2']);
    expect(runs.map(({ settings }) => settings.get(lr))).toEqual([0.001, 0.01]);
    expect(runs[0]!.settings.get('training.batchSize')).toBe(16);
    expect(runs[0]!.settings.get('seed')).toBe(2);
    expect(chosenRuns([vu], all)).toHaveLength(6);
    expect(chosenRuns([vu], { experiments: ['gone'], runs: ['gone'] })).toEqual([]);
  });

  it('keep the very settings objects while the experiment is the same', () => {
    const [before, after] = [
      chosenRuns([vu], all),
      chosenRuns([{ ...vu, runs: vu.runs.map((run) => ({ ...run })) }], all),
    ];
    expect(after.every(({ settings }, i) => settings === before[i]!.settings)).toBe(true);
  });

  it('go in and out by experiment and by run', () => {
    expect(toggleExperiment({ experiments: [], runs: ['vu-1', 'x'] }, vu)).toEqual({
      experiments: ['vu'],
      runs: ['x'],
    });
    expect(toggleExperiment(all, vu)).toEqual({ experiments: [], runs: [] });
    const five = toggleRun(all, vu, 'vu-0');
    expect(five).toEqual({ experiments: [], runs: ['vu-1', 'vu-2', 'vu-3', 'vu-4', 'vu-5'] });
    expect(toggleRun(five, vu, 'vu-0').runs).toContain('vu-0');
  });
});

describe('groups', () => {
  const runs = chosenRuns([vu], all);

  it('are by whatever differs, with the colours that the runs have everywhere', () => {
    const groups = groupRuns(runs, runs, usualGrouping(runs), []);
    expect(groups.map(({ label, runs: members }) => [label, members.length])).toEqual([['lr 0.001', 3], ['lr 0.01', 3]]); // prettier-ignore
    expect(groups[0]!.color).toEqual(runColor(vu.experiment.sweep, { [lr]: 0.001 }));
  });

  it('keep their colours when some are taken out', () => {
    const full = groupRuns(runs, runs, [lr], []);
    const choice = { experiments: [], runs: ['vu-3', 'vu-4'] };
    const part = groupRuns(chosenRuns([vu], choice), siblingRuns([vu], choice), [lr], []);
    expect(part.map(({ color }) => color)).toEqual([full[1]!.color]);
  });

  it('are named by the fewest settings that tell them apart, swept ones first', () => {
    const other = sampleSummary('wide', sampleExperiment({ name: 'Wide', units: 500, sweep: { [lr]: [0.1] } }), () => ({})); // prettier-ignore
    const both = chosenRuns([vu, other], { experiments: ['vu', 'wide'], runs: [] });
    expect(usualGrouping(both)).toEqual([lr]);
    const same = sampleSummary('same', sampleExperiment({ name: 'Same' }), () => ({}));
    const again = sampleSummary('again', sampleExperiment({ name: 'Again' }), () => ({}));
    const equal = chosenRuns([same, again], { experiments: ['same', 'again'], runs: [] });
    expect(usualGrouping(equal)).toEqual(['experiment']);
    expect(groupRuns(equal, equal, ['experiment'], []).map(({ label }) => label)).toEqual(['experiment Same', 'experiment Again']); // prettier-ignore
  });

  it('can be by each setting that differs, by seed, or none at all', () => {
    const grid = sweep(() => ({}), { [lr]: [0.001, 0.01], 'training.batchSize': [16, 32] });
    const labels = groupings(chosenRuns([grid], all)).map(({ label }) => label);
    expect(labels).toEqual(['learning rate × batch size', 'learning rate', 'batch size', 'seed', 'nothing: all runs']);
    expect(groupRuns(runs, runs, ['seed'], [])).toHaveLength(3);
    expect(groupRuns(runs, runs, [], []).map(({ label }) => label)).toEqual(['all runs']);
  });

  it('are one group with its spread where only seeds differ', () => {
    const seeds = chosenRuns([vu], all).filter(({ settings }) => settings.get(lr) === 0.01);
    expect(seeds.length).toBeGreaterThan(1);
    expect(groupings(seeds).map(({ label }) => label)).toEqual(['nothing: all runs', 'seed']);
  });

  it('are hidden by a click and shown alone by a double click', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(soloed([], 'a', ['a', 'b', 'c'])).toEqual(['b', 'c']);
    expect(soloed(['b', 'c'], 'a', ['a', 'b', 'c'])).toEqual([]);
  });

  it('show their settings side by side', () => {
    const table = settingsTable(groupRuns(runs, runs, [lr], []));
    expect(table).toEqual([{ path: lr, name: 'learning rate', values: ['0.001', '0.01'] }]);
  });
});

describe('the metric', () => {
  it('is the validation error where there is one, else the test error', () => {
    const runs = chosenRuns([vu], all);
    expect(chosenMetric({ metric: null }, runs).id).toBe('validation.error');
    const plain = sampleSummary('plain', sampleExperiment({ validationSize: 0 }), () => ({}));
    expect(chosenMetric({ metric: null }, chosenRuns([plain], { experiments: ['plain'], runs: [] })).id).toBe(
      'test.error',
    );
    expect(chosenMetric({ metric: 'batch.loss' }, runs).name).toBe('batch loss');
  });

  it('list says which figures are hidden', () => {
    const labels = (hidden: boolean): string[] => metricItems(hidden).map(({ label }) => label);
    expect(labels(true)).toContain('test error · hidden');
    expect(labels(false)).toContain('test error');
    expect(labels(true)).toContain('validation error');
  });
});
