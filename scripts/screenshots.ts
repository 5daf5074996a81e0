/**
 * `npm run screenshots`: every screen in every named state, light and dark, at both sizes, from the real service with real
 * training, into build/screenshots/. With `--docs` the few that the documentation shows go to docs/screenshots/ too.
 * `--part live,thousand` goes through these groups of states alone and leaves the other pictures where they are;
 * `--only <word>` takes those whose name holds the word.
 *
 * Real MNIST is taken from BACKPROP_TEST_DATA or `../shared/datasets`; where it is missing, synthetic digits stand in.
 */

import { chromium } from '@playwright/test';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumOptions } from '../tests/e2e/support/chromium.ts';
import { ensureBuilt, root } from './lib/build.ts';
import { kernels, main, renderer } from './lib/parts.ts';
import { shoot, type Shot, type Studio } from './screenshots/camera.ts';
import { emptyStates } from './screenshots/empty.ts';
import { dataStates } from './screenshots/data.ts';
import { divergedStates, liveStates, oneRunStates, thousandStates } from './screenshots/compared.ts';
import { crowdedStates } from './screenshots/crowded.ts';
import { guideStates } from './screenshots/guide.ts';
import { failedStates } from './screenshots/failed.ts';
import { inspectStates } from './screenshots/inspect.ts';
import { labStates } from './screenshots/lab.ts';
import { namesStates } from './screenshots/names.ts';
import { trainedStates } from './screenshots/trained.ts';

const parts: Readonly<Record<string, (studio: Studio) => Promise<void>>> = {
  empty: emptyStates,
  trained: trainedStates,
  failed: failedStates,
  crowded: crowdedStates,
  data: dataStates,
  inspect: inspectStates,
  lab: labStates,
  one: oneRunStates,
  diverged: divergedStates,
  live: liveStates,
  thousand: thousandStates,
  names: namesStates,
};

const { values } = parseArgs({
  options: { part: { type: 'string' }, only: { type: 'string' }, docs: { type: 'boolean', default: false } },
});
const chosen = values.part?.split(',') ?? (values.only === 'guide' ? [] : Object.keys(parts));
for (const name of chosen)
  if (!parts[name]) throw new Error(`--part: given ${name}, expected some of ${Object.keys(parts).join(', ')}`);
const out = join(root, 'build/screenshots');
/** The pictures of the documentation, all light and 1280 × 800. */
const documented = {
  'run-finished': 'run',
  'experiments-finished': 'experiments',
  'new-recipe': 'new-experiment',
  compare: 'compare',
};

await ensureBuilt([kernels, main, renderer]);
if (!values.part && !values.only) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const browser = await chromium.launch(chromiumOptions());
const taken: string[] = [];
try {
  for (const states of [...chosen.map((name) => parts[name]!), ...(values.docs ? [guideStates] : [])]) {
    const workspace = mkdtempSync(join(tmpdir(), 'backprop-screenshots-'));
    await states({ browser, workspace, take }).finally(() => rmSync(workspace, { recursive: true, force: true }));
  }
} finally {
  await browser.close();
}
console.log(`${taken.length} screenshots in ${out}`);

if (values.docs && values.only !== 'guide')
  for (const [name, as] of Object.entries(documented))
    copyFileSync(join(out, `${name}-light-1280.png`), join(root, 'docs/screenshots', `${as}.png`));

async function take(shot: Shot): Promise<void> {
  if (values.only !== undefined && !shot.name.includes(values.only)) return;
  taken.push(...(await shoot(out, shot)));
  console.log(shot.name);
}
