/** The form tells what is wrong beside the field that is wrong, and does not start before it is right. */

import { formatCount } from '../../src/shared/format.ts';
import { choose, fill, openForm, startButton } from './support/actions.ts';
import { expect, test } from './support/test.ts';

const wrong: readonly [label: string, value: string, sentence: RegExp, right: string][] = [
  ['Learning rate', '-1', /^given -1, expected a number above 0$/, '0.1'],
  ['Units of hidden layer 1', '1000000000', /^given 1000000000, expected a whole number from 1 to 100000$/, '64'],
  ['Batch size', 'many', /^given "?many"?, expected .*full/, '100'],
  ['Length', '0', /^given 0, expected a whole number/, '5'],
  ['Held out', '12000', /12[ ,\u2009\u202f]?000/, '2000'],
  ['Classes', '3', /at least 2/, ''],
];

test('an invalid field has its sentence beside it, and nothing starts', async ({ page }) => {
  await openForm(page);
  await expect(startButton(page)).toBeEnabled();
  for (const [label, value, sentence, right] of wrong)
    await test.step(`${label} = ${value}`, async () => {
      const field = page.getByLabel(label, { exact: true });
      await field.fill(value);
      await expect(startButton(page)).toBeDisabled();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(sentence);
      await page.keyboard.press('Control+Enter');
      await expect(page).toHaveURL(/#\/new$/);
      await field.fill(right);
      await expect(startButton(page)).toBeEnabled();
    });
});

test('data that cannot be read is refused with a sentence, and the form stays usable', async ({ page, workspace }) => {
  await openForm(page);
  await page.getByRole('button', { name: 'Add data…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add data' });
  await dialog.getByLabel('Path').fill(`${workspace}/nothing-here`);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toContainText('nothing-here');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(startButton(page)).toBeEnabled();
});

test('the plan follows the form', async ({ page }) => {
  await openForm(page);
  const plan = page.getByRole('complementary', { name: 'Plan' });
  await fill(page, { 'Units of hidden layer 1': '10', 'Learning rate': '0.5' });
  await expect(plan).toContainText(formatCount(784 * 10 + 10 + 10 * 10 + 10));
  await page.getByRole('button', { name: 'Add a hidden layer' }).click();
  await fill(page, { 'Units of hidden layer 2': '5' });
  await expect(plan).toContainText(formatCount(784 * 10 + 10 + 10 * 5 + 5 + 5 * 10 + 10));
  await choose(page, 'Output', 'one sigmoid unit');
  await expect(page.getByText(/two classes/).last()).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(startButton(page)).toBeEnabled();
});
