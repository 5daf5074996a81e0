/** The checks that look at the sources: each passes or fails as one. */

import { messageOf } from '../../src/shared/errors.ts';
import { ensureBuilt } from '../lib/build.ts';
import { allParts } from '../lib/parts.ts';
import { failedOnce, passedOnce, type Outcome } from './outcome.ts';
import { runNode } from './run.ts';

export type Check = readonly [name: string, run: () => Promise<Outcome>];

const tsc = 'node_modules/typescript/bin/tsc';
const runtimes = ['engine', 'shared', 'main', 'preload', 'tests'] as const;

export const build: Check = ['build', buildAll];

export const checks: readonly Check[] = [
  ...runtimes.map((runtime) => tool(`types ${runtime}`, tsc, ['-p', `tsconfig.${runtime}.json`])),
  tool('types renderer', 'node_modules/vue-tsc/bin/vue-tsc.js', ['-p', 'tsconfig.renderer.json']),
  tool('lint', 'node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  tool('format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']),
];

function tool(name: string, script: string, args: readonly string[]): Check {
  return [
    name,
    async () => {
      const { status, output } = await runNode(script, args);
      if (status === 0) return passedOnce;
      console.log(output.trimEnd());
      return failedOnce(name);
    },
  ];
}

async function buildAll(): Promise<Outcome> {
  try {
    await ensureBuilt(allParts);
    return passedOnce;
  } catch (error) {
    console.log(messageOf(error));
    return failedOnce('build');
  }
}
