/** What axe-core finds in Inspect: every panel, runs beside one another, the image, the weights, drawings, and all that opens. */

import type { Page } from '@playwright/test';
import { fill, openForm, row, show, start } from './support/actions.ts';
import { expectClean } from './support/axe.ts';
import { endedRunsOf } from './support/records.ts';
import { expect, test } from './support/test.ts';

/** Three seeds of a small network, the first one looked at. */
async function openInspect(page: Page, workspace: string, hidden = '12'): Promise<void> {
  await openForm(page);
  await fill(page, {
    'Training images': '1000',
    'Held out': '300',
    'Units of hidden layer 1': hidden,
    'Learning rate': '0.05',
    Length: '2',
    Repeats: '3',
    Name: 'Three seeds',
  });
  await start(page);
  await expect(row(page, 'Three seeds')).toContainText('finished', { timeout: 40_000 });
  const [first] = await endedRunsOf(workspace, 'Three seeds');
  await show(page, `inspect/${first!.id}`);
  await expect(grid(page).getByRole('gridcell').first()).toBeVisible();
}

const grid = (page: Page) => page.getByRole('grid', { name: /^(Mistakes|Images)/ });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

test('axe finds nothing serious in the panels of Inspect, alone and beside other runs', async ({ page, workspace }) => {
  await openInspect(page, workspace);
  await expectClean(page, 'as it opens');
  for (const name of await page.getByRole('tab').allInnerTexts()) {
    await tab(page, name).click();
    await expectClean(page, `the panel ${name}`);
  }
  await tab(page, 'Confusion').click();
  await page.getByLabel('totals').check();
  await page.getByText('3 seeds', { exact: true }).click();
  await expect(page.getByText('Asking every seed…')).toHaveCount(0);
  await expectClean(page, 'the confusion of all seeds');
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await expectClean(page, 'the runs to compare with');
  await page.getByRole('menuitemcheckbox', { name: 'seed 2' }).click();
  await page.getByText('difference', { exact: true }).click();
  await page.getByText('% by true').click();
  await expectClean(page, 'the difference of two runs');
  await page.getByRole('button', { name: 'Precision, recall and F1' }).click();
  await expectClean(page, 'the scores of the classes');
  await tab(page, 'Runs').click();
  await page.getByRole('button', { name: /^wrong in 1 of 3:/ }).click();
  await page.getByRole('button', { name: /^fixed:/ }).click();
  await expect(page.getByRole('list', { name: 'Filters in use' }).getByRole('listitem')).toHaveCount(3);
  await expectClean(page, 'two runs, narrowed');
});

test('axe finds nothing serious in the gallery and the image, and in what opens there', async ({ page, workspace }) => {
  await openInspect(page, workspace);
  await page.getByRole('button', { name: 'Export the gallery' }).click();
  await expectClean(page, 'the files of the gallery');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Order of the images' }).click();
  await expectClean(page, 'the orders of the gallery');
  await page.keyboard.press('Escape');

  await grid(page).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('toolbar', { name: 'Marked images' }).getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('textbox', { name: 'New tag' }).fill('blurred');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText('blurred');
  await expectClean(page, 'the tags');
  await page.keyboard.press('Escape');
  const detail = page.getByRole('complementary', { name: 'Detail' });
  await expect(detail.getByRole('list', { name: 'Nearest training images' }).getByRole('listitem')).toHaveCount(5);
  await detail.getByText('hidden', { exact: true }).click();
  await expect(detail.getByRole('list', { name: 'Verdict of every seed' })).toBeVisible();
  await expectClean(page, 'marked images and one of them');

  await page.getByRole('textbox', { name: /^Jump to an image/ }).fill('nowhere');
  await page.keyboard.press('Enter');
  await expectClean(page, 'a jump that leads nowhere');
  await page.getByRole('button', { name: 'filter', exact: true }).click();
  await expectClean(page, 'the filter');
  await page.getByRole('combobox', { name: 'True class' }).click();
  await expectClean(page, 'a choice of the filter');
  await page.getByRole('option', { name: '3', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Confidence up to, per cent' }).fill('11');
  await page.keyboard.press('Escape');
  await expectClean(page, 'a filter that nothing fits');
});

test('axe finds nothing serious in a unit enlarged, in a verdict and in kept drawings', async ({ page, workspace }) => {
  await openInspect(page, workspace);
  await page.getByRole('grid', { name: /^First-layer weights/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: /^unit \d+, enlarged$/ })).toBeFocused();
  await expectClean(page, 'a unit enlarged');
  await page.getByRole('combobox', { name: 'Order of the units' }).click();
  await expectClean(page, 'the orders of the units');
  await page.keyboard.press('Escape');

  await tab(page, 'Draw').click();
  await page.getByRole('application', { name: 'Drawing pad' }).focus();
  await page.keyboard.press('Space');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  const panel = page.getByRole('region', { name: 'Draw' });
  await expect(panel.getByRole('status')).toHaveText(/^It says/);
  await panel.getByRole('button', { name: 'Keep' }).click();
  await expect(panel.getByRole('list', { name: 'Kept drawings' }).getByRole('listitem')).toHaveCount(1);
  await expectClean(page, 'a drawing, kept');
  await panel.getByLabel('all seeds').check();
  await expect(panel.getByRole('table').getByRole('columnheader')).toHaveCount(4);
  await expectClean(page, 'a drawing before all seeds');

  await page.setViewportSize({ width: 960, height: 640 });
  for (const { label, is } of [
    { label: 'Confusion', is: 'Confusion' },
    { label: 'Weights', is: 'Weights' },
  ]) {
    await page.getByRole('radiogroup', { name: 'Part of the screen' }).getByText(label).click();
    await expect(page.getByRole('region', { name: is })).toBeVisible();
    await expectClean(page, `in a small window, ${label}`);
  }
});
