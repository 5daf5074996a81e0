/**
 * Real MNIST for the scenarios: BACKPROP_TEST_DATA, or `../shared/datasets` beside the repository. Where it is missing,
 * the scenario is skipped and says so; with BACKPROP_REQUIRE_DATA=1 it fails.
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from './test.ts';

const folder = process.env['BACKPROP_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/datasets');
export const mnist = join(folder, 'mnist');

/** First line of a scenario that needs it. */
export function needsMnist(): void {
  if (existsSync(mnist)) return;
  const reason = `no real data in ${folder} (set BACKPROP_TEST_DATA)`;
  if (process.env['BACKPROP_REQUIRE_DATA'] === '1') throw new Error(reason);
  test.skip(true, reason);
}
