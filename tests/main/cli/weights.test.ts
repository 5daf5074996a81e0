/** Weights out of a run, into another, and out again, by the built command line. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCli, commandsIn, documentOf, smallExperiment } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'backprop-weights-'));
const { command } = commandsIn(folder);

beforeAll(async () => {
  writeFileSync(join(folder, 'e.json'), JSON.stringify(smallExperiment));
  await buildCli();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(
  'are the same bytes after they were exported, given to a run that does not train, and exported again',
  { timeout: 60_000 },
  async () => {
    // prettier-ignore
    const trained = documentOf(await command('run', 'e.json', '--json', '--quiet'));
    const exported = await command('export', trained.runs[0]!.id, '--format', 'npz', '--out', 'first.npz');
    expect(exported).toEqual({ status: 0, stdout: '', stderr: '' });

    // A rule that the first evaluation, before any step, fulfils.
    const stop = 'training.until={"metric":"train.error","atMost":1}';
    const again = documentOf(await command('run', 'e.json', '--weights-in', 'first.npz', '--set', stop, '--json'));
    expect(again.runs[0]!.steps).toBe(0);
    await command('export', again.runs[0]!.id, '--format', 'npz', '--out', 'second.npz');
    expect(readFileSync(join(folder, 'second.npz'))).toEqual(readFileSync(join(folder, 'first.npz')));
  },
);
