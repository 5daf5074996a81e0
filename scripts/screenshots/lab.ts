/**
 * The Lab: a gradient check that passes and one that was broken on purpose, a student's tensors right and wrong, and their
 * loss curve; on MNIST where it is there.
 */

import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { encodeNpz } from '../../src/main/export/npz.ts';
import type { Mistakes } from '../../tests/support/student.ts';
import { solved } from '../../tests/support/studentFile.ts';
import type { Studio } from './camera.ts';
import { openStage, source, type Stage } from './service.ts';

export async function labStates({ browser, workspace, take }: Studio): Promise<void> {
  const stage = await openStage(browser, workspace);
  await gradientStates(stage, take);
  await verifyStates(stage, take);
  await stage.end();
}

async function gradientStates({ page, show }: Stage, take: Studio['take']): Promise<void> {
  await show('/lab/gradients');
  await page.getByRole('button', { name: 'Check gradients' }).waitFor();
  await take({ name: 'lab-gradients-start', page });
  await chooseData(page);
  await page.getByLabel('Images', { exact: true }).fill('100');
  await page.getByLabel('Units of hidden layer 1').fill('300');
  await page.getByRole('button', { name: 'Check gradients' }).click();
  await page.getByText(/^Passed/).waitFor({ timeout: 60_000 });
  await take({ name: 'lab-gradients-passed', page });
  await page.getByLabel('Break it').click();
  await page.getByRole('option', { name: 'missing mask' }).click();
  await page.getByRole('button', { name: 'Check gradients' }).click();
  await page.getByText(/^Caught/).waitFor({ timeout: 60_000 });
  await take({ name: 'lab-gradients-broken', page });
}

async function chooseData(page: Page): Promise<void> {
  await page.getByLabel('Dataset').click();
  await page.getByRole('option', { name: source === 'mnist' ? /^MNIST/ : /^Synthetic/ }).click();
}

async function verifyStates({ page, show }: Stage, take: Studio['take']): Promise<void> {
  await show('/lab/verify');
  await chooseData(page);
  await take({ name: 'lab-verify-start', page });
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download batch' }).click();
  const made = await waiting;
  const batch = { name: made.suggestedFilename(), bytes: await readFile(await made.path()) };
  const hand = (mistakes: Mistakes): Promise<void> => {
    const buffer = Buffer.from(encodeNpz(solved(batch, mistakes)));
    return page.getByLabel('Your NPZ').setInputFiles({ name: 'mine.npz', mimeType: '', buffer });
  };
  await hand({});
  await page.getByText('Every tensor given is right.').waitFor();
  await take({ name: 'lab-verify-right', page });
  await hand({ transposed: true });
  await page.getByText(/is the first that is wrong/).waitFor();
  await take({ name: 'lab-verify-wrong', page });
}
