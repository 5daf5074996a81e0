/** The unit and integration tests: run by Vitest, each counted once, none lost without being named. */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../lib/build.ts';
import { nothing, sum, withStatus, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';

const reporter = join(root, 'scripts/gate/unitReporter.ts');

const unitReport = z.object({
  files: z.array(
    z.object({
      /** Relative to the repository. */
      name: z.string(),
      state: z.enum(['passed', 'failed', 'skipped', 'pending', 'queued']),
      /** Of the file and its hooks, first lines. */
      errors: z.array(z.string()),
      tests: z.array(z.object({ name: z.string(), state: z.enum(['passed', 'failed', 'skipped', 'pending']) })),
    }),
  ),
  /** Of no test: first lines. */
  errors: z.array(z.string()),
});
export type UnitReport = z.infer<typeof unitReport>;
type TestFile = UnitReport['files'][number];

/** Environment variable that tells the reporter where to write. */
export const reportVariable = 'BACKPROP_UNIT_REPORT';

/** What Vitest says of a process of tests that ended before they did. */
const died = 'Worker exited unexpectedly';

/** @param folder what to test: the repository, or another folder with a configuration of its own */
export async function runUnitTests(folder = root, { show = true } = {}): Promise<Outcome> {
  const first = await runVitest(folder, [], show);
  const lost = lostAlone(first.report);
  if (lost === null) return withStatus(countUnit(first.report), 'unit', first.status);
  const again = await runVitest(folder, [lost.name], show);
  const rest = { files: first.report.files.filter((file) => file !== lost), errors: [] };
  const repeats = [`${lost.name}: its process died before its tests ended`];
  return sum([countUnit(rest), { ...nothing, repeats }, withStatus(countUnit(again.report), lost.name, again.status)]);
}

async function runVitest(
  folder: string,
  files: readonly string[],
  show: boolean,
): Promise<{ readonly report: UnitReport; readonly status: number }> {
  const path = join(folder, 'out/reports/unit.json');
  rmSync(path, { force: true });
  const args = ['run', '--root', folder, '--reporter=dot', `--reporter=${reporter}`, ...files];
  const { status } = await runNode('node_modules/vitest/vitest.mjs', args, { show, env: { [reportVariable]: path } });
  const report = existsSync(path)
    ? unitReport.parse(JSON.parse(readFileSync(path, 'utf8')))
    : { files: [], errors: ['no report was written'] };
  return { report, status };
}

/**
 * The file to try once more: the only one whose process died, where nothing else went wrong beside the tests. V8 of Node 24 has
 * compiler threads that now and then take a process with them, whatever it runs (decision 14); a test that fails is never tried
 * again, and neither are files when two processes died.
 */
export function lostAlone({ files, errors }: UnitReport): TestFile | null {
  const [lost, ...others] = files.filter(isLost);
  return lost && others.length === 0 && errors.length === 1 && errors[0] === died ? lost : null;
}

function isLost({ state, tests }: TestFile): boolean {
  return state === 'pending' || state === 'queued' || tests.some((test) => test.state === 'pending');
}

export function countUnit({ files, errors }: UnitReport): Outcome {
  const of = (...states: string[]): string[] =>
    files.flatMap(({ name: file, tests }) =>
      tests.filter(({ state }) => states.includes(state)).map(({ name }) => `${file} › ${name}`),
    );
  // A file that could not be loaded, or a hook that failed, has no failed test of its own.
  const broken = files.filter(
    ({ state, tests }) => state === 'failed' && !tests.some((test) => test.state === 'failed'),
  );
  return {
    passed: of('passed').length,
    failures: [
      ...of('failed'),
      ...broken.map((file) => `${file.name}: ${file.errors[0] ?? 'a hook failed'}`),
      ...files.filter(isLost).map(({ name }) => `${name}: its process ended before its tests did`),
      ...errors.filter((error) => error !== died || !files.some(isLost)).map((error) => `unit: ${error}`),
    ],
    skips: of('skipped'),
    repeats: [],
  };
}
