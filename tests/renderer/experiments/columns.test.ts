import { describe, expect, it } from 'vitest';
import { gridTemplate, shownColumns } from '../../../src/renderer/src/experiments/columns.ts';
import { makeRows } from '../../../src/renderer/src/experiments/rows.ts';
import { differingPaths, settingAt } from '../../../src/renderer/src/experiments/runSettings.ts';
import { sampleExperiment, sampleExperiments, sampleSummary } from '../../support/sampleExperiments.ts';

const lr = 'training.optimizer.learningRate';
const keys = (choice: Parameters<typeof shownColumns>[0]): string[] => shownColumns(choice).map(({ key }) => key);
/** Tracks of a grid, without the names of its lines. */
const tracks = (template: string): string[] =>
  template.replaceAll(/\[[^\]]*\]/g, '').match(/minmax\([^)]*\)|\S+/g) ?? [];

describe('the columns that are shown', () => {
  it('are the usual ones without those hidden, and settings before the seed', () => {
    expect(keys({ hidden: ['rate', 'time'], settings: ['training.batchSize'] })).toEqual([
      'run',
      'setting',
      'set:training.batchSize',
      'seed',
      'status',
      'error',
      'best',
      'last',
    ]);
    expect(keys({ hidden: ['setting', 'seed'], settings: [lr] }).slice(0, 3)).toEqual(['run', `set:${lr}`, 'status']);
  });

  it('never lose the name and the state, whatever is stored', () => {
    const everything = ['run', 'setting', 'seed', 'status', 'error', 'best', 'last', 'time', 'rate', 'nosuch'];
    expect(keys({ hidden: everything, settings: [] })).toEqual(['run', 'status']);
  });

  it.each([
    { hidden: [], settings: [] },
    { hidden: ['setting', 'seed'], settings: [] },
    { hidden: ['error', 'best', 'last', 'time', 'rate'], settings: [lr, 'training.batchSize'] },
  ])('make a grid with one track each and one bracket a line: %j', (choice) => {
    const shown = shownColumns(choice);
    // Besides: the box, the arrow and the menu.
    expect(tracks(gridTemplate(shown, false))).toHaveLength(shown.length + 3);
    const narrow = shown.filter(({ key }) => key !== 'setting' && key !== 'seed');
    expect(tracks(gridTemplate(shown, true))).toHaveLength(narrow.length + 3);
    for (const isNarrow of [false, true]) {
      const template = gridTemplate(shown, isNarrow);
      expect(template).not.toMatch(/\]\s*\[/);
      for (const line of ['run', 'design', 'status', 'figures'])
        expect(template).toMatch(new RegExp(`\\[[^\\]]*\\b${line}\\b`));
    }
  });
});

describe('a setting of a run', () => {
  const settingOf = (sweep: Parameters<typeof sampleExperiment>[0], path: string): unknown => {
    const summary = sampleSummary('s', sampleExperiment(sweep), () => ({}));
    const run = summary.runs.at(-1);
    if (!run) throw new Error('there is no run');
    return settingAt(summary, run, path);
  };

  it('is its own where it was swept, and the experiment’s otherwise', () => {
    expect(settingOf({ sweep: { [lr]: [0.1, 0.2] } }, lr)).toBe(0.2);
    expect(settingOf({ learningRate: 0.5 }, lr)).toBe(0.5);
    expect(settingOf({ repeats: 3 }, 'seed')).toBe(3);
    expect(settingOf({}, 'training.optimizer.momentum')).toBeUndefined();
  });

  it('is found within a swept object, and is gone where another took its place', () => {
    const optimizer = { type: 'adam', learningRate: 0.007 };
    expect(settingOf({ sweep: { 'training.optimizer': [optimizer] } }, lr)).toBe(0.007);
    expect(settingOf({ sweep: { 'training.steps': [10, 20] } }, 'training.epochs')).toBeUndefined();
  });

  it('is worth a column where runs differ in it, swept or not', () => {
    const paths = differingPaths(sampleExperiments());
    expect(paths).toContain(lr);
    expect(paths).toContain('training.batchSize');
    expect(paths).not.toContain('network.output');
    expect(differingPaths(sampleExperiments().slice(5))).toEqual([]);
  });

  it('sorts runs across experiments', () => {
    const of = (id: string, learningRate: number) => sampleSummary(id, sampleExperiment({ learningRate }), () => ({}));
    const rows = makeRows({
      experiments: [of('a', 0.1), of('b', 0.3), of('c', 0.2)],
      terms: [],
      sort: { key: `set:${lr}`, direction: 'descending' },
      isOpen: () => false,
    });
    expect(rows.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});
