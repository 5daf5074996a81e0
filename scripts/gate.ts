/**
 * `npm test`: everything that must hold, in one command. Runs every check even when an early one fails, names each failure
 * and each skipped test, and ends with the totals. With names as arguments it runs those checks only: `npm test -- types`.
 */

import { checks } from './gate/checks.ts';
import { type Outcome, sum } from './gate/outcome.ts';
import { runEndToEndTests, runUnitTests } from './gate/suites.ts';

const wanted = process.argv.slice(2);
const steps: readonly (readonly [name: string, run: () => Promise<Outcome>])[] = [
  ...checks,
  ['unit', runUnitTests],
  ['e2e', runEndToEndTests],
];
const unknown = wanted.filter((name) => !steps.some(([step]) => step.startsWith(name)));
if (unknown.length > 0) {
  console.error(
    `gate: there is no check named ${unknown.join(', ')}; known: ${steps.map(([name]) => name).join(', ')}`,
  );
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const [name, run] of steps) {
  if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
  const started = performance.now();
  console.log(`\n── ${name}`);
  const outcome = await run();
  console.log(`   ${outcome.failures.length > 0 ? 'failed' : 'passed'} in ${seconds(performance.now() - started)}`);
  outcomes.push(outcome);
}

const total = sum(outcomes);
for (const [title, names] of [
  ['Skipped', total.skips],
  ['Failed', total.failures],
] as const)
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join('\n')}`);
process.exitCode = total.failures.length > 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failures.length} failed, ${total.skips.length} skipped`);

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
