/** The training exercises of the Lab: points drawn by hand are told apart on screen, noise is learnt by heart, step 10 kills. */

import type { Page } from '@playwright/test';
import { mnist, needsMnist } from './support/realData.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const open = async (page: Page, exercise: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Lab' }).click();
  await page.getByRole('navigation', { name: 'Exercises' }).getByRole('link', { name: exercise }).click();
};
const train = (page: Page): Promise<void> => page.getByRole('button', { name: 'Train', exact: true }).click();
/** How the run stands, beside the button that started it. */
const status = (page: Page) => page.getByRole('region', { name: 'Network' }).getByRole('status');
const plane = (page: Page, name: RegExp) => page.getByLabel(name).and(page.locator('canvas'));

/** Draws a point of a class at a place of the plane, with the keyboard alone, from the cursor's place. */
async function addByKeys(page: Page, from: readonly [number, number], to: readonly [number, number], label: number) {
  for (const [axis, keys] of [
    ['ArrowRight', 'ArrowLeft'],
    ['ArrowUp', 'ArrowDown'],
  ].entries()) {
    const by = to[axis]! - from[axis]!;
    for (let i = 0; i < Math.abs(by) / 0.5; i++) await page.keyboard.press(`Shift+${by > 0 ? keys[0] : keys[1]}`);
  }
  await page.keyboard.press(String(label));
}

/** Which class's colour stands in the drawing around a place of the plane: blue is class 0, orange class 1. */
const drawnClass = (page: Page, place: readonly [number, number]): Promise<number> =>
  plane(page, /own points/).evaluate((canvas, [x, y]) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('expected a canvas');
    const ratio = canvas.width / canvas.clientWidth;
    // As plane.ts has it: margins of 44, 16, 14 and 30 pixels around the square from −3 to 3.
    const [width, height] = [canvas.clientWidth - 60, canvas.clientHeight - 44];
    const scale = Math.min(width, height) / 6;
    // A little beside the point, whose own mark would speak for it.
    const at = [44 + width / 2 + (x + 0.2) * scale, 14 + height / 2 - (y + 0.2) * scale];
    // A copy to read from: reading the page's own canvas again and again would slow its drawing down.
    const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    context.drawImage(canvas, 0, 0);
    const [red = 0, , blue = 0] = context.getImageData(at[0]! * ratio, at[1]! * ratio, 1, 1).data;
    return blue > red ? 0 : 1;
  }, place);

test('points drawn with mouse and keyboard are told apart on screen', async ({ page }) => {
  await open(page, 'Decision boundary');
  await page.getByText('Own points').click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText(/There are no points yet/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();

  const corners = [
    [[1.5, 1.5], 0],
    [[-1.5, 1.5], 1],
    [[-1.5, -1.5], 0],
    [[1.5, -1.5], 1],
  ] as const;
  await plane(page, /^0 own points/).focus();
  let cursor: readonly [number, number] = [0, 0];
  for (const [place, label] of corners) {
    await addByKeys(page, cursor, place, label);
    cursor = place;
  }
  await expect(plane(page, /^4 own points/)).toBeVisible();

  const box = (await plane(page, /^4 own points/).boundingBox())!;
  await page.getByRole('radio', { name: /class 1/ }).check();
  await plane(page, /own points/).click({ position: { x: box.width / 2, y: 60 } });
  await expect(plane(page, /^5 own points/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(plane(page, /^4 own points/)).toBeVisible();

  await page.getByLabel('Batch size').fill('4');
  await train(page);
  await expect(status(page)).toHaveText('finished');
  await expect(page.getByText(/^train loss, error/).locator('xpath=following-sibling::dd[1]')).toContainText('0.00 %');
  await expect(plane(page, /decision of a network after step 400/)).toBeVisible();
  for (const [place, label] of corners)
    await expect.poll(() => drawnClass(page, place), `the field at ${place.join(', ')}`).toBe(label);

  await test.step('the kept weights replay, and the run is one of the workspace', async () => {
    const slider = page.getByRole('slider', { name: 'Epoch' });
    await slider.press('Home');
    await expect(plane(page, /decision of a network after step 0/)).toBeVisible();
    await page.getByRole('link', { name: 'its page' }).click();
    await expect(
      page
        .getByText('lab', { exact: true })
        .or(page.getByText(/Decision boundary: 4 points/))
        .first(),
    ).toBeVisible();
  });
});

test('the field follows the ellipse while the network trains', async ({ page }) => {
  await open(page, 'Decision boundary');
  await page.getByLabel('Hidden units').fill('40, 40');
  await page.getByLabel('Epochs').fill('100');
  await train(page);
  const steps = new Set<string>();
  const look = async (): Promise<number> => {
    const said = await page.locator('canvas').first().getAttribute('aria-label');
    const step = /after step (\d+)/.exec(said ?? '')?.[1];
    if (step) steps.add(step);
    return steps.size;
  };
  await expect
    .poll(look, { message: 'fields of weights that change', intervals: [50], timeout: 30_000 })
    .toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(status(page)).toHaveText('stopped');
});

test('noise is known by heart at a step that is named', async ({ page }) => {
  await open(page, 'Memorise noise');
  await page.getByRole('button', { name: /^Take these: no hidden layer/ }).click();
  await train(page);
  await expect(page.getByText('100 % at step 1', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: /^Take these: 200 ReLU units, momentum/ }).click();
  await train(page);
  await expect(page.getByText(/^100 % at step \d+$/)).not.toHaveText('100 % at step 1');
  const table = page.getByRole('table', { name: /Iterations until/ });
  await expect(table.getByRole('row', { name: /this workspace/ })).toHaveCount(2);
  await expect(table.getByRole('row', { name: /this workspace/ }).first()).toContainText('no hidden layer');
});

test.describe('with MNIST', () => {
  test.use({ data: mnist });

  test('step 10 leaves nearly all units dead, step 0.1 hardly any', async ({ page }) => {
    needsMnist();
    test.setTimeout(180_000);
    await open(page, 'Step size 10');
    await page.getByRole('button', { name: 'Train both' }).click();
    const calm = page.getByRole('region', { name: 'Hidden units, step 0.1' });
    const wild = page.getByRole('region', { name: 'Hidden units, step 10' });
    await expect(wild).toContainText('nothing is left to learn with', { timeout: 150_000 });
    await expect(calm.getByRole('row')).toHaveCount(7, { timeout: 60_000 });
    const deadAtEnd = async (panel: typeof calm): Promise<number> =>
      Number.parseInt((await panel.getByRole('row').last().getByRole('cell').first().textContent()) ?? '');
    expect(await deadAtEnd(wild)).toBeGreaterThan(180);
    expect(await deadAtEnd(calm)).toBeLessThan(20);
    await expect(page.getByRole('region', { name: 'Test error' }).getByRole('img')).toHaveAccessibleName(
      /step 0\.1 from .* to 1\.\d\d %.*step 10 from .* to (49|50)\.\d\d %/,
    );
  });
});

test('step 10 says where MNIST comes from while it is missing', async ({ page }) => {
  await open(page, 'Step size 10');
  await page.getByRole('link', { name: 'Get MNIST' }).click();
  await expect(page).toHaveURL(/\/data\/mnist$/);
});
