/**
 * Inspect: a run on real digits with its panels and beside other runs, the same in a small window, one layer only, no mistake
 * at all, no weights yet, and a dataset whose files are gone.
 */

import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fill, openForm, runStatus, start } from '../../tests/e2e/support/actions.ts';
import { root } from '../lib/build.ts';
import type { Studio } from './camera.ts';
import { experimentsIn } from './guideRuns.ts';
import { hasMnist, mnist, openStage, source, type Stage } from './service.ts';

const execute = promisify(execFile);
const spec = (name: string, dataset: object, network: object, more: object = {}): object => ({
  version: 1,
  name,
  dataset,
  network: { output: 'softmax', ...network },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 50, epochs: 6 },
  ...more,
});
const relu = (units: number): object => ({ hidden: [{ units, activation: 'relu' }] });
const digits = { source, trainSize: 12_000, validationSize: 2000 };
const experiments: readonly (object & { readonly name?: string })[] = [
  spec('Sixty-four units, three seeds', digits, relu(64), { repeats: 3 }),
  spec('Softmax regression', digits, { hidden: [] }),
  spec('By heart', { source, trainSize: 2500, validationSize: 2000 }, relu(64), {
    training: { optimizer: { type: 'sgd', learningRate: 0.2 }, batchSize: 10, epochs: 40 },
  }),
];

export async function inspectStates({ browser, workspace, take }: Studio): Promise<void> {
  for (const [i, experiment] of experiments.entries())
    await run(join(workspace, `${i}.json`), experiment, workspace, hasMnist ? mnist : null);
  const stage = await openStage(browser, workspace);
  const trained = await experimentsIn(workspace);
  await panels(stage, trained('Sixty-four units, three seeds').runs[0]!, take);
  await open(stage, trained('Softmax regression').runs[0]!);
  await take({ name: 'inspect-one-layer', page: stage.page });
  await open(stage, trained('By heart').runs[0]!, '?split=train');
  await stage.page.getByRole('heading', { name: /^No mistakes/ }).waitFor();
  await take({ name: 'inspect-no-mistakes', page: stage.page });
  await notYet(stage, take);
  await stage.end();
  if (hasMnist) await gone({ browser, workspace, take });
}

async function run(file: string, experiment: object, workspace: string, data: string | null): Promise<void> {
  writeFileSync(file, JSON.stringify(experiment));
  const args = ['run', file, '--workspace', workspace, '--quiet', ...(data === null ? [] : ['--data', data])];
  await execute(process.execPath, [join(root, 'out/main/cli.js'), ...args]);
}

async function open({ page, show }: Stage, id: string, query = ''): Promise<void> {
  await show(`/inspect/${id}${query}`);
  await page.getByRole('tab').first().waitFor({ timeout: 60_000 });
}

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

async function panels(stage: Stage, id: string, take: Studio['take']): Promise<void> {
  const { page } = stage;
  await open(stage, id);
  await page.getByRole('list', { name: 'Nearest training images' }).getByRole('listitem').first().waitFor();
  await take({ name: 'inspect', page });
  await page.getByRole('button', { name: /^true 4, said 9:/ }).click();
  await take({ name: 'inspect-cell', page });
  await page.getByRole('button', { name: /^Filter 4 → 9/ }).click();

  await page.getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'seed 2' }).click();
  await page.getByText('difference', { exact: true }).click();
  await tab(page, 'Draw');
  await drawSeven(page);
  await take({ name: 'inspect-difference-draw', page });
  await page.getByText('3 seeds', { exact: true }).click();
  await page.getByText('% by true').click();
  await page.getByText('Asking every seed…').waitFor({ state: 'hidden' });
  await tab(page, 'Layers');
  await take({ name: 'inspect-seeds-layers', page });
  await tab(page, 'Runs');
  await page.getByRole('button', { name: /^wrong in 3 of 3:/ }).click();
  await tab(page, 'Activations');
  await take({ name: 'inspect-runs-activations', page });
  await page.getByRole('button', { name: /^Filter wrong in/ }).click();
  await tab(page, 'Weights');
  await page.getByRole('grid', { name: /^First-layer weights/ }).press('Enter');
  await page.getByRole('button', { name: 'filter', exact: true }).click();
  await take({ name: 'inspect-unit-filter', page });
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 960, height: 640 });
  for (const part of ['Confusion', 'Weights', 'Draw', 'Layers']) {
    await page.getByRole('radiogroup', { name: 'Part of the screen' }).getByText(part, { exact: true }).click();
    await take({ name: `inspect-part-${part.toLowerCase()}`, page });
    await page.setViewportSize({ width: 960, height: 640 });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** With the mouse: a stroke to the right, and one down to the left. */
async function drawSeven(page: Page): Promise<void> {
  const box = await page.getByRole('application', { name: 'Drawing pad' }).boundingBox();
  if (!box) throw new Error('there is no pad');
  const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(0.25, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.75, 0.2), { steps: 8 });
  await page.mouse.move(...at(0.45, 0.85), { steps: 12 });
  await page.mouse.up();
  await page.getByRole('region', { name: 'Draw' }).getByRole('status').getByText(/^seed/).waitFor();
  await page.getByRole('button', { name: 'Keep' }).click();
}

/** A run whose first epoch is not over. */
async function notYet({ page, show }: Stage, take: Studio['take']): Promise<void> {
  await show('/');
  await openForm(page);
  await fill(page, {
    'Training images': '10000',
    'Units of hidden layer 1': '4000',
    Length: '100',
    Name: 'A long way',
  });
  await start(page);
  await runStatus(page)
    .getByText(/^epoch|queued/)
    .waitFor();
  const id = /runs\/([\w-]+)/.exec(page.url())?.[1] ?? '';
  await show(`/inspect/${id}`);
  await take({ name: 'inspect-no-weights', page });
  await show(`/runs/${id}`);
  await page.getByRole('button', { name: 'Stop' }).click();
}

/** A run on a copy of the digits, one of them labelled otherwise so that it is a dataset of its own, that was deleted since. */
async function gone({ browser, workspace, take }: Studio): Promise<void> {
  const [own, copy] = [join(workspace, 'own'), join(workspace, 'My own digits')];
  cpSync(mnist, copy, { recursive: true });
  const labels = join(copy, 't10k-labels-idx1-ubyte.gz');
  const bytes = gunzipSync(readFileSync(labels));
  bytes.writeUInt8((bytes.readUInt8(bytes.length - 1) + 1) % 10, bytes.length - 1);
  rmSync(labels);
  writeFileSync(labels, gzipSync(bytes));
  const stage = await openStage(browser, own);
  const { page } = stage;
  await stage.show('/data');
  await page.getByRole('button', { name: 'Add data…' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill(copy);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'My own digits' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Train on this' }).click();
  await fill(page, { 'Training images': '5000', 'Held out': '1000', Length: '2', Name: 'On my own digits' });
  await start(page);
  await runStatus(page).getByText('finished').waitFor({ timeout: 60_000 });
  const id = /runs\/([\w-]+)/.exec(page.url())?.[1] ?? '';
  await stage.end();
  rmSync(copy, { recursive: true });
  const again = await openStage(browser, own);
  await again.show(`/inspect/${id}`);
  await again.page.getByRole('alert').first().waitFor({ timeout: 30_000 });
  await take({ name: 'inspect-files-gone', page: again.page });
  await again.end();
}
