/** Home: the first experiment, the table, its search and its menu, the theme; and the whole way by keyboard alone. */

import type { Page } from '@playwright/test';
import { fill, goTo, openForm, row, runStatus, start, startButton, takeFromMenu } from './support/actions.ts';
import { expect, test } from './support/test.ts';

/** A run of a second or less, under the given name. */
async function trainBriefly(page: Page, name: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await openForm(page);
  await fill(page, { 'Training images': '1000', 'Held out': '200', Length: '2', Name: name, ...more });
  await start(page);
}

test('the first experiment starts with one click and learns', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing has been trained yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Start a first experiment' }).click();
  await expect(runStatus(page)).toHaveText('finished', { timeout: 20_000 });
  const scores = page.getByRole('region', { name: 'Scores' });
  const said = await scores.getByRole('row', { name: /^train/ }).innerText();
  expect(Number(/([\d.]+) ?%/.exec(said)?.[1])).toBeLessThan(10);
});

test('search, rename, duplicate, delete and undo', async ({ page }) => {
  await trainBriefly(page, 'Slow one', { 'Learning rate': '0.01' });
  await expect(runStatus(page)).toHaveText('finished');
  await trainBriefly(page, 'Three seeds', { Repeats: '3' });
  await expect(row(page, 'Three seeds')).toContainText(/3 seeds ?finished/);

  await test.step('search by word and by setting', async () => {
    const search = page.getByRole('searchbox');
    await search.fill('lr:0.01');
    await expect(row(page, 'Slow one')).toBeVisible();
    await expect(row(page, 'Three seeds')).toBeHidden();
    await search.fill('status:diverged');
    await expect(page.getByRole('heading', { name: 'No run matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await expect(row(page, 'Three seeds')).toBeVisible();
  });

  await test.step('rename', async () => {
    await takeFromMenu(page, 'Slow one', 'Rename experiment');
    await page.getByLabel('Name of the experiment').fill('Patient one');
    await page.keyboard.press('Enter');
    await expect(row(page, 'Patient one')).toBeVisible();
    await expect(row(page, 'Slow one')).toBeHidden();
  });

  await test.step('delete, undo, and both survive a reload', async () => {
    await takeFromMenu(page, 'Patient one', 'Delete experiment');
    await expect(row(page, 'Patient one')).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(page, 'Patient one')).toBeVisible();
    await takeFromMenu(page, 'Three seeds', 'Delete experiment');
    await expect(row(page, 'Three seeds')).toBeHidden();
    await page.reload();
    await expect(row(page, 'Patient one')).toBeVisible();
    await expect(row(page, 'Three seeds')).toBeHidden();
  });

  await test.step('duplicate and edit', async () => {
    await takeFromMenu(page, 'Patient one', 'Duplicate and edit');
    await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.01');
    await fill(page, { 'Learning rate': '0.2', Name: 'Impatient one' });
    await start(page);
    await expect(runStatus(page)).toHaveText('finished');
    await goTo(page, 'Runs');
    await expect(row(page, 'Impatient one')).toBeVisible();
  });
});

test('asks before it deletes what still trains', async ({ page }) => {
  await openForm(page);
  await fill(page, { Length: '5000', Name: 'Very long' });
  await start(page);
  await expect(runStatus(page)).toHaveText(/^epoch/);
  await goTo(page, 'Runs');
  await takeFromMenu(page, 'Very long', 'Delete experiment');
  const dialog = page.getByRole('dialog', { name: /Stop and delete/ });
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(row(page, 'Very long')).toContainText(/epoch/);
  await takeFromMenu(page, 'Very long', 'Delete experiment');
  await dialog.getByRole('button', { name: 'Stop and delete' }).click();
  await expect(row(page, 'Very long')).toBeHidden();
});

test('light and dark, at once and kept', async ({ page }) => {
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await goTo(page, 'Settings');
  await page.getByText('dark', { exact: true }).click();
  await expect.poll(background).toBe('rgb(15, 15, 17)');
  await page.reload();
  await expect.poll(background).toBe('rgb(15, 15, 17)');
  await page.getByText('light', { exact: true }).click();
  await expect.poll(background).toBe('rgb(255, 255, 255)');
});

test('by keyboard alone: from an empty workspace to a finished run', async ({ page }) => {
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await expect(page.getByRole('heading', { name: 'Nothing has been trained yet' })).toBeVisible();
  await press('n');
  await expect(startButton(page)).toBeEnabled();

  /** Tab until the field has the focus: every field must be on the way. */
  const tabTo = async (label: string): Promise<void> => {
    const field = page.getByLabel(label, { exact: true });
    const isThere = (): Promise<boolean> => field.evaluate((element) => element === document.activeElement);
    for (let i = 0; i < 60 && !(await isThere()); i++) await press('Tab');
    await expect(field).toBeFocused();
  };
  await tabTo('Units of hidden layer 1');
  await press('ControlOrMeta+a');
  await page.keyboard.type('32');
  await tabTo('Activation of hidden layer 1');
  await press('Enter');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type('tanh');
  await press('Enter');
  await expect(page.getByLabel('Activation of hidden layer 1')).toContainText('tanh');
  await tabTo('Name');
  await press('ControlOrMeta+a');
  await page.keyboard.type('No mouse');
  await press('ControlOrMeta+Enter');
  await expect(runStatus(page)).toHaveText('finished', { timeout: 20_000 });

  await press('g');
  await press('r');
  await expect(row(page, 'No mouse')).toBeVisible();
  await press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('mouse');
  await press('Enter');
  await expect(page.getByRole('treegrid')).toBeFocused();
  await press('Enter');
  await expect(runStatus(page)).toHaveText('finished');

  await press('ControlOrMeta+k');
  await page.keyboard.type('settings');
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
