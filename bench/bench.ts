/**
 * `npm run bench`: everything that is measured of speed. The command line's `bench`, over the datasets that the tests use,
 * and the start of the app to a usable window, in Chromium.
 *
 *     npm run bench -- [--only NAME…] [--json FILE] [--repetitions N] [--no-peers] [--scaling] [--data DIR]
 *
 * A program, not a test: on a machine that does other work only the ratios count.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, root } from '../scripts/lib/build.ts';
import { kernels, main } from '../scripts/lib/parts.ts';
import type { BenchResult } from '../src/main/bench/result.ts';
import { machine } from './interface/figures.ts';
import { startFigures } from './interface/start.ts';

const startRow = 'start';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    data: { type: 'string' },
    json: { type: 'string' },
    repetitions: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    scaling: { type: 'boolean', default: false },
  },
});
const folder = resolve(values.data ?? process.env['BACKPROP_TEST_DATA'] ?? join(root, '../shared/datasets'));
if (!existsSync(folder)) throw new Error(`bench: there is no ${folder}; give the folder of the datasets with --data`);

console.log(`${machine()}, ${new Date().toISOString()}`);
const rows = values.only.filter((name) => name !== startRow);
if (values.only.length === 0 || rows.length > 0 || values.scaling) await runCommand();
if (!values.scaling && (values.only.length === 0 || values.only.includes(startRow))) await measureStart();

/** Builds here and measures there: a bundler leaves hundreds of megabytes behind in the process it ran in. */
async function runCommand(): Promise<void> {
  await ensureBuilt([kernels, main]);
  const { json, repetitions, scaling } = values;
  const args = [
    ['bench', '--data', folder],
    rows.flatMap((name) => ['--only', name]),
    json === undefined ? [] : ['--json', resolve(json)],
    repetitions === undefined ? [] : ['--repetitions', repetitions],
    values['no-peers'] ? ['--no-peers'] : [],
    scaling ? ['--scaling'] : [],
  ].flat();
  const { status } = spawnSync(process.execPath, [join(root, 'out/main/cli.js'), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function measureStart(): Promise<void> {
  const figures = await startFigures(startRow);
  const usable = figures.find(({ name }) => name === `${startRow}: warm, until the window is usable`)!;
  for (const { name, value, unit } of figures) console.log(`${name.padEnd(48)} ${value.toFixed(0)} ${unit}`);
  const result: BenchResult = {
    name: startRow,
    title: 'from starting serve to a usable window, warm',
    unit: 's',
    seconds: usable.value / 1000,
    gflops: null,
    peers: {},
    ratio: null,
  };
  if (values.json === undefined) return;
  // The command has written its rows there, where it ran.
  const before = values.only.length === 0 || rows.length > 0 ? read(values.json) : [];
  writeFileSync(values.json, `${JSON.stringify([...before, result], null, 2)}\n`);
}

function read(file: string): BenchResult[] {
  return JSON.parse(readFileSync(file, 'utf8')) as BenchResult[];
}
