/**
 * Where the tests find real datasets: BACKPROP_TEST_DATA, or `../shared/datasets` beside the repository. Tests of real data
 * are skipped, loudly, where it is missing, and fail instead when BACKPROP_REQUIRE_DATA=1.
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const expected = process.env['BACKPROP_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../shared/datasets');
const required = process.env['BACKPROP_REQUIRE_DATA'] === '1';

/** The folder with the datasets, or null where there is none. */
export const dataFolder: string | null = existsSync(join(expected, 'mnist')) ? expected : null;

/** `describe` for tests that need the real data; `define` gets the folder. */
export function describeWithData(name: string, define: (folder: string) => void): void {
  if (dataFolder !== null) {
    const folder = dataFolder;
    describe(name, () => define(folder));
    return;
  }
  const reason = `no real data in ${expected} (set BACKPROP_TEST_DATA)`;
  if (!required) console.warn(`SKIPPED ${name}: ${reason}`);
  const outcome = required ? describe : describe.skip;
  outcome(name, () => it('needs the real data', () => expect.fail(reason)));
}
