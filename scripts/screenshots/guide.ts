/**
 * The pictures of docs/guide: the recipes of the five courses, trained on the real data by the command line, and then looked
 * at in the window as the guide's text says. One size, light. Without the real data there is nothing to show.
 */

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { drawing } from '../../tests/e2e/support/actions.ts';
import { root } from '../lib/build.ts';
import type { Studio } from './camera.ts';
import { photographer, type Photograph } from './guideCamera.ts';
import { experimentsIn, type Trained } from './guideRuns.ts';
import { labPictures } from './guideLab.ts';
import { hasMnist, mnist, openStage, type Stage } from './service.ts';

const execute = promisify(execFile);
const cli = join(root, 'out/main/cli.js');
const letters = resolve(mnist, '../notMNIST.npz');

/** Each recipe with its data, null for what is generated; the quick ones first. */
const recipes: readonly (readonly [name: string, data: string | null, ...options: string[]])[] = [
  ['cs189-memorise', null],
  ['vu-synthetic', null],
  ...[
    'cs189-three-nine',
    'cs189-step-ten',
    'ece285-minibatch',
    'uppsala-one-layer',
    'vu-learning-curve',
    'vu-seeds',
    'vu-learning-rates',
    'uppsala-deep',
    'uppsala-momentum',
    'uppsala-adam',
  ].map((name) => [name, mnist] as const),
  // One seed of the two that are slow: the pictures show a single run of them.
  ['ece285-gradient-descent', mnist, '--repeats', '1'],
  ['ece421-notmnist', letters, '--repeats', '1'],
];

export async function guideStates({ browser, workspace }: Studio): Promise<void> {
  if (!hasMnist) return;
  await trainRecipes(workspace);
  const stage = await openStage(browser, workspace);
  const images = join(root, 'docs/guide/images');
  await mkdir(images, { recursive: true });
  await guidePictures(
    stage,
    workspace,
    photographer(images, (name) => console.log(`guide: ${name}`)),
  );
  await stage.end();
}

/** Runs every recipe to its end in a workspace. */
export async function trainRecipes(workspace: string): Promise<void> {
  for (const [name, data, ...options] of recipes) {
    const args = ['run', name, '--workspace', workspace, '--quiet', ...(data === null ? [] : ['--data', data])];
    // Status 1 is a value that was not reproduced: the pictures show that as well.
    await execute(process.execPath, [cli, ...args, ...options]).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error;
    });
  }
}

/** @param workspace holds the runs of `trainRecipes` */
export async function guidePictures(stage: Stage, workspace: string, photograph: Photograph): Promise<void> {
  const trained = await experimentsIn(workspace);
  await recipePictures(stage, photograph);
  await runPictures(stage, trained, photograph);
  await comparePictures(stage, trained, photograph);
  await inspectPictures(stage, trained, photograph);
  await labPictures(stage, workspace, photograph);
}

async function recipePictures({ page, show }: Stage, photograph: Photograph): Promise<void> {
  await show('/recipes');
  await page.getByRole('heading', { name: /^CS 189/ }).waitFor();
  await photograph('recipes', page);
  await show('/new?recipe=vu-learning-rates');
  await page.getByText('What to look for').waitFor();
  await page.getByText('Planning…').waitFor({ state: 'hidden' });
  await photograph('recipe-form', page);
  await show('/data/mnist?image=42');
  await page.getByRole('grid').waitFor();
  await photograph('data-image-42', page);
}

async function runPictures({ page, show }: Stage, trained: Trained, photograph: Photograph): Promise<void> {
  for (const name of [
    'ece285-gradient-descent',
    'ece421-notmnist',
    'vu-learning-curve',
    'cs189-three-nine',
    'uppsala-deep',
  ]) {
    await show(`/runs/${trained(name).runs[0]}`);
    await page.getByRole('status').first().getByText('finished').waitFor();
    await page.getByRole('region', { name: 'What to look for' }).waitFor();
    await photograph(`${name}-run`, page);
  }
}

async function comparePictures({ page, show }: Stage, trained: Trained, photograph: Photograph): Promise<void> {
  const compare = async (names: readonly string[], view: object): Promise<void> => {
    const experiments = names.map((name) => trained(name).id).join(',');
    await show(`/compare?experiments=${experiments}&view=${encodeURIComponent(JSON.stringify(view))}`);
    await drawing(page).waitFor({ timeout: 60_000 });
  };
  await compare(['vu-seeds'], { metric: 'batch.loss', axis: 'step', mode: 'overlay', logY: false, smoothing: 0.98 });
  await photograph('vu-seeds-compare', page);
  await compare(['vu-learning-rates'], {});
  await photograph('vu-learning-rates-compare', page);
  await page.getByRole('button', { name: 'Final run from best' }).click();
  await page.getByRole('table', { name: 'Configurations by mean validation error' }).waitFor();
  await photograph('vu-final-dialog', page);
  await page.keyboard.press('Escape');
  const deep = ['uppsala-deep', 'uppsala-momentum', 'uppsala-adam'];
  await compare(deep, { metric: 'test.error', axis: 'step', mode: 'overlay' });
  await photograph('uppsala-compare', page);
  await compare(['ece285-gradient-descent', 'ece285-minibatch'], { metric: 'batch.loss', axis: 'samples', mode: 'overlay', logX: true }); // prettier-ignore
  await photograph('ece285-compare', page);
}

async function inspectPictures({ page, show }: Stage, trained: Trained, photograph: Photograph): Promise<void> {
  const inspect = async (name: string, panel: string): Promise<void> => {
    await show(`/inspect/${trained(name).runs[0]}`);
    await page.getByRole('gridcell').first().waitFor({ timeout: 60_000 });
    await page.getByRole('tab', { name: panel, exact: true }).click();
  };
  await inspect('cs189-three-nine', 'Weights');
  await photograph('cs189-three-nine-inspect', page);
  await inspect('cs189-step-ten', 'Layers');
  await photograph('cs189-step-ten-inspect', page);
  await inspect('uppsala-one-layer', 'Weights');
  await photograph('uppsala-one-layer-inspect', page);
}
