/**
 * What axe-core finds on every screen as it opens, light and dark: nothing serious. What opens over a screen is in
 * `axe-open.e2e.ts`, the panels of Inspect in `axe-inspect.e2e.ts`, the Lab in `axe-lab.e2e.ts`; what only a person can judge
 * is in `accessibility.e2e.ts` and in the scenarios by keyboard.
 */

import { fill, openForm, row, runStatus, show, start, takeFromMenu } from './support/actions.ts';
import { expectClean } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test('axe finds nothing serious before anything is trained', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing has been trained yet' })).toBeVisible();
  await expectClean(page, 'first steps');
  for (const screen of ['new', 'recipes', 'compare', 'inspect', 'data', 'settings', 'help']) {
    await show(page, screen);
    await expectClean(page, `${screen}, empty`);
  }
});

test('axe finds nothing serious with runs', async ({ page }) => {
  await openForm(page);
  await fill(page, { 'Training images': '1000', 'Held out': '300', Length: '3', Repeats: '2', Name: 'Two seeds' });
  await start(page);
  await expect(row(page, 'Two seeds')).toContainText('finished', { timeout: 40_000 });
  await expectClean(page, 'experiments');

  await page.locator('[role=row][aria-level="2"]').first().getByRole('link').first().click();
  await expect(runStatus(page)).toHaveText('finished');
  await expectClean(page, 'run');
  await show(page, 'inspect');
  await expectClean(page, 'the runs to choose from');

  await show(page, '');
  await takeFromMenu(page, 'Two seeds', 'Compare');
  await expect(page.getByRole('list', { name: 'Groups' })).toBeVisible();
  await expectClean(page, 'compare');

  await show(page, 'data/synthetic-digits');
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 30_000 });
  await expectClean(page, 'data');
});

test('axe finds nothing serious with a recipe that was reproduced', async ({ page }) => {
  await show(page, 'new?recipe=cs189-memorise');
  await expectClean(page, 'the form of a recipe');
  await start(page);
  const started = page.getByRole('row', { name: /^Memorising random images/ });
  await expect(started).toContainText('reproduced', { timeout: 30_000 });
  await expectClean(page, 'a verdict in its row');
  await page.locator('[role=row][aria-level="2"]').first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Published values' })).toContainText('seed 5: 1');
  await expectClean(page, 'published values');
  await show(page, 'recipes');
  await expectClean(page, 'recipes');
});
