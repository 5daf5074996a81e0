// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGroupedRows } from '../../../src/renderer/src/experiments/groupedRows.ts';
import type { Row } from '../../../src/renderer/src/experiments/rows.ts';
import { parseSearch } from '../../../src/renderer/src/experiments/search.ts';
import { manyExperiments, sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { bar, rowTexts, showTable } from './tableDriver.ts';
import type { TableDriver } from './tableDriver.ts';

const lr = 'training.optimizer.learningRate';
const sweep = { [lr]: [0.3, 0.1] };
const experiments = [
  sampleSummary('a', sampleExperiment({ name: 'Sweep', sweep, repeats: 2 }), () => ({})),
  sampleSummary('b', sampleExperiment({ name: 'Alone', learningRate: 0.1 }), () => ({ bestError: 0.001 }), 1),
];
const grouped = { experiments, terms: [], sort: null, path: lr, isOpen: () => true };
const labels = (rows: readonly Row[]): string[] => rows.flatMap((row) => (row.kind === 'group' ? [row.label] : []));

describe('rows grouped by a setting', () => {
  it('gather the runs of all experiments by its value, in the order of the values', () => {
    const rows = makeGroupedRows(grouped);
    expect(labels(rows)).toEqual(['learning rate 0.1', 'learning rate 0.3']);
    expect(rows.map((row) => (row.kind === 'run' ? row.id : '-'))).toEqual([
      '-',
      'a-2',
      'a-3',
      'b-0',
      '-',
      'a-0',
      'a-1',
    ]);
  });

  it('hold only what a search found', () => {
    const rows = makeGroupedRows({ ...grouped, terms: parseSearch('seed:2') });
    expect(rows.flatMap((row) => (row.kind === 'run' ? [row.id] : []))).toEqual(['a-3', 'a-1']);
  });

  it('sort their runs, and the groups by their first runs', () => {
    const sort = { key: 'best', direction: 'ascending' } as const;
    expect(makeGroupedRows({ ...grouped, sort })[1]?.id).toBe('b-0');
    const descending = makeGroupedRows({ ...grouped, sort: { key: `set:${lr}`, direction: 'descending' } });
    expect(labels(descending)).toEqual(['learning rate 0.3', 'learning rate 0.1']);
  });

  it('put what lacks the setting last, and say so', () => {
    const rows = makeGroupedRows({ ...grouped, path: 'training.optimizer.momentum' });
    expect(labels(rows)).toEqual(['no momentum']);
  });

  it('come within the budget for a thousand runs', () => {
    const start = performance.now();
    const many = makeGroupedRows({ ...grouped, experiments: manyExperiments(1000), path: 'seed' });
    expect(labels(many)).toHaveLength(10);
    expect(performance.now() - start).toBeLessThan(300);
  });
});

describe('the table grouped by a setting', () => {
  let table: TableDriver;
  beforeEach(() => localStorage.setItem('backprop.groupBy', JSON.stringify(lr)));
  afterEach(() => {
    table.stop();
    localStorage.clear();
  });

  it('opens and closes groups by the keyboard, selects and commands their runs', async () => {
    const workbench = sampleWorkbench([
      sampleSummary('a', sampleExperiment({ name: 'Sweep', sweep, repeats: 2 }), () => ({ status: 'running' })),
      ...experiments.slice(1),
    ]);
    table = await showTable(workbench);
    expect(rowTexts()).toHaveLength(2);
    await table.press('Home', 'ArrowRight');
    expect(rowTexts()[1]).toContain('Sweep');
    expect(rowTexts()[3]).toContain('Alone');
    await table.press('ArrowDown', 'ArrowLeft', ' ');
    expect(bar()).toContain('1 experiment and 2 runs selected');
    await table.press('p', 'F2', 't');
    const commands = workbench.calls.filter(({ name }) => name === 'commandRun').map(({ input }) => input);
    expect(commands).toEqual([
      { id: 'a-2', command: 'pause' },
      { id: 'a-3', command: 'pause' },
    ]);
    expect(document.querySelector('[role=dialog]')).toBeNull();
    await table.press('ArrowLeft');
    expect(rowTexts()).toHaveLength(2);
  });

  it('offers for a group what its runs can do, and goes back to the experiments', async () => {
    table = await showTable(sampleWorkbench(experiments));
    await table.press('Home', 'ContextMenu');
    await flushPromises();
    const items = [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent?.trim());
    expect(items).toEqual(table.router.hasRoute('compare') ? ['Compare'] : []);
    await table.choose('Grouped by learning rate');
    expect(rowTexts()[0]).toContain('Sweep');
  });
});
