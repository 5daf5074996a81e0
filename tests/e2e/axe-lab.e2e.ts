/** What axe-core finds in the Lab: every exercise as it opens, and with the results that it has once something was done. */

import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { encodeNpz } from '../../src/main/export/npz.ts';
import type { Mistakes } from '../support/student.ts';
import { solved } from '../support/studentFile.ts';
import { choose, show } from './support/actions.ts';
import { expectClean } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test('axe finds nothing serious in the Lab as it opens', async ({ page }) => {
  await show(page, 'lab');
  const exercises = page.getByRole('navigation', { name: 'Exercises' }).getByRole('link');
  await expect(exercises.first()).toBeVisible();
  for (const title of await exercises.allInnerTexts()) {
    await exercises.filter({ hasText: title }).click();
    await expect(page.getByRole('main', { name: title }).getByRole('heading').first()).toBeVisible();
    await expectClean(page, `lab, ${title}`);
  }
});

test('axe finds nothing serious in the checks of the Lab', async ({ page }) => {
  await show(page, 'lab/gradients');
  const check = page.getByRole('button', { name: 'Check gradients' });
  const units = page.getByLabel('Units of hidden layer 1');
  await units.fill('many');
  await expectClean(page, 'a network that cannot be checked');
  await units.fill('8');
  await check.click();
  await expect(page.getByText(/^Passed/)).toBeVisible({ timeout: 30_000 });
  await expectClean(page, 'gradients that pass');
  await choose(page, 'Break it', 'missing mask');
  await check.click();
  await expect(page.getByText(/^Caught/)).toBeVisible({ timeout: 30_000 });
  await expectClean(page, 'a gradient that was broken');

  await show(page, 'lab/verify');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download batch' }).click();
  const made = await waiting;
  const batch = { name: made.suggestedFilename(), bytes: await readFile(await made.path()) };
  const hand = (mistakes: Mistakes): Promise<void> => handIn(page, Buffer.from(encodeNpz(solved(batch, mistakes))));
  await hand({});
  await expect(page.getByText('Every tensor given is right.')).toBeVisible();
  await expectClean(page, 'tensors that are right');
  await hand({ transposed: true });
  await expect(page.getByText(/is the first that is wrong/)).toBeVisible();
  await expectClean(page, 'tensors that are wrong');
  await handIn(page, Buffer.from('this is no archive'));
  await expect(page.getByRole('alert')).toBeVisible();
  await expectClean(page, 'a file that cannot be read');
  await page.getByText('a loss curve (CSV)').click();
  await expectClean(page, 'a curve to check');
});

const handIn = (page: Page, buffer: Buffer): Promise<void> =>
  page.getByLabel('Your NPZ').setInputFiles({ name: 'mine.npz', mimeType: '', buffer });

test('axe finds nothing serious in what the Lab has trained and computed', async ({ page }) => {
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await show(page, 'lab/boundary');
  await page.getByText('Own points').click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expectClean(page, 'a plane without points');
  await page.getByText('Ellipse', { exact: true }).click();
  await train.click();
  await expect(page.getByRole('slider', { name: 'Epoch' })).toBeVisible({ timeout: 30_000 });
  await expectClean(page, 'a boundary');
  await show(page, 'lab/memorise');
  await page.getByRole('button', { name: /^Take these: no hidden layer/ }).click();
  await train.click();
  await expect(page.getByText('100 % at step 1', { exact: true })).toBeVisible();
  await expectClean(page, 'noise that was learnt by heart');
  await show(page, 'lab/tiny');
  await page.getByRole('textbox').or(page.getByRole('spinbutton')).first().fill('nothing');
  await expectClean(page, 'a number that is none');
  await show(page, 'lab/one-hot');
  await page.getByRole('textbox', { name: 'Labels' }).fill('3, 14');
  await expectClean(page, 'a label outside');
  await show(page, 'lab/stable');
  await page.getByRole('textbox', { name: 'Inputs z' }).fill('x');
  await expectClean(page, 'inputs that are no numbers');
});
