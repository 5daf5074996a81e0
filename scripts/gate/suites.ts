/** The two test suites, counted from their own reports: one name for every test that failed or was skipped. */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { root } from '../lib/build.ts';
import { withStatus, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';

const reports = join(root, 'out/reports');
const nothing: Outcome = { passed: 0, failures: [], skips: [] };

export async function runUnitTests(): Promise<Outcome> {
  const report = fresh('vitest.json');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await runNode('node_modules/vitest/vitest.mjs', args, { show: true });
  return withStatus(read(report, countVitest), 'unit', status);
}

export async function runEndToEndTests(): Promise<Outcome> {
  const report = fresh('playwright.json');
  const { status } = await runNode('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return withStatus(read(report, countPlaywright), 'e2e', status);
}

function fresh(name: string): string {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, name);
  rmSync(path, { force: true });
  return path;
}

function read(path: string, count: (report: unknown) => Outcome): Outcome {
  if (!existsSync(path)) return nothing;
  return count(JSON.parse(readFileSync(path, 'utf8')));
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export function countVitest(report: unknown): Outcome {
  const files = vitestReport.parse(report).testResults;
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ status: test.status, name: `${relative(root, name)} › ${test.fullName}` })),
  );
  // A file that could not be loaded, or a hook that failed, has no failed test of its own.
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = tests.filter(({ status }) => status === 'failed');
  const passed = tests.filter(({ status }) => status === 'passed');
  return {
    passed: passed.length,
    failures: [
      ...failed.map(({ name }) => name),
      ...broken.map(({ name, message }) => `${relative(root, name)}: ${message.split('\n', 1)[0] || 'a hook failed'}`),
    ],
    skips: tests.filter((test) => !failed.includes(test) && !passed.includes(test)).map(({ name }) => name),
  };
}

const playwrightTest = z.object({
  projectName: z.string(),
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
});
const playwrightSpec = z.object({ title: z.string(), file: z.string(), tests: z.array(playwrightTest) });
const playwrightSuite = z.object({
  title: z.string(),
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

type Suite = z.infer<typeof playwrightSuite>;

export function countPlaywright(report: unknown): Outcome {
  const { suites, errors } = playwrightReport.parse(report);
  const tests = suites.flatMap(specsOf).flatMap(({ title, file, tests: runs }) =>
    runs.map(({ projectName, status, annotations }) => {
      const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
      return { status, name: `${file} › ${title} [${projectName}]${reason ? `: ${reason}` : ''}` };
    }),
  );
  const named = (...states: string[]) => tests.filter(({ status }) => states.includes(status)).map(({ name }) => name);
  return {
    passed: named('expected').length,
    // A test that fails and then passes is not to be trusted.
    failures: [...named('unexpected', 'flaky'), ...errors.map(({ message }) => `e2e: ${message ?? 'unknown error'}`)],
    skips: named('skipped'),
  };
}

function specsOf(suite: Suite): Suite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}
