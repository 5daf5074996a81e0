/**
 * What axe-core finds on every screen, light and dark: nothing serious. It judges names, roles, focus order and contrast as WCAG
 * 2.1 A and AA have them; what only a person can judge is in `accessibility.e2e.ts` and in the scenarios by keyboard.
 */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { fill, openForm, row, runStatus, start, takeFromMenu } from './support/actions.ts';
import { expect, test } from './support/test.ts';

async function expectClean(page: Page, screen: string): Promise<void> {
  await page.mouse.move(640, 799); // nothing is hovered
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours change over a moment; what is judged is where they end.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))); // prettier-ignore
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`) })); // prettier-ignore
    expect.soft(serious, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

async function show(page: Page, address: string): Promise<void> {
  await page.goto(new URL(`#/${address}`, page.url()).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('axe finds nothing serious before anything is trained', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing has been trained yet' })).toBeVisible();
  await expectClean(page, 'first steps');
  for (const screen of ['new', 'recipes', 'compare', 'inspect', 'data', 'settings', 'help']) {
    await show(page, screen);
    await expectClean(page, `${screen}, empty`);
  }
});

test('axe finds nothing serious in the Lab', async ({ page }) => {
  test.setTimeout(120_000);
  await show(page, 'lab');
  const exercises = page.getByRole('navigation', { name: 'Exercises' }).getByRole('link');
  await expect(exercises.first()).toBeVisible();
  for (const title of await exercises.allInnerTexts()) {
    await exercises.filter({ hasText: title }).click();
    await expect(page.getByRole('main', { name: title }).getByRole('heading').first()).toBeVisible();
    await expectClean(page, `lab, ${title}`);
  }
});

test('axe finds nothing serious with runs', async ({ page }) => {
  test.setTimeout(180_000);
  await openForm(page);
  await fill(page, { 'Training images': '1000', 'Held out': '300', Length: '3', Repeats: '2', Name: 'Two seeds' });
  await start(page);
  await expect(row(page, 'Two seeds')).toContainText('finished', { timeout: 40_000 });
  await expectClean(page, 'experiments');

  await page.locator('[role=row][aria-level="2"]').first().getByRole('link').first().click();
  await expect(runStatus(page)).toHaveText('finished');
  await expectClean(page, 'run');

  await page.getByRole('link', { name: 'Inspect', exact: true }).last().click();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expectClean(page, 'inspect');
  for (const name of await page.getByRole('tab').allInnerTexts()) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expectClean(page, `inspect, ${name}`);
  }

  await show(page, '');
  await takeFromMenu(page, 'Two seeds', 'Compare');
  await expect(page.getByRole('list', { name: 'Groups' })).toBeVisible();
  await expectClean(page, 'compare');

  await show(page, 'data/synthetic-digits');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectClean(page, 'data');
});
