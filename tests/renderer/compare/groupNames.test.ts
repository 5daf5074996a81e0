import { describe, expect, it } from 'vitest';
import { chosenRuns } from '../../../src/renderer/src/compare/chosen.ts';
import { groupHead, groupValues } from '../../../src/renderer/src/compare/groupNames.ts';
import { groupings, groupRuns, mostGroups } from '../../../src/renderer/src/compare/groups.ts';
import { lr, sweep } from './samples.ts';

const batch = 'training.batchSize';
const all = { experiments: ['vu'], runs: [] };
const runsOf = (axes: Record<string, number[]>) => chosenRuns([sweep(() => ({}), axes)], all);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('groups in a narrow column', () => {
  it('leave the names of the settings to the head', () => {
    const runs = runsOf({ [lr]: [0.001, 0.01], [batch]: [16, 32] });
    const groups = groupRuns(runs, runs, [lr, batch], []);
    expect(groupHead(groups)).toBe('lr · batch');
    expect(groups.map(groupValues)).toEqual(['0.001 · 16', '0.001 · 32', '0.01 · 16', '0.01 · 32']);
  });

  it('keep their label where it names no setting', () => {
    const runs = runsOf({ [lr]: [0.001, 0.01] });
    const [together] = groupRuns(runs, runs, [], []);
    expect([groupHead([together!]), groupValues(together!)]).toEqual(['group', 'all runs']);
    expect(groupValues({ label: 'mine', values: { [lr]: 1 }, external: true })).toBe('mine');
  });
});

describe('the first way of grouping', () => {
  it('is the usual one while its groups can be told apart', () => {
    const ways = groupings(runsOf({ [lr]: numbers(4), [batch]: numbers(6) }));
    expect(ways[0]!.paths).toHaveLength(2);
    expect(ways.every(({ crowd }) => crowd === undefined)).toBe(true);
  });

  it('is a single setting where there are too many, and the usual one says how many it makes', () => {
    const ways = groupings(runsOf({ [lr]: numbers(5), [batch]: numbers(6) }));
    expect(ways[0]!.paths).toHaveLength(1);
    expect(ways[1]).toMatchObject({ crowd: 30 });
    expect(ways[1]!.paths).toHaveLength(2);
    expect(new Set(ways.map(({ label }) => label)).size).toBe(ways.length);
  });

  it('stays the usual one where no single setting makes fewer', () => {
    const [first] = groupings(runsOf({ [lr]: numbers(mostGroups + 1) }));
    expect(first).toMatchObject({ paths: [lr] });
    expect(first!.crowd).toBeUndefined();
  });
});
