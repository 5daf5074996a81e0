/**
 * Vitest's results as the gate counts them, written where the gate wants them. Vitest's own JSON does not tell tests that never ran, since
 * their process died, from skipped ones by more than a word, and leaves out errors that belong to no test.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { reportVariable, type UnitReport } from './unit.ts';

export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const path = process.env[reportVariable];
    if (!path) throw new Error(`unit reporter: ${reportVariable} is not set, expected the path of the report`);
    const report: UnitReport = { files: modules.map(fileOf), errors: unhandled.map(sentenceOf) };
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(report));
  }
}

function fileOf(module: TestModule): UnitReport['files'][number] {
  const suites = [module, ...module.children.allSuites()];
  return {
    name: module.relativeModuleId,
    state: module.state(),
    errors: suites.flatMap((suite) => suite.errors().map(({ message }) => message.split('\n', 1)[0] ?? '')),
    tests: [...module.children.allTests()].map((test) => ({ name: test.fullName, state: test.result().state })),
  };
}

/** Vitest wraps what went wrong in a process of tests: the cause says it. */
function sentenceOf({ message, cause }: SerializedError): string {
  return (cause?.message ?? message).split('\n', 1)[0] ?? '';
}
