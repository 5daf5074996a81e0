/** What every screen owes a screen reader: one heading of its own, and a name for whatever can be used or looked at. */

import type { Page } from '@playwright/test';
import { fill, openForm, row, start, takeFromMenu } from './support/actions.ts';
import { expect, test } from './support/test.ts';

const roles = [
  'button',
  'link',
  'textbox',
  'searchbox',
  'checkbox',
  'combobox',
  'slider',
  'img',
  'progressbar',
] as const;

/** The markup, so that a failure says which one it is. */
const markupOf = (page: Page, role: (typeof roles)[number], name: RegExp | undefined): Promise<string[]> =>
  page
    .getByRole(role, name ? { name } : {})
    .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML.slice(0, 160)));

async function expectNamed(page: Page, screen: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }), `${screen}: one heading of the first level`).toHaveCount(1);
  for (const role of roles)
    await expect(async () => {
      const named = new Set(await markupOf(page, role, /\S/));
      const nameless = (await markupOf(page, role, undefined)).filter((markup) => !named.has(markup));
      expect(nameless, `${screen}: every ${role} has a name`).toEqual([]);
    }).toPass({ timeout: 3000 });
}

test('every screen has one heading, and everything on it has a name', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing has been trained yet' })).toBeVisible();
  await expectNamed(page, 'first steps');

  await openForm(page);
  await fill(page, { 'Training images': '1000', 'Held out': '200', Length: '2', Repeats: '2', Name: 'Two seeds' });
  await fill(page, { 'Learning rate': '0.1, 0.2' });
  await page.keyboard.press('Enter');
  await expectNamed(page, 'new experiment');
  await start(page);
  await expect(row(page, 'Two seeds')).toContainText('finished');
  await expectNamed(page, 'experiments');

  await page.locator('[role=row][aria-level="2"]').first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Scores' })).toBeVisible();
  await expectNamed(page, 'run');

  await page.goto(new URL('#/', page.url()).href);
  await takeFromMenu(page, 'Two seeds', 'Compare');
  await expect(page.getByRole('list', { name: 'Groups' })).toBeVisible();
  await expectNamed(page, 'compare');

  for (const screen of ['recipes', 'compare', 'settings', 'help']) {
    await page.goto(new URL(`#/${screen}`, page.url()).href);
    await expect(page).toHaveURL(new RegExp(`#/${screen}$`));
    await expectNamed(page, `${screen}, as it is opened`);
  }
});
