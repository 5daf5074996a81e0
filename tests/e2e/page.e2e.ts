/** The page opens: its title, its frame, a live connection; a reload keeps it; a stranger's address does not open it. */

import { expect, test } from './support/test.ts';

test('the workbench opens', async ({ page }) => {
  await expect(page).toHaveTitle(/Backprop Workbench/);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.getByRole('heading').first()).toBeVisible();
});

test('a reload needs no secret in the address', async ({ page, host }) => {
  test.skip(host === 'electron', 'Electron has no address bar');
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(page.getByRole('heading').first()).toBeVisible();
});
