/** The end-to-end tests: run by Playwright, counted from its report. */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from '../lib/build.ts';
import { nothing, withStatus, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';

const reportPath = join(root, 'out/reports/playwright.json');

export async function runEndToEndTests(): Promise<Outcome> {
  mkdirSync(dirname(reportPath), { recursive: true });
  rmSync(reportPath, { force: true });
  const { status } = await runNode('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportPath },
  });
  const outcome = existsSync(reportPath) ? countPlaywright(JSON.parse(readFileSync(reportPath, 'utf8'))) : nothing;
  return withStatus(outcome, 'e2e', status);
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
    repeats: [],
  };
}

function specsOf(suite: Suite): Suite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}
