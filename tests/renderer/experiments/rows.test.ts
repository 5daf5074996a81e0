import { describe, expect, it } from 'vitest';
import { columns, headOf } from '../../../src/renderer/src/experiments/columns.ts';
import { compare, makeRows } from '../../../src/renderer/src/experiments/rows.ts';
import type { Row } from '../../../src/renderer/src/experiments/rows.ts';
import { parseSearch } from '../../../src/renderer/src/experiments/search.ts';
import {
  manyExperiments,
  sampleExperiment,
  sampleExperiments,
  sampleSummary,
} from '../../support/sampleExperiments.ts';

const all = sampleExperiments();
const ids = (rows: readonly Row[]): string[] => rows.map((row) => row.id);
const everything = { experiments: all, terms: [], sort: null, isOpen: () => false };

describe('the rows of the table', () => {
  it('are the experiments in their order, and the runs of the open ones below them', () => {
    expect(ids(makeRows(everything))).toEqual(['vu', 'mixed', 'long', 'collapsed', 'grid', 'first']);
    const open = makeRows({ ...everything, isOpen: (experiment) => experiment.id === 'mixed' });
    expect(ids(open).slice(1, 9)).toEqual([
      'mixed',
      'mixed-0',
      'mixed-1',
      'mixed-2',
      'mixed-3',
      'mixed-4',
      'mixed-5',
      'long',
    ]);
  });

  it('keep only the experiments in which something is found, with what was found', () => {
    const rows = makeRows({ ...everything, terms: parseSearch('status:diverged'), isOpen: () => true });
    expect(ids(rows)).toEqual(['mixed', 'mixed-1', 'collapsed', 'collapsed-0', 'collapsed-1', 'collapsed-2']);
  });

  it('sort the runs of every experiment and the experiments by their first run', () => {
    const rows = makeRows({
      ...everything,
      experiments: all.filter(({ id }) => id === 'vu' || id === 'collapsed'),
      sort: { key: 'best', direction: 'descending' },
      isOpen: () => true,
    });
    expect(rows[0]?.id).toBe('collapsed');
    const best = rows.flatMap((row) => (row.kind === 'run' && row.experiment.id === 'vu' ? [row.run.bestError] : []));
    const known = best.filter((value) => value !== null);
    expect(known).toEqual([...known].sort((a, b) => b - a));
    expect(best.slice(known.length)).toEqual(Array(best.length - known.length).fill(null));
  });

  it('put what is not known last in either direction', () => {
    const [vu] = all;
    if (!vu) throw new Error('there is no sample');
    for (const direction of ['ascending', 'descending'] as const)
      expect([...vu.runs].sort(compare({ key: 'rate', direction }, vu)).at(-1)?.samplesPerSecond).toBeNull();
  });

  it('sort experiments by name under the run column', () => {
    const rows = makeRows({ ...everything, sort: { key: 'run', direction: 'ascending' } });
    const names = rows.flatMap((row) => (row.kind === 'experiment' ? [row.experiment.name] : []));
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  });

  it('come within the budget for a thousand runs', () => {
    const experiments = manyExperiments(1000);
    const start = performance.now();
    const rows = makeRows({
      experiments,
      terms: parseSearch('status:finished lr:0.03'),
      sort: { key: 'best', direction: 'ascending' },
      isOpen: () => true,
    });
    expect(rows).toHaveLength(1100);
    expect(performance.now() - start).toBeLessThan(300);
  });
});

describe('the heads of the columns', () => {
  it('name the setting and the split where all runs agree on them', () => {
    const vu = all[0]?.runs ?? [];
    expect(headOf('setting', vu)).toBe('Learning rate');
    expect(headOf('error', vu)).toBe('Validation error');
  });

  it('stay general where they do not', () => {
    const runs = all.flatMap((experiment) => experiment.runs);
    expect(headOf('setting', runs)).toBe('Settings');
    expect(headOf('error', runs)).toBe('Error');
    expect(headOf('setting', sampleSummary('s', sampleExperiment(), () => ({})).runs)).toBe('Settings');
  });

  it('exist for every column', () => {
    for (const column of columns) expect(headOf(column.key, []).length).toBeGreaterThan(0);
  });
});
