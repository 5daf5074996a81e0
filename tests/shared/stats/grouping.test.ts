import { describe, expect, it } from 'vitest';
import { runColor } from '../../../src/shared/colors.ts';
import type { GroupableRun } from '../../../src/shared/stats/grouping.ts';
import { groupAxes, groupBy, isOrdered, pairKeys } from '../../../src/shared/stats/grouping.ts';

const rate = 'training.optimizer.learningRate';
const batch = 'training.batchSize';
const init = 'network.init.scheme';

function run(seed: number, settings: Record<string, unknown>): GroupableRun {
  return { id: `${JSON.stringify(settings)} ${seed}`, seed, settings: new Map(Object.entries(settings)) };
}

const grid = [0.03, 0.001, 0.01].flatMap((lr) =>
  [100, 16].flatMap((size) => [1, 2].map((seed) => run(seed, { [rate]: lr, [batch]: size, seed }))),
);

describe('groupBy', () => {
  it('orders numbers ascending and keeps the runs in their order', () => {
    const groups = groupBy(grid, [rate]);
    expect(groups.map(({ label, runs }) => [label, runs.length])).toEqual([
      ['lr 0.001', 4],
      ['lr 0.01', 4],
      ['lr 0.03', 4],
    ]);
    expect(groups[0]!.runs).toEqual(grid.slice(4, 8));
    expect(groups[2]!.values).toEqual({ [rate]: 0.03 });
  });

  it('groups by several settings, the first one first', () => {
    const labels = groupBy(grid, [batch, rate]).map(({ label }) => label);
    expect(labels.slice(0, 4)).toEqual([
      'batch 16 · lr 0.001',
      'batch 16 · lr 0.01',
      'batch 16 · lr 0.03',
      'batch 100 · lr 0.001',
    ]);
  });

  it('gives the same groups in the same order whichever run comes first', () => {
    const keys = (runs: GroupableRun[]): string[] => groupBy(runs, [rate, batch]).map(({ key }) => key);
    expect(keys(grid.toReversed())).toEqual(keys(grid));
  });

  it('puts words in order of appearance after numbers, and what is missing last', () => {
    const mixed = [run(1, {}), run(1, { [batch]: 'full' }), run(1, { [batch]: 32 }), run(1, { [batch]: 4 })];
    const groups = groupBy(mixed, [batch]);
    expect(groups.map(({ label }) => label)).toEqual(['batch 4', 'batch 32', 'batch full', 'batch not set']);
    expect(isOrdered(groups)).toBe(false);
  });

  it('tells the number 1 from the text 1', () => {
    expect(groupBy([run(1, { a: 1 }), run(1, { a: '1' })], ['a'])).toHaveLength(2);
  });

  it('puts all runs into one group when grouped by nothing', () => {
    expect(groupBy(grid, [])).toMatchObject([{ label: 'all runs', runs: grid }]);
    expect(groupBy([], [rate])).toEqual([]);
  });
});

describe('colours of groups', () => {
  it('follow the order of the numbers', () => {
    const groups = groupBy(grid, [rate]);
    const axes = groupAxes(groups);
    expect(axes).toEqual({ [rate]: [0.001, 0.01, 0.03] });
    expect(isOrdered(groups)).toBe(true);
    // The very colours that the experiment's own sweep gives.
    const sweep = { [rate]: [0.03, 0.001, 0.01] };
    for (const { values } of groups) expect(runColor(axes, values)).toEqual(runColor(sweep, values));
  });

  it('have no order for words, nor for a single group', () => {
    expect(isOrdered(groupBy([run(1, { [init]: 'he' }), run(1, { [init]: 'xavier' })], [init]))).toBe(false);
    expect(isOrdered(groupBy([run(1, { [rate]: 1 })], [rate]))).toBe(false);
    expect(groupAxes([])).toEqual({});
  });
});

describe('pairKeys', () => {
  const partners = (runs: GroupableRun[], paths: string[]): number => new Set([...pairKeys(runs, paths).values()]).size;

  it('pairs by seed where nothing else varies inside the groups', () => {
    expect(partners(grid, [rate, batch])).toBe(2);
  });

  it('pairs by seed and batch size where groups hold several batch sizes', () => {
    expect(partners(grid, [rate])).toBe(4);
  });

  it('does not mind settings that change with the group', () => {
    const runs = [1, 2].flatMap((seed) => [
      run(seed, { [init]: 'he', [rate]: 0.1 }),
      run(seed, { [init]: 'xavier', [rate]: 0.3 }),
    ]);
    expect(partners(runs, [init])).toBe(2);
  });
});
