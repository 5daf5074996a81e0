/** Runs on real MNIST in every state that a run can be in: on their own page and in the table. */

import type { Page } from '@playwright/test';
import { chart, drawing, fill, runStatus, startButton, takeFromMenu } from '../../tests/e2e/support/actions.ts';
import type { Studio } from './camera.ts';
import { openStage, source, type Stage } from './service.ts';

const longName =
  'Learning rate against width on the first ten thousand digits, second attempt after the talk with the tutor';

export async function trainedStates({ browser, workspace, take }: Studio): Promise<void> {
  const stage = await openStage(browser, workspace);
  const { page } = stage;

  await start(stage, { Name: 'Baseline, 64 hidden units', 'Held out': '5000', Length: '10' });
  await runStatus(page).getByText('finished').waitFor({ timeout: 120_000 });
  await take({ name: 'run-finished', page });

  await start(stage, { Name: 'Far too fast', 'Learning rate': '300', Length: '3' }, 'identity');
  await runStatus(page).getByText('diverged').waitFor();
  await take({ name: 'run-diverged', page });

  await start(stage, { Name: longName, Length: '4', 'Units of hidden layer 1': '128' });
  await runStatus(page).getByText('finished').waitFor({ timeout: 120_000 });
  await take({ name: 'run-long-names', page });

  await stage.show('/new?recipe=vu-learning-rates');
  await fill(page, { Length: '4' });
  await startButton(page).click();
  await page.getByRole('treegrid').waitFor();
  await page.getByText(/^[2-9]\/12/).waitFor({ timeout: 120_000 });
  await take({ name: 'experiments-running', page });
  await page
    .getByRole('row', { name: /queued/ })
    .last()
    .getByRole('link')
    .click();
  await take({ name: 'run-queued', page });
  await stage.show('/');
  await page.getByRole('row', { name: /Four learning rates|vu-learning-rates/ }).first().getByText('finished').first().waitFor({ timeout: 300_000 }); // prettier-ignore

  await start(stage, { Name: 'To be stopped', Length: '60' });
  await chart(page, 'Loss').locator('xpath=self::*[contains(@aria-label, "train from")]').waitFor({ timeout: 60_000 });
  await take({ name: 'run-running', page });
  await page.getByRole('button', { name: 'Pause' }).click();
  await runStatus(page).getByText('paused').waitFor();
  await take({ name: 'run-paused', page });
  await stage.show('/');
  await takeFromMenu(page, 'To be stopped', 'Delete experiment');
  await page.getByRole('dialog').waitFor();
  await take({ name: 'delete-dialog', page });
  await page.getByRole('button', { name: 'Keep' }).click();
  await openRun(page, 'To be stopped');
  await page.getByRole('button', { name: 'Stop' }).click();
  await runStatus(page).getByText('stopped').waitFor();
  await take({ name: 'run-stopped', page });

  await stage.show('/');
  const group = page.getByRole('row', { name: /Four learning rates/ }).first();
  if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
  await page.getByText('lr 0.03 · seed 3').waitFor();
  await take({ name: 'experiments-finished', page });
  await page.getByRole('searchbox').fill('status:diverged');
  await take({ name: 'experiments-diverged', page });
  await page.getByRole('searchbox').fill('no such thing');
  await take({ name: 'experiments-nothing-found', page });
  await page.getByRole('searchbox').fill('');
  await page
    .getByRole('button', { name: /^Actions for (Four learning rates|vu-learning-rates)/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Compare' }).click();
  await drawing(page).waitFor();
  await page
    .getByText(/beats|differ/)
    .first()
    .waitFor();
  await take({ name: 'compare', page });
  await stage.end();
}

async function openRun(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await runStatus(page).waitFor();
}

/** Starts one run from the form on the data of the pictures. */
async function start(stage: Stage, values: Readonly<Record<string, string>>, activation?: string): Promise<void> {
  const { page } = stage;
  await stage.show('/new');
  if (source === 'mnist') {
    await page.getByLabel('Dataset', { exact: true }).click();
    await page.getByRole('option', { name: /^MNIST/ }).click();
  }
  if (activation) {
    await page.getByLabel('Activation of hidden layer 1').click();
    await page.getByRole('option', { name: new RegExp(`^${activation}`) }).click();
  }
  await fill(page, values);
  await startButton(page).click();
  await runStatus(page).waitFor();
}
