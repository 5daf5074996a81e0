import { describe, expect, it } from 'vitest';
import { sum, withStatus, type Outcome } from '../../scripts/gate/outcome.ts';
import { countPlaywright, countVitest } from '../../scripts/gate/suites.ts';
import { root } from '../../scripts/lib/build.ts';

const test = (fullName: string, status: string) => ({ fullName, status });
const file = (name: string, status: string, message: string, ...assertionResults: ReturnType<typeof test>[]) => ({
  name: `${root}/tests/${name}`,
  status,
  message,
  assertionResults,
});

describe('countVitest', () => {
  it('counts every test once, and names what did not pass', () => {
    const report = {
      testResults: [
        file('a.test.ts', 'failed', '', test('x ok', 'passed'), test('x bad', 'failed'), test('x later', 'skipped')),
        file('b.test.ts', 'passed', '', test('y', 'passed'), test('y todo', 'todo')),
      ],
    };
    expect(countVitest(report)).toEqual({
      passed: 2,
      failures: ['tests/a.test.ts › x bad'],
      skips: ['tests/a.test.ts › x later', 'tests/b.test.ts › y todo'],
    });
  });

  it('counts a file that could not be loaded, and one whose hook failed', () => {
    const report = {
      testResults: [
        file('a.test.ts', 'failed', "Cannot find module './missing.ts'\nmore"),
        file('b.test.ts', 'failed', '', test('hook one', 'skipped')),
      ],
    };
    expect(countVitest(report)).toEqual({
      passed: 0,
      failures: ["tests/a.test.ts: Cannot find module './missing.ts'", 'tests/b.test.ts: a hook failed'],
      skips: ['tests/b.test.ts › hook one'],
    });
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
    });
  });
});

describe('outcomes', () => {
  const good: Outcome = { passed: 3, failures: [], skips: ['s'] };
  const bad: Outcome = { passed: 1, failures: ['f'], skips: [] };

  it('add up', () => {
    expect(sum([good, bad])).toEqual({ passed: 4, failures: ['f'], skips: ['s'] });
  });

  it('take a bad end without a failed test for a failure, and a failed test for enough', () => {
    expect(withStatus(good, 'unit', 1).failures).toEqual(['unit: ended with status 1']);
    expect(withStatus(bad, 'unit', 1)).toEqual(bad);
    expect(withStatus(good, 'unit', 0)).toEqual(good);
  });
});
