/** An empty workspace, the form in its states, and the screens that need no run. */

import { choose, fill, startButton } from '../../tests/e2e/support/actions.ts';
import type { Studio } from './camera.ts';
import { openStage, source } from './service.ts';

export async function emptyStates({ browser, workspace, take }: Studio): Promise<void> {
  const stage = await openStage(browser, workspace);
  const { page } = stage;
  await page.getByRole('button', { name: 'Start a first experiment' }).waitFor();
  await take({ name: 'experiments-empty', page });

  await stage.show('/recipes');
  await page.getByRole('heading', { name: /^CS 189/ }).waitFor();
  await take({ name: 'recipes', page });

  await stage.show('/new');
  await startButton(page).isEnabled();
  await take({ name: 'new-fresh', page });

  await stage.show('/new?recipe=vu-learning-rates');
  await page.getByText('What to look for').waitFor();
  await take({ name: 'new-recipe', page });

  await stage.show('/new');
  if (source === 'mnist') await choose(page, 'Dataset', 'MNIST');
  await fill(page, {
    'Learning rate': '-0.1',
    'Batch size': 'many',
    'Units of hidden layer 1': '1000000000',
    Classes: '3',
  });
  await page.locator('[aria-invalid=true]').nth(2).waitFor();
  await take({ name: 'new-invalid', page });

  await stage.show('/new?recipe=uppsala-deep');
  for (const units of ['96', '64', '48', '32', '24', '16']) {
    await page.getByRole('button', { name: 'Add a hidden layer' }).click();
    await page
      .getByLabel(/^Units of hidden layer/)
      .last()
      .fill(units);
  }
  await page.getByRole('complementary', { name: 'Plan' }).getByText('16').first().waitFor();
  await take({ name: 'new-many-layers', page });

  await stage.show('/compare');
  await page.getByText('Nothing is compared yet').waitFor();
  await take({ name: 'compare-empty', page });

  await stage.show('/settings');
  await page.getByText('This installation').waitFor();
  await take({ name: 'settings', page });
  await stage.show('/help');
  await take({ name: 'help', page });
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Go to, start, change …').waitFor();
  await take({ name: 'palette', page });
  await page.keyboard.press('Escape');

  await stage.show('/runs/not-there');
  await page.getByRole('alert').waitFor();
  await take({ name: 'run-missing', page });
  await stage.end();
}
