import { describe, expect, it } from 'vitest';
import { isReproduced, markers, reproductionTable, withTable } from '../../scripts/reproduce/table.ts';
import { experimentDocument } from '../../src/shared/result/document.ts';
import type { ResultRun } from '../../src/shared/result/document.ts';
import { complete, minimal } from '../shared/experiments.ts';
import { aRun } from '../shared/result/runs.ts';

const reproduced = (name: string, expects: object[], runs: readonly ResultRun[], seconds = 12) => {
  const experiment = complete({ ...minimal, name, expects });
  return { name, seconds, document: experimentDocument({ experiment, runs, changed: [], series: () => null, withSeries: false }) }; // prettier-ignore
};

const three = [aRun(1, 0.04), aRun(2, 0.05), aRun(3, 0.06)];
const met = reproduced('met', [{ metric: 'test.error', min: 0.03, max: 0.06, published: 0.045 }], three);
const missed = reproduced('missed', [{ metric: 'test.error', over: 'each', max: 0.05 }], three);

describe('the table of npm run reproduce', () => {
  it('has published value, bound, mean, every seed, verdict and time', () => {
    const [, , first, second] = reproductionTable([met, missed]).split('\n');
    expect(first).toBe(
      '| `met` | test.error, mean of 3 runs | 4.50 % | 3.00 % to 6.00 % | 5.00 % | 4.00 %, 5.00 %, 6.00 % | reproduced | 12 s |',
    );
    expect(second).toBe(
      '| `missed` | test.error, each of 3 runs | — | at most 5.00 % | 6.00 % at the farthest | 4.00 %, 5.00 %, 6.00 % | not reproduced | 12 s |',
    );
  });

  it('tells what came out where nothing is published', () => {
    const table = reproductionTable([reproduced('plain', [], three)]);
    expect(table).toContain(
      '| `plain` | test.error | — | — | 5.00 % | 4.00 %, 5.00 %, 6.00 % | nothing published | 12 s |',
    );
  });

  it('names a recipe and its time once', () => {
    const two = reproduced(
      'two',
      [
        { metric: 'test.error', max: 1 },
        { metric: 'initial.train.loss', max: 3 },
      ],
      three,
    );
    const rows = reproductionTable([two]).trim().split('\n').slice(2);
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| `two`', '| ']);
    expect(rows[1]!.endsWith(' |  |')).toBe(true);
  });

  it('passes only where every value was reproduced and every run came to its end', () => {
    expect([met, missed].map(isReproduced)).toEqual([true, false]);
    expect(isReproduced(reproduced('plain', [], three))).toBe(true);
    expect(isReproduced(reproduced('cut', [], [aRun(1, 0.04, { status: 'failed' })]))).toBe(false);
    expect(
      isReproduced(reproduced('cut', [{ metric: 'test.error' }], [aRun(1, 0.04, { status: 'interrupted' })])),
    ).toBe(false);
  });

  it('replaces what stands between the markers of a page, and nothing else', () => {
    const [begin, end] = markers;
    const page = `above\n${begin}\nold\n${end}\nbelow\n`;
    const written = withTable(page, 'new\n', 'README.md');
    expect(written).toBe(`above\n${begin}\n\nnew\n\n${end}\nbelow\n`);
    expect(withTable(written, 'new\n', 'README.md')).toBe(written);
    for (const without of ['no markers', `${end}${begin}`])
      expect(() => withTable(without, 'new\n', 'README.md')).toThrow('reproduce: README.md has no place for the table');
  });
});
