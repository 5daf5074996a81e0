/** Experiments, the form and Compare with one run, with nothing but diverged runs, while runs train, and with a thousand. */

import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fill, startButton } from '../../tests/e2e/support/actions.ts';
import type { ExperimentInput } from '../../src/shared/experiment.ts';
import { root } from '../lib/build.ts';
import type { Studio } from './camera.ts';
import { openStage, type Stage } from './service.ts';

const execute = promisify(execFile);
const cli = join(root, 'out/main/cli.js');

const digits = { source: 'synthetic-digits', trainSize: 2000, validationSize: 500 } as const;
const rate = 'training.optimizer.learningRate';
const small = {
  version: 1,
  name: 'One run',
  dataset: digits,
  network: { hidden: [{ units: 32, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 50, epochs: 8 },
} satisfies ExperimentInput;
const diverging = {
  ...small,
  name: 'Rates that are all too large',
  network: { hidden: [{ units: 32, activation: 'identity' }], output: 'softmax' },
  sweep: { [rate]: [300, 1000, 3000] },
  repeats: 3,
} satisfies ExperimentInput;
const thousand = {
  ...small,
  name: 'Ten rates, ten widths, ten seeds',
  dataset: { ...digits, trainSize: 500, validationSize: 100 },
  training: { ...small.training, epochs: 3 },
  sweep: {
    [rate]: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
    'network.hidden.0.units': [2, 4, 6, 8, 10, 12, 14, 16, 20, 24],
  },
  repeats: 10,
} satisfies ExperimentInput;

export const oneRunStates = (studio: Studio): Promise<void> => endedStates(studio, 'one-run', small);
export const divergedStates = (studio: Studio): Promise<void> => endedStates(studio, 'all-diverged', diverging);
export const thousandStates = (studio: Studio): Promise<void> => endedStates(studio, '1000-runs', thousand);

async function endedStates(
  { browser, workspace, take }: Studio,
  state: string,
  experiment: ExperimentInput & { readonly name: string },
): Promise<void> {
  await train(workspace, experiment);
  const stage = await openStage(browser, workspace);
  await allScreens(stage, state, experiment.name, take);
  await stage.end();
}

export async function liveStates({ browser, workspace, take }: Studio): Promise<void> {
  const stage = await openStage(browser, workspace);
  const { page } = stage;
  const name = 'Four rates, ten seeds';
  await stage.show('/new?recipe=vu-learning-rates');
  await fill(page, { Name: name, Length: '5' });
  await page.getByLabel('Repeats', { exact: true }).fill('10');
  await startButton(page).click();
  await page.getByText(/^[3-9]\/40/).waitFor({ timeout: 120_000 });
  await allScreens(stage, 'live', name, take);
  await stage.end();
}

/** Experiments, the form and Compare, each with the one experiment of this name. */
export async function allScreens(
  { page, show }: Stage,
  state: string,
  name: string,
  take: Studio['take'],
): Promise<void> {
  await show('/');
  await page.getByText(name).first().waitFor();
  await take({ name: `experiments-${state}`, page });
  const id = await idOf(page, name);
  await show(`/new?from=${id}`);
  await startButton(page).waitFor();
  await page.getByText('Planning…').waitFor({ state: 'hidden' });
  await take({ name: `new-${state}`, page });
  await show(`/compare?experiments=${id}`);
  await page.getByRole('main').getByRole('img', { name: / against .+ to / }).first().waitFor({ timeout: 60_000 }); // prettier-ignore
  await page.getByText(/^[\d\s]+ of .* runs? read$/).waitFor({ state: 'hidden', timeout: 60_000 });
  await take({ name: `compare-${state}`, page });
  const all = page.getByRole('button', { name: 'Show them all' });
  if (state !== '1000-runs') return;
  await all.click();
  await all.waitFor({ state: 'hidden' });
  await take({ name: `compare-${state}-all-groups`, page });
}

/** Trained by the command line, to the end. Diverged runs make it end with a status of its own. */
export async function train(workspace: string, experiment: ExperimentInput): Promise<void> {
  const file = join(workspace, 'experiment.json');
  writeFileSync(file, JSON.stringify(experiment));
  const args = [cli, 'run', file, '--workspace', workspace, '--quiet'];
  await execute(process.execPath, args).catch(() => undefined);
}

/** From the address that the row's menu leads to. */
async function idOf(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  const link = page.getByRole('menuitem', { name: 'Compare' });
  await link.click();
  await page.waitForURL(/experiments=/);
  return new URL(page.url().replace('/#/', '/')).searchParams.get('experiments')!;
}
