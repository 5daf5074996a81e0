/**
 * Inspect, Draw and Data by the keyboard alone: Tab goes through all of a screen in its order and out again, where one is can
 * be seen, arrow keys move inside, Escape closes what is on top and nothing else, and the focus returns to where it was.
 */

import type { Page } from '@playwright/test';
import { fill, openForm, row, show, start } from './support/actions.ts';
import { expectSeen, placesOf, press, stopsOf, tabTo } from './support/keyboard.ts';
import { endedRunsOf, type ListedRun } from './support/records.ts';
import { expect, test } from './support/test.ts';

async function openInspect(page: Page, workspace: string): Promise<readonly ListedRun[]> {
  await openForm(page);
  await fill(page, {
    'Training images': '1200',
    'Held out': '400',
    'Units of hidden layer 1': '12',
    'Learning rate': '0.05',
    Length: '2',
    Repeats: '2',
    Name: 'Two seeds',
  });
  await start(page);
  await expect(row(page, 'Two seeds')).toContainText('finished', { timeout: 40_000 });
  const runs = await endedRunsOf(workspace, 'Two seeds');
  await show(page, `inspect/${runs[0]!.id}`);
  await expect(gallery(page).getByRole('gridcell').first()).toBeVisible();
  return runs;
}

const gallery = (page: Page) => page.getByRole('grid', { name: /^(Mistakes|Images)/ });
const mistakes = (page: Page) => page.getByRole('region', { name: /^(Mistakes|Images)$/ });
const detail = (page: Page) => page.getByRole('complementary', { name: 'Detail' });
const chips = (page: Page) => page.getByRole('list', { name: 'Filters in use' }).getByRole('listitem');
const focused = (page: Page) => page.locator(':focus');
/** Figures of the gallery, as a screen reader is told them. */
const told = (page: Page) => mistakes(page).getByRole('status');

test('Tab goes through Inspect in its order, is seen everywhere, and gets out again', async ({ page, workspace }) => {
  await openInspect(page, workspace);
  await expect(detail(page).getByRole('list', { name: 'Nearest training images' })).toBeVisible();
  const stops = await stopsOf(page);
  expectSeen(stops);
  const places = placesOf(stops, ['Screens', 'Confusion', 'Weights', 'Mistakes', 'Detail']);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(stops.map(({ name }) => name), 'no stop has no name').not.toContain(''); // prettier-ignore
});

test('a cell of the matrix, an image and its tag by keyboard alone', async ({ page, workspace }) => {
  await openInspect(page, workspace);
  const all = await told(page).textContent();

  await test.step('the slider goes through the epochs, and the count is told', async () => {
    await tabTo(page, page.getByRole('slider', { name: 'Epoch' }));
    await page.keyboard.press('Home');
    await expect(told(page)).not.toHaveText(all ?? '');
    await page.keyboard.press('End');
    await expect(told(page)).toHaveText(all ?? '');
  });

  await test.step('arrow keys move in the matrix, Enter opens the images of a cell and closes them again', async () => {
    const cells = page.getByRole('grid', { name: 'Confusion matrix' }).getByRole('button');
    await tabTo(page, cells.and(page.locator('[tabindex="0"]')));
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    const name = (await focused(page).getAttribute('aria-label')) ?? '';
    expect(name).toMatch(/^true 1, said 9: \d+ images/);
    await page.keyboard.press('Enter');
    await expect(chips(page)).toHaveText(['1 → 9']);
    await expect(told(page)).toHaveText(new RegExp(`^${/: (\d+)/.exec(name)![1]} of 400`));
    await expect(focused(page)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Enter');
    await expect(told(page)).toHaveText(all ?? '');
  });

  await test.step('a filter taken away leaves the focus beside it', async () => {
    const menu = page.getByRole('button', { name: 'filter', exact: true });
    await press(page, menu);
    const choice = page.getByRole('combobox', { name: 'True class' });
    await choice.press('Enter');
    await expect(page.getByRole('option', { name: 'any' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(choice).toBeFocused();
    await choice.press('Enter');
    await page.getByRole('option', { name: '3', exact: true }).press('Enter');
    await expect(page.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(choice).toHaveCount(0);
    await expect(menu).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(focused(page)).toHaveAttribute('aria-label', 'Filter true 3: remove');
    await page.keyboard.press('Enter');
    await expect(menu).toBeFocused();
  });

  await test.step('Escape closes the tags, then the image, and leads back to the gallery', async () => {
    await tabTo(page, gallery(page));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const tag = detail(page).getByRole('button', { name: 'Tag', exact: true });
    await press(page, tag);
    await page.getByRole('textbox', { name: 'New tag' }).fill('blurred');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(tag).toBeFocused();
    await expect(detail(page)).toContainText('blurred');
    await detail(page).getByRole('button', { name: 'Remove the tag blurred' }).press('Enter');
    await expect(tag).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(detail(page)).toHaveCount(0);
    await expect(gallery(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await detail(page).getByRole('button', { name: 'Close the detail' }).press('Enter');
    await expect(gallery(page)).toBeFocused();
  });

  await test.step('menus give the focus back', async () => {
    for (const name of ['Compare with…', 'Export the gallery']) {
      const button = page.getByRole('button', { name });
      await button.press('Enter');
      await expect(page.getByRole('menu')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  });
});

test('tabs, units and drawings by keyboard alone', async ({ page, workspace }) => {
  const [, second] = await openInspect(page, workspace);
  await tabTo(page, page.getByRole('tab', { name: 'Weights', exact: true }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Draw', exact: true })).toBeFocused();
  await tabTo(page, page.getByRole('application', { name: 'Drawing pad' }));
  await page.keyboard.press('Space');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Space');
  const panel = page.getByRole('region', { name: 'Draw' });
  await expect(panel.getByRole('status')).toHaveText(/^It says \d/);
  await press(page, panel.getByRole('button', { name: 'Keep' }));
  const kept = panel.getByRole('list', { name: 'Kept drawings' }).getByRole('listitem');
  await expect(kept).toHaveCount(1);
  const remove = kept.getByRole('button', { name: 'Remove this drawing' });
  await tabTo(page, kept.getByRole('button').first());
  await page.keyboard.press('Tab');
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(kept).toHaveCount(0);
  await expect(panel.getByRole('button', { name: 'Keep' })).toBeFocused();

  await test.step('another seed is asked about the same drawing, in the same panel', async () => {
    await page.getByRole('list', { name: 'Verdict of every seed' }).getByRole('link', { name: /^seed 2 said/ }).press('Enter'); // prettier-ignore
    await expect(page).toHaveURL(new RegExp(`/inspect/${second!.id}`));
    await expect(page.getByRole('tab', { name: 'Draw', exact: true })).toHaveAttribute('aria-selected', 'true');
    await expect(panel.getByRole('status')).toHaveText(/^It says \d/);
  });
});

test('Data by keyboard alone', async ({ page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  const entry = page.getByRole('navigation', { name: 'Datasets' }).getByRole('link', { name: /^Synthetic digits/ });
  await press(page, entry);
  const grid = page.getByRole('grid', { name: /^Training images/ });
  await expect(grid).toBeVisible({ timeout: 30_000 });

  await test.step('every stop is seen, in the order of the screen', async () => {
    const stops = await stopsOf(page);
    expectSeen(stops);
    const places = placesOf(stops, ['Screens', 'Datasets', 'Training images', 'About Synthetic digits']);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  await test.step('the dialog begins at the path, and gives the focus back', async () => {
    const add = page.getByRole('button', { name: 'Add data…' });
    await press(page, add);
    await expect(page.getByRole('textbox', { name: 'Path' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(add).toBeFocused();
  });

  await test.step('#42 shows image 42, the arrow keys its neighbours, Escape the grid', async () => {
    await tabTo(page, page.getByRole('textbox', { name: 'Jump to an image by its number' }));
    await page.keyboard.type('#42');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'image #42' }).getByRole('status')).toContainText(/label \d/);
    await tabTo(page, grid);
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('region', { name: 'image #43' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: /^image #/ })).toHaveCount(0);
    await expect(grid).toBeFocused();
  });

  await test.step('a class is chosen in the list, and let go beside the images', async () => {
    await press(page, page.getByRole('button', { name: /^Class 3/ }));
    await expect(page.getByRole('region', { name: 'Training images' }).getByRole('status')).toContainText(' of ');
    const chip = page.getByRole('button', { name: 'Filter class 3: remove' });
    await tabTo(page, chip);
    await page.keyboard.press('Enter');
    await expect(chip).toHaveCount(0);
    await expect(focused(page)).not.toHaveCount(0);
  });
});
