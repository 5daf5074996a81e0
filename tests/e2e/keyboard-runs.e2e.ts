/**
 * Experiments, New experiment and Compare by the keyboard alone: Tab goes through all of a screen and out again, where one
 * is can be seen, and Escape closes what is on top and gives the focus back.
 */

import type { Page } from '@playwright/test';
import { fill, legendEntry, openForm, row, show, start, takeFromMenu } from './support/actions.ts';
import { expectSeen, press, stopsOf, tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

const name = 'Two rates';

async function trainTwoRates(page: Page): Promise<void> {
  await openForm(page);
  await fill(page, { 'Training images': '1200', 'Held out': '400', Length: '2', Repeats: '2', Name: name });
  await page.getByLabel('Learning rate', { exact: true }).fill('0.05, 0.1');
  await page.keyboard.press('Enter');
  await start(page);
  await expect(row(page, name)).toContainText('finished', { timeout: 40_000 });
}

async function expectReachable(page: Page, ...wanted: readonly (string | RegExp)[]): Promise<void> {
  const stops = await stopsOf(page);
  expectSeen(stops);
  const names = stops.map((stop) => stop.name);
  expect(names, 'no stop has no name').not.toContain('');
  for (const one of wanted)
    expect(names.some((each) => (typeof one === 'string' ? each === one : one.test(each))), `${one} among ${names.join(', ')}`).toBe(true); // prettier-ignore
}

test('Tab reaches all of Experiments, New experiment and Compare, and is seen everywhere', async ({ page }) => {
  await trainTwoRates(page);
  await test.step('Experiments', async () => {
    await expectReachable(page, /^Search the runs/, 'Experiments and their runs', /New experiment/);
  });
  await test.step('New experiment', async () => {
    await show(page, 'new');
    await expect(page.getByRole('button', { name: /^Start 1 run/ })).toBeEnabled();
    await expectReachable(page, /^Start 1 run/, /Save as recipe/, /Reset/, 'Repeats', 'Name');
  });
  await test.step('Compare', async () => {
    await show(page, '');
    await takeFromMenu(page, name, 'Compare');
    await expect(legendEntry(page, 'lr 0.1')).toContainText('%');
    await expectReachable(page, /lr 0\.05/, /lr 0\.1/, /add runs/, /against epoch/);
  });
});

test('groups are hidden and shown alone by keys, and Escape leaves the dialog of runs', async ({ page }) => {
  await trainTwoRates(page);
  await takeFromMenu(page, name, 'Compare');
  const [slow, fast] = [legendEntry(page, 'lr 0.05'), legendEntry(page, 'lr 0.1')];
  await press(page, slow);
  await expect(slow).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await expect(slow).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+Enter');
  await expect(slow).toHaveAttribute('aria-pressed', 'true');
  await expect(fast).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Shift+Enter');
  await expect(fast).toHaveAttribute('aria-pressed', 'true');

  const add = page.getByRole('button', { name: 'add runs' });
  await press(page, add);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(add).toBeFocused();
});

test('Escape empties the search, and the arrows go on into the rows', async ({ page }) => {
  await trainTwoRates(page);
  await page.keyboard.press('/');
  await page.keyboard.type('status:failed');
  await expect(page.getByText('No run matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, name)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('treegrid')).toBeFocused();
  await tabTo(page, page.getByRole('treegrid'));
});
