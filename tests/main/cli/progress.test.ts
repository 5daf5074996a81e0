import { describe, expect, it } from 'vitest';
import { overview, showProgress } from '../../../src/main/cli/progress.ts';
import { textTable } from '../../../src/main/cli/table.ts';
import type { RunSummary } from '../../../src/shared/contract.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { recordOf } from './double.ts';

const base: RunSummary = { ...recordOf(0, complete(minimal), {}), secondsLeft: null };
const running = (index: number, step: number): RunSummary => ({
  ...base,
  id: `${index}`,
  index,
  status: 'running',
  step,
});

describe('overview', () => {
  it('counts runs, share, speed and time left', () => {
    const runs = [base, running(1, 1375), running(2, 0)];
    // 1.5 of 4 runs in 30 s: 50 s are left.
    expect(overview(runs, 4, 30_000)).toBe('1/4 runs  38 %  360\u2009000 samples/s  50 s left');
  });

  it('does not count runs of a single one, nor guess from nothing', () => {
    expect(overview([{ ...running(0, 10), samplesPerSecond: null }], 1, 1000)).toBe('0 %');
    expect(overview([], 3, 0)).toBe('0/3 runs  0 %');
  });

  it('takes a run that stopped early as done', () => {
    expect(overview([{ ...base, step: 3, status: 'diverged' }], 1, 1000)).toBe('100 %');
  });
});

describe('showProgress', () => {
  it('writes a line for each run that ends and one every ten seconds, where lines cannot be rewritten', () => {
    const lines: string[] = [];
    let clock = 0;
    const output = { write: (text: string) => void lines.push(text), isTTY: false, columns: 80 };
    const progress = showProgress('digits', 2, output, () => clock);
    for (clock = 0; clock <= 25_000; clock += 500) progress.update([running(0, clock / 100)]);
    progress.update([{ ...base, id: '0', seconds: 2 }]);
    progress.update([{ ...base, id: '0', seconds: 2 }]);
    progress.update([{ ...base, id: '1', index: 1, status: 'failed', message: 'out of memory', lastError: null }]);
    progress.end();
    expect(lines.filter((line) => line.startsWith('digits  0/2 runs'))).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('run '))).toEqual([
      'run 1/2 (seed 1) finished, test error 4.50 %, 2.0 s\n',
      'run 2/2 (seed 1) failed: out of memory, 1.5 s\n',
    ]);
  });

  it('keeps a rewritten line within the terminal', () => {
    let written = '';
    const output = { write: (text: string) => void (written += text), isTTY: true, columns: 30 };
    showProgress('a name that is much too long for a narrow terminal', 1, output, () => 0).update([base]);
    expect(written).toBe('\r\x1b[2Ka name that is much too long ');
  });
});

describe('textTable', () => {
  it('puts numbers to the right and texts to the left, nothing behind', () => {
    const rows = [
      ['relu', 7, '4.50 %', null],
      ['identity', 12, '12.00 %', 'x'],
    ];
    expect(textTable(['name', 'n', 'error', 'note'], rows)).toBe(
      ['name       n    error  note', 'relu       7   4.50 %  —', 'identity  12  12.00 %  x', ''].join('\n'),
    );
    expect(textTable(['a', 'b'], [])).toBe('a  b\n');
  });
});
