/** What a trained network gets wrong: from the run's page to single images, files and tags, by keyboard alone. */

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { formatCount } from '../../src/shared/format.ts';
import { fill, openForm, runStatus, start } from './support/actions.ts';
import { recordOf, type RunRecord } from './support/records.ts';
import { expect, test } from './support/test.ts';

/** Digits that no file is needed for, and a network that has not learned much of them. */
async function trainSmall(page: Page, workspace: string): Promise<RunRecord> {
  await openForm(page);
  await fill(page, {
    'Training images': '1500',
    'Held out': '500',
    'Units of hidden layer 1': '16',
    'Learning rate': '0.05',
    Length: '3',
    Name: 'Sixteen units',
  });
  await start(page);
  await expect(runStatus(page)).toHaveText('finished', { timeout: 40_000 });
  return recordOf(workspace, page.url());
}

const grid = (page: Page) => page.getByRole('grid', { name: /^(Mistakes|Images)/ });
const mistakes = (page: Page) => page.getByRole('region', { name: 'Mistakes' });
const detail = (page: Page) => page.getByRole('complementary', { name: 'Detail' });

async function openGallery(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Inspect', exact: true }).last().click();
  await expect(grid(page)).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
}

/** A file that the page hands over, as text or bytes. */
async function exported(page: Page, entry: RegExp): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export the gallery' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  return readFile(await download.path());
}

test('shows exactly what the network gets wrong, at every epoch', async ({ page, workspace }) => {
  const run = await trainSmall(page, workspace);
  await openGallery(page);
  const wrong = Math.round(run.final.validation!.error! * run.dataset.validation);
  await expect(mistakes(page)).toContainText(`${formatCount(wrong)} of ${formatCount(run.dataset.validation)}`);

  await test.step('the slider goes back to the untrained network', async () => {
    const slider = page.getByRole('slider', { name: 'Epoch' });
    await slider.focus();
    await page.keyboard.press('Home');
    const before = Math.round(run.initial.validation!.error! * run.dataset.validation);
    await expect(mistakes(page)).toContainText(`${formatCount(before)} of ${formatCount(run.dataset.validation)}`);
    await page.keyboard.press('End');
    await expect(mistakes(page)).toContainText(`${formatCount(wrong)} of ${formatCount(run.dataset.validation)}`);
  });

  await test.step('the CSV holds the same images, with probabilities that agree', async () => {
    const text = (await exported(page, /CSV/)).toString('utf8');
    const [head, ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(head!.slice(0, 3)).toEqual(['index', 'true', 'predicted']);
    expect(rows).toHaveLength(wrong);
    for (const [, label, predicted, ...probabilities] of rows) {
      const values = probabilities.map(Number);
      expect(label).not.toBe(predicted);
      expect(head![3 + values.indexOf(Math.max(...values))]).toBe(`p_${predicted}`);
      expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    const surest = rows.map((row) => Math.max(...row.slice(3).map(Number)));
    expect(surest, 'in the order of the gallery').toEqual([...surest].sort((a, b) => b - a));
  });

  await test.step('the sheet is a picture', async () => {
    const bytes = await exported(page, /PNG/);
    expect([...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(300);
  });
});

test('is used by keyboard alone, and keeps tags', async ({ page, workspace }) => {
  await trainSmall(page, workspace);
  await openGallery(page);
  await grid(page).focus();
  const active = async (): Promise<string | null> => {
    const id = await grid(page).getAttribute('aria-activedescendant');
    return page.locator(`[id="${id}"] > .sr-only`).textContent();
  };
  const first = await active();
  await page.keyboard.press('ArrowRight');
  const second = await active();
  expect(second).toMatch(/^image \d+, true \S+, predicted \S+, [\d.]+ %$/);
  expect(second).not.toBe(first);
  await page.keyboard.press('End');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  expect(await active()).toBe(first);
  const number = /^image (\d+)/.exec(first ?? '')?.[1];
  await expect(detail(page)).toContainText(`#${number}`);
  await expect(detail(page).getByRole('list', { name: 'Over the epochs' }).getByRole('button')).toHaveCount(4);
  await expect(detail(page).getByRole('list', { name: 'Nearest training images' }).getByRole('listitem')).toHaveCount(
    5,
  );

  await test.step('marked images get a tag, which outlives the page', async () => {
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    const bar = page.getByRole('toolbar', { name: 'Marked images' });
    await expect(bar).toContainText('2 images marked');
    await bar.getByRole('button', { name: 'Tag' }).press('Enter');
    await page.getByRole('textbox', { name: 'New tag' }).fill('hard to read');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    // The address follows which image was looked at last, and is where the page begins again.
    const last = /^image (\d+)/.exec(second ?? '')?.[1];
    await expect(page).toHaveURL(new RegExp(`image=${last}\\b`));
    await page.reload();
    await expect(detail(page)).toContainText(`#${last}`);
    await expect(detail(page)).toContainText('hard to read');
    await page.getByRole('button', { name: 'filter', exact: true }).press('Enter');
    await page.getByRole('combobox', { name: 'Tag' }).press('Enter');
    await page.getByRole('option', { name: /^hard to read/ }).press('Enter');
    await page.keyboard.press('Escape');
    await expect(mistakes(page)).toContainText('2 of 500');
    await page.getByRole('button', { name: 'Filter tag hard to read: remove' }).press('Enter');
    await expect(mistakes(page)).not.toContainText(' 2 of 500');
  });

  await test.step('Escape closes what is open, one after the other', async () => {
    await grid(page).focus();
    await page.keyboard.press('Escape');
    await expect(detail(page)).toHaveCount(0);
  });
});
