/** Runs cases of a target one after the other and counts how they end. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idxGzipTarget, idxTarget, npyTarget, npzTarget } from './arrays.ts';
import { pngTarget, treeTarget, zipTarget } from './archives.ts';
import { randomOf } from './target.ts';
import type { Target } from './target.ts';
import { csvGzipTarget, csvTarget, experimentTarget } from './texts.ts';

export const targets: readonly Target[] = [
  idxTarget,
  idxGzipTarget,
  npyTarget,
  npzTarget,
  zipTarget,
  pngTarget,
  treeTarget,
  csvTarget,
  csvGzipTarget,
  experimentTarget,
];

export interface Tally {
  refused: number;
  accepted: number;
  /** With the number of the case, from which it can be repeated. */
  readonly violations: string[];
  /** Seconds of the slowest case. */
  slowest: number;
}

export const mostSeconds = 2;

/**
 * @param from number of the first case
 * @param onCase called before each case, for a watchdog
 */
export function runCases(
  target: Target,
  seed: number,
  from: number,
  to: number,
  onCase?: (number: number) => void,
): Tally {
  const tally: Tally = { refused: 0, accepted: 0, violations: [], slowest: 0 };
  const root = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    for (let number = from; number < to; number++) {
      onCase?.(number);
      const folder = join(root, String(number));
      mkdirSync(folder);
      const start = performance.now();
      const outcome = target.run(randomOf(seed, number), folder);
      const seconds = (performance.now() - start) / 1000;
      rmSync(folder, { recursive: true });
      tally.slowest = Math.max(tally.slowest, seconds);
      if (outcome.kind === 'violation') tally.violations.push(`case ${number}: ${outcome.what}`);
      else tally[outcome.kind]++;
      if (seconds > mostSeconds) tally.violations.push(`case ${number}: took ${seconds.toFixed(1)} s`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return tally;
}
