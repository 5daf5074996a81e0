/** A recipe from its card to the verdict: by course, through the form, beside the published value, in the row. */

import { fill, startButton } from './support/actions.ts';
import { expect, test } from './support/test.ts';

const title = /^Memorising random images/;

test('a recipe runs from its card and says whether it reproduced the published value', async ({ page }) => {
  await page.getByRole('link', { name: 'Recipes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recipes');
  const course = page.getByRole('region', { name: 'CS 189, UC Berkeley' });
  await course.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL(/recipe=cs189-memorise$/);
  await startButton(page).click();

  const started = page.getByRole('row', { name: title });
  await expect(started).toContainText('finished');
  await expect(started).toContainText('reproduced');
  await page.locator('[role=row][aria-level="2"]').first().getByRole('link').click();
  const published = page.getByRole('region', { name: 'Published values' });
  await expect(published).toContainText('first step with training error ≤ 0');
  await expect(published).toContainText('seed 5: 1');
  await expect(page.getByRole('region', { name: 'What to look for' })).toContainText('One iteration is enough');
});

test('after a change nothing is said to be reproduced', async ({ page }) => {
  await page.getByRole('link', { name: title }).click();
  await fill(page, { 'Learning rate': '0.5' });
  await startButton(page).click();
  await expect(page.getByRole('row', { name: title })).toContainText('not judged');
});
