/** What axe-core finds in all that opens over a screen: menus, popovers, dialogs, the palette; and in forms with problems. */

import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawing, fill, openForm, row, runStatus, show, start, takeFromMenu } from './support/actions.ts';
import { expectClean } from './support/axe.ts';
import { expect, test } from './support/test.ts';

/** Two learning rates with two seeds each, from a form whose states are looked at on the way. */
async function trainSweep(page: Page, look: (state: string) => Promise<void> = async () => {}): Promise<void> {
  await openForm(page);
  await fill(page, { 'Training images': '1000', 'Held out': '300', Length: '2', Repeats: '2', Name: 'Two rates' });
  await page.getByLabel('Learning rate', { exact: true }).fill('fast');
  await look('a form with a problem');
  await fill(page, { 'Learning rate': '0.05, 0.2' });
  await page.keyboard.press('Enter');
  await look('a form with a sweep');
  await start(page);
  await expect(row(page, 'Two rates')).toContainText('finished', { timeout: 40_000 });
}

test('axe finds nothing serious in the menus and dialogs of Experiments', async ({ page }) => {
  await trainSweep(page, (state) => expectClean(page, state));
  await page.getByRole('button', { name: 'Columns and grouping' }).click();
  await page.getByRole('menuitem', { name: 'Group by' }).press('ArrowRight');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Experiment' })).toBeVisible();
  await expectClean(page, 'columns and grouping');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions for Two rates', exact: true }).click();
  await expectClean(page, 'the menu of a row');
  await page.keyboard.press('Escape');

  for (const entry of ['Rename experiment', 'Tags and notes', 'Export report…']) {
    await takeFromMenu(page, 'Two rates', entry);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, `the dialog ${entry}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('textbox').or(page.getByRole('combobox')).first().fill('seed');
  await expectClean(page, 'the palette');
  await page.keyboard.type(' of nothing at all');
  await expectClean(page, 'a palette that finds nothing');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('no such thing');
  await expectClean(page, 'a search that finds nothing');
});

test('axe finds nothing serious while runs train, and before they are deleted', async ({ page }) => {
  await openForm(page);
  await fill(page, { Length: '5000', Name: 'Very long' });
  await start(page);
  await expect(runStatus(page)).toHaveText(/^epoch/);
  await expectClean(page, 'a run that trains');
  await show(page, '');
  await page.getByRole('treegrid').press('Space');
  await expect(page.getByRole('toolbar', { name: 'Selected runs' })).toBeVisible();
  await expectClean(page, 'a run that is selected');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: /Stop and delete/ })).toBeVisible();
  await expectClean(page, 'before a run is deleted');
  await page.getByRole('button', { name: 'Stop and delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expectClean(page, 'what can be undone');
});

test('axe finds nothing serious in Compare, in each of its modes and with all that opens', async ({ page }) => {
  await trainSweep(page);
  await takeFromMenu(page, 'Two rates', 'Compare');
  await expect(drawing(page)).toBeVisible();
  for (const mode of ['overlay', 'side by side']) {
    await page.getByRole('radiogroup', { name: 'Panels' }).or(page.getByRole('group', { name: 'Panels' })).getByText(mode).click();
    await drawing(page).focus();
    await page.keyboard.press('ArrowRight');
    await expectClean(page, `compare, ${mode}`);
  } // prettier-ignore
  await expect(page.getByRole('status', { name: 'Comparison' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Metric' }).click();
  await expectClean(page, 'the metrics');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Both rates');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the view' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await expect(page.getByRole('list', { name: 'Saved views' })).toContainText('Both rates');
  await expectClean(page, 'saved views');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expectClean(page, 'the files of a drawing');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'add runs' }).click();
  await page.getByRole('dialog').getByRole('button', { expanded: false }).first().click();
  await expectClean(page, 'the runs to choose');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Final run from best' }).click();
  await expect(page.getByRole('table', { name: 'Configurations by mean validation error' })).toBeVisible();
  await expectClean(page, 'the final run');
});

test('axe finds nothing serious in Data: dialogs, problems, points, rows', async ({ page, workspace }) => {
  const table = join(workspace, 'rows.csv');
  writeFileSync(
    table,
    `length,width,label\n${Array.from({ length: 60 }, (_, i) => `${i}.5,${60 - i},${i % 3}\n`).join('')}`,
  );
  await show(page, 'data/mnist');
  await expectClean(page, 'a dataset to get');
  await page.getByRole('button', { name: 'Add data…' }).click();
  await expectClean(page, 'the dialog that adds data');
  await page.getByRole('textbox', { name: 'Path' }).fill(join(workspace, 'nothing'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expectClean(page, 'a path that leads nowhere');
  await page.getByRole('textbox', { name: 'Path' }).fill(table);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /rows/ }).first()).toBeVisible();
  await expectClean(page, 'points or rows that were added');
  await page.getByRole('button', { name: /^Actions for rows/ }).click();
  await expectClean(page, 'the menu of a dataset');
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await expectClean(page, 'a dataset that gets another name');
  await page.keyboard.press('Escape');

  await show(page, 'data/synthetic-digits?class=3&image=42');
  await expect(page.getByRole('region', { name: 'image #42' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('textbox', { name: /^Jump to an image/ }).fill('999999');
  await page.keyboard.press('Enter');
  await expectClean(page, 'an image, and a jump that leads nowhere');
  await show(page, 'data/ellipse?image=3');
  await expect(page.getByRole('img', { name: /as a plot of the two inputs/ })).toBeVisible();
  await expectClean(page, 'points');
  await show(page, 'data/nothing');
  await expectClean(page, 'a dataset that is not there');
});
