/**
 * A person draws digits on the pad: with the mouse along the lines of test images, elsewhere and in another size than they
 * were, with the keyboard alone, and again from what was kept.
 */

import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { vectorize } from '../shared/draw/vectorize.ts';
import { choose, fill, openForm, runStatus, start } from './support/actions.ts';
import { mnist, needsMnist } from './support/realData.ts';
import { expect, test } from './support/test.ts';

test.use({ data: mnist });

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Draw' });
const pad = (page: Page): Locator => page.getByRole('application', { name: 'Drawing pad' });
/** `It says 4 (97.2 %).` */
const verdict = (page: Page): Locator => panel(page).getByRole('status');
const bars = (page: Page): Locator => panel(page).getByRole('list').first();

/** A network that reads digits well after a few epochs, and its pad. */
async function openPad(page: Page): Promise<void> {
  needsMnist();
  await openForm(page);
  await choose(page, 'Dataset', 'MNIST');
  await fill(page, { 'Training images': '12000', 'Held out': '0', Length: '3', Name: 'Reads digits' });
  await start(page);
  await expect(runStatus(page)).toHaveText('finished', { timeout: 40_000 });
  await page.getByRole('link', { name: 'Inspect', exact: true }).last().click();
  await page.getByRole('tab', { name: 'Draw' }).click();
  await expect(verdict(page)).toHaveText('Nothing is drawn.');
}

/** Images of the test files as they are. */
function testImages(count: number): readonly Uint8Array[] {
  const bytes = gunzipSync(readFileSync(join(mnist, 't10k-images-idx3-ubyte.gz')));
  return Array.from({ length: count }, (_, i) => bytes.subarray(16 + i * 784, 16 + (i + 1) * 784));
}

interface Placed {
  /** Of the pad's side; the corner is where the image's own would be. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

async function drawWithMouse(page: Page, image: Uint8Array, { x, y, scale }: Placed): Promise<void> {
  const box = await pad(page).boundingBox();
  if (!box) throw new Error('there is no pad');
  for (const stroke of vectorize(image)) {
    const points = stroke.filter((_, i) => i % 9 === 0 || i === stroke.length - 1);
    const at = (point: { x: number; y: number }): [number, number] => [
      box.x + box.width * (x + scale * point.x),
      box.y + box.height * (y + scale * point.y),
    ];
    await page.mouse.move(...at(points[0]!));
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...at(point));
    await page.mouse.up();
  }
}

/** The class that the pad says, once it says any. */
async function said(page: Page): Promise<string> {
  await expect(verdict(page)).toHaveText(/^It says \d \(.*%\)\.$/);
  return /says (\d)/.exec((await verdict(page).textContent()) ?? '')![1]!;
}

/** What the network said of an image of the test split, from its detail. */
async function saidOfOriginal(page: Page, number: number): Promise<string> {
  await page.getByRole('textbox', { name: /^Jump to an image/ }).fill(String(number));
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Detail' });
  await expect(detail).toContainText(`#${number}`);
  const text = (await detail.textContent()) ?? '';
  return /said (\d)/.exec(text)?.[1] ?? /true (\d)/.exec(text)?.[1] ?? text;
}

test('what is drawn is read as the image was that it resembles', async ({ page }) => {
  await openPad(page);
  const places: readonly Placed[] = [
    { x: 0, y: 0, scale: 1 },
    { x: 0.4, y: 0.05, scale: 0.6 },
    { x: 0.05, y: 0.4, scale: 0.55 },
    { x: 0.2, y: 0.1, scale: 0.8 },
  ];
  const images = testImages(8);
  let same = 0;
  for (const [number, image] of images.entries()) {
    await drawWithMouse(page, image, places[number % places.length]!);
    const drawn = await said(page);
    if (drawn === (await saidOfOriginal(page, number))) same++;
    await panel(page).getByRole('button', { name: 'Clear' }).click();
    await expect(verdict(page)).toHaveText('Nothing is drawn.');
  }
  expect(same, `of ${images.length} drawings`).toBeGreaterThanOrEqual(6);
});

test('a one is drawn by keyboard alone, kept, and drawn again after a reload', async ({ page }) => {
  await openPad(page);
  await pad(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  expect(await said(page)).toBe('1');
  await expect(bars(page)).toBeVisible();

  await panel(page).getByRole('combobox', { name: 'it is' }).selectOption('1');
  await panel(page).getByRole('button', { name: 'Keep' }).press('Enter');
  const kept = panel(page).getByRole('list', { name: 'Kept drawings' }).getByRole('listitem');
  await expect(kept).toHaveCount(1);
  await expect(kept.getByRole('img', { name: 'Drawing labelled 1' })).toBeVisible();

  await page.reload();
  await page.getByRole('tab', { name: 'Draw' }).click();
  await expect(verdict(page)).toHaveText('Nothing is drawn.');
  await kept.getByRole('button').first().press('Enter');
  expect(await said(page)).toBe('1');
  await pad(page).press('Backspace');
  await expect(verdict(page)).toHaveText('Nothing is drawn.');
  await kept.getByRole('button').first().focus();
  await page.keyboard.press('Tab');
  await expect(kept.getByRole('button', { name: 'Remove this drawing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(kept).toHaveCount(0);
});
