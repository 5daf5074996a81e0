/**
 * `npm test`: everything that must hold, in one command. Runs every check even when an early one fails, names each failure
 * and each skipped test, and ends with the totals. With names as arguments it runs those checks only: `npm test -- types`.
 */

import { availableParallelism } from 'node:os';
import { build, checks, type Check } from './gate/checks.ts';
import { runEndToEndTests } from './gate/endToEnd.ts';
import { failedOnce, sum, type Outcome } from './gate/outcome.ts';
import { runUnitTests } from './gate/unit.ts';

const wanted = process.argv.slice(2);
const suites: readonly Check[] = [
  ['unit', runUnitTests],
  ['e2e', runEndToEndTests],
];
const names = [build, ...checks, ...suites].map(([name]) => name);
const unknown = wanted.filter((start) => !names.some((name) => name.startsWith(start)));
if (unknown.length > 0) {
  console.error(`gate: there is no check named ${unknown.join(', ')}; known: ${names.join(', ')}`);
  process.exit(2);
}
const isWanted = ([name]: Check): boolean => wanted.length === 0 || wanted.some((start) => name.startsWith(start));

const outcomes: Outcome[] = [];
// The build first, since the suites need it; the sources' checks side by side; the suites alone, since each takes every core.
await runAll([build], 1);
await runAll(checks.filter(isWanted), Math.min(4, availableParallelism()));
await runAll(suites.filter(isWanted), 1);

async function runAll(steps: readonly Check[], atOnce: number): Promise<void> {
  const queue = [...steps];
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) outcomes.push(await runOne(step));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function runOne([name, run]: Check): Promise<Outcome> {
  const started = performance.now();
  const outcome = await run().catch((error: unknown) => {
    console.error(error);
    return failedOnce(name);
  });
  const verdict = outcome.failures.length > 0 ? 'FAILED' : 'passed';
  console.log(`${verdict} ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return outcome;
}

const total = sum(outcomes);
for (const [title, list] of [
  ['Tried twice', total.repeats],
  ['Skipped', total.skips],
  ['Failed', total.failures],
] as const)
  if (list.length > 0) console.log(`\n${title}:\n${list.map((name) => `  ${name}`).join('\n')}`);
process.exitCode = total.failures.length > 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failures.length} failed, ${total.skips.length} skipped`);
