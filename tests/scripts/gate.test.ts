import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countPlaywright } from '../../scripts/gate/endToEnd.ts';
import { sum, withStatus, type Outcome } from '../../scripts/gate/outcome.ts';
import { countUnit, lostAlone, runUnitTests, type UnitReport } from '../../scripts/gate/unit.ts';
import { root } from '../../scripts/lib/build.ts';

type TestFile = UnitReport['files'][number];
const file = (
  name: string,
  state: TestFile['state'],
  tests: Record<string, string>,
  ...errors: string[]
): TestFile => ({
  name,
  state,
  errors,
  tests: Object.entries(tests).map(([test, end]) => ({ name: test, state: end as TestFile['tests'][number]['state'] })),
});
const died = 'Worker exited unexpectedly';

describe('countUnit', () => {
  it('counts every test once, and names what did not pass', () => {
    const files = [
      file('a.test.ts', 'failed', { 'x ok': 'passed', 'x bad': 'failed', 'x later': 'skipped' }),
      file('b.test.ts', 'passed', { y: 'passed' }),
    ];
    expect(countUnit({ files, errors: [] })).toEqual({
      passed: 2,
      failures: ['a.test.ts › x bad'],
      skips: ['a.test.ts › x later'],
      repeats: [],
    });
  });

  it('counts a file that could not be loaded, one whose hook failed, and errors of no test', () => {
    const files = [
      file('a.test.ts', 'failed', {}, "Cannot find module './missing.ts'"),
      file('b.test.ts', 'failed', { 'hook one': 'skipped' }),
    ];
    expect(countUnit({ files, errors: ['nobody caught this'] })).toEqual({
      passed: 0,
      failures: [
        "a.test.ts: Cannot find module './missing.ts'",
        'b.test.ts: a hook failed',
        'unit: nobody caught this',
      ],
      skips: ['b.test.ts › hook one'],
      repeats: [],
    });
  });

  it('takes tests that never ran for a failure of their file, and for no skips', () => {
    const files = [file('a.test.ts', 'passed', { x: 'passed', y: 'pending' }), file('b.test.ts', 'queued', {})];
    expect(countUnit({ files, errors: [died, died] })).toEqual({
      passed: 1,
      failures: [
        'a.test.ts: its process ended before its tests did',
        'b.test.ts: its process ended before its tests did',
      ],
      skips: [],
      repeats: [],
    });
    expect(countUnit({ files: [], errors: [died] }).failures).toEqual([`unit: ${died}`]);
  });
});

describe('a file whose process died', () => {
  const [lost, good] = [file('a.test.ts', 'passed', { x: 'pending' }), file('b.test.ts', 'passed', { y: 'passed' })];

  it('is tried once more where nothing else went wrong', () => {
    expect(lostAlone({ files: [good, lost], errors: [died] })).toBe(lost);
    expect(lostAlone({ files: [good], errors: [] })).toBeNull();
    expect(lostAlone({ files: [good, lost], errors: [died, 'nobody caught this'] })).toBeNull();
    expect(lostAlone({ files: [good, lost], errors: ['nobody caught this'] })).toBeNull();
    expect(lostAlone({ files: [lost, { ...lost, name: 'c.test.ts' }], errors: [died, died] })).toBeNull();
  });

  /** Vitest for real, in a folder of two files, of which one kills its process as often as said. */
  const tried = (deaths: number, when: 'loading' | 'testing'): Promise<Outcome> => {
    mkdirSync(join(root, 'out'), { recursive: true });
    const folder = mkdtempSync(join(root, 'out/gate-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const die = `
      const marks = ['1', '2'].slice(0, ${deaths}).map((name) => new URL(name, import.meta.url));
      const mark = marks.find((name) => !existsSync(name));
      if (mark) {
        writeFileSync(mark, '');
        process.kill(process.pid, 'SIGKILL');
        await new Promise((resolve) => setTimeout(resolve, 5000));
      }`;
    const imports = "import { existsSync, writeFileSync } from 'node:fs';\nimport { it } from 'vitest';\n";
    const body = when === 'loading' ? `${die}\nit('ends', () => {});` : `it('ends', async () => {${die}});`;
    writeFileSync(join(folder, 'vitest.config.ts'), 'export default {};');
    writeFileSync(join(folder, 'dies.test.ts'), `${imports}it('begins', () => {});\n${body}`);
    writeFileSync(join(folder, 'good.test.ts'), `${imports}it('passes', () => {});\nit.skip('waits', () => {});`);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    return runUnitTests(folder, { show: false });
  };
  const skips = ['good.test.ts › waits'];
  const repeats = ['dies.test.ts: its process died before its tests ended'];

  it.each(['loading', 'testing'] as const)('while %s counts as what the second try says', async (when) => {
    expect(await tried(1, when)).toEqual({ passed: 3, failures: [], skips, repeats });
  });

  it('fails when it dies again', async () => {
    const failures = ['dies.test.ts: its process ended before its tests did'];
    expect(await tried(2, 'testing')).toMatchObject({ failures, skips, repeats });
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string, ...annotations: { type: string; description?: string }[]) => ({
    title,
    file: 'page.e2e.ts',
    tests: [{ projectName: 'browser', status, annotations }],
  });

  it('looks into nested suites, gives reasons for skips, and trusts no flaky test', () => {
    const report = {
      suites: [
        {
          title: 'page.e2e.ts',
          specs: [spec('opens', 'expected'), spec('shakes', 'flaky')],
          suites: [
            {
              title: 'inner',
              specs: [
                spec('breaks', 'unexpected'),
                spec('waits', 'skipped', { type: 'skip', description: 'no display' }),
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'the web server did not start' }],
    };
    expect(countPlaywright(report)).toEqual({
      passed: 1,
      failures: [
        'page.e2e.ts › shakes [browser]',
        'page.e2e.ts › breaks [browser]',
        'e2e: the web server did not start',
      ],
      skips: ['page.e2e.ts › waits [browser]: no display'],
      repeats: [],
    });
  });
});

describe('outcomes', () => {
  const good: Outcome = { passed: 3, failures: [], skips: ['s'], repeats: [] };
  const bad: Outcome = { passed: 1, failures: ['f'], skips: [], repeats: ['r'] };

  it('add up', () => {
    expect(sum([good, bad])).toEqual({ passed: 4, failures: ['f'], skips: ['s'], repeats: ['r'] });
  });

  it('take a bad end without a failed test for a failure, and a failed test for enough', () => {
    expect(withStatus(good, 'unit', 1).failures).toEqual(['unit: ended with status 1']);
    expect(withStatus(bad, 'unit', 1)).toEqual(bad);
    expect(withStatus(good, 'unit', 0)).toEqual(good);
  });
});
