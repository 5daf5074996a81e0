/** The Data screen: MNIST by download, folders dropped on the window, what is looked at, and that nothing is lost by a removal. */

import type { Page } from '@playwright/test';
import { createReadStream, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expectClean } from './support/axe.ts';
import { mnist, needsMnist } from './support/realData.ts';
import { expect, test as base } from './support/test.ts';

/** A mirror of MNIST on this machine, in place of the public sources. Its first answer is a connection that breaks. */
const test = base.extend({
  env: async ({}, use) => {
    let answered = 0;
    const mirror = createServer((request, response) => {
      const file = join(mnist, request.url?.split('/').at(-1) ?? '');
      if (!existsSync(file)) return void response.writeHead(404).end();
      const { size } = statSync(file);
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = { 'content-range': `bytes ${start}-${size - 1}/${size}` };
      response.writeHead(start > 0 ? 206 : 200, { 'content-length': size - start, ...(start > 0 && range) });
      const isFirst = answered++ === 0;
      const content = createReadStream(file, { start, ...(isFirst && { end: 2 ** 20 }) });
      content.pipe(response, { end: false });
      content.on('end', () => void (isFirst ? response.destroy() : response.end()));
    });
    await new Promise<void>((listening) => mirror.listen(0, '127.0.0.1', listening));
    await use({ BACKPROP_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}` });
    mirror.closeAllConnections();
    await new Promise((closed) => mirror.close(closed));
  },
});

const goToData = (page: Page): Promise<void> =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Data' }).click();
const entry = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Datasets' }).getByRole('link', { name });
const about = (page: Page) => page.getByRole('complementary', { name: /^About / });

/** Drags files or folders of this machine onto the window and drops them there. */
async function drop(page: Page, files: readonly string[], before: () => Promise<void> = async () => {}): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  // The page has to agree to the drop before there can be one.
  await expect(page.getByText('Drop it to add it to your datasets')).toBeVisible();
  await before();
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 610, y: 400, data });
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 400, data });
}

test('MNIST is downloaded through a connection that breaks, verified, and shown', async ({ page, workspace }) => {
  needsMnist();
  await goToData(page);
  await entry(page, /MNIST download/)
    .first()
    .click();
  await expectClean(page, 'a dataset to get');
  await page.getByRole('button', { name: /^Download MNIST/ }).click();
  await expect(page.getByRole('grid', { name: 'Training images, 60 000 images' })).toBeVisible({ timeout: 30_000 });
  await expect(about(page)).toContainText(/downloaded from 127\.0\.0\.1/);
  expect(readdirSync(join(workspace, 'datasets/mnist')).every((name) => name.endsWith('-ubyte.gz'))).toBe(true);

  await page.getByRole('textbox', { name: 'Jump to an image by its number' }).fill('#42');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'image #42' })).toContainText('label 7');
  await expect(page.getByRole('gridcell', { name: 'label 7, #42' })).toBeVisible();
  await expect(page).toHaveURL(/\/data\/mnist\?image=42$/);
  await expectClean(page, 'real images');
  await page.reload();
  await expect(page.getByRole('region', { name: 'image #42' })).toContainText('label 7');
});

test('a folder dropped on the window is announced, copied, and added', async ({ page, workspace, host }) => {
  needsMnist();
  test.skip(host === 'electron', 'the protocol of drags is the browser’s');
  await goToData(page);
  await drop(page, [mnist], async () => {
    await expect(page.getByText('It is copied into the workspace on this machine')).toBeVisible();
  });
  await expect(page.getByRole('grid', { name: 'Training images, 60 000 images' })).toBeVisible({ timeout: 30_000 });
  await expect(about(page)).toContainText('sent from the browser');
  const [upload] = readdirSync(join(workspace, 'uploads'));
  expect(readdirSync(join(workspace, 'uploads', upload!, 'mnist'))).toHaveLength(4);
});

test('what cannot be read is refused with a sentence, and its copy goes', async ({ page, workspace, host }) => {
  test.skip(host === 'electron', 'the protocol of drags is the browser’s');
  const file = join(workspace, 'letter.txt');
  writeFileSync(file, 'Dear workbench,\nthis is no dataset.\n');
  await goToData(page);
  await drop(page, [file]);
  await expect(page.getByText('Adding what was dropped did not work', { exact: true })).toBeVisible();
  await expect(page.getByText(/letter\.txt: /).last()).toBeVisible();
  expect(readdirSync(join(workspace, 'uploads'))).toEqual([]);
});

test('a dataset is added by its path, looked through by keyboard, renamed, removed and brought back', async ({
  page,
}) => {
  needsMnist();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Add data…' }).click();
  await expectClean(page, 'the dialog that adds data');
  await page.getByRole('textbox', { name: 'Path' }).fill(join(mnist, 'nothing'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('there is no such file or folder');
  await page.getByRole('textbox', { name: 'Path' }).fill(mnist);
  await page.keyboard.press('Enter');
  const grid = page.getByRole('grid', { name: 'Training images, 60 000 images' });
  await expect(grid).toBeVisible({ timeout: 30_000 });

  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'image #59999' })).toContainText('label 8');
  await page.keyboard.press('Home');
  await expect(page.getByRole('region', { name: 'image #0' })).toContainText('label 5');
  await page.getByRole('radio', { name: 'test' }).check({ force: true });
  await page.getByRole('button', { name: /^Class 3/ }).click();
  await expect(page.getByRole('grid', { name: /^Test images, 1.010 images$/ })).toBeVisible();

  await about(page).getByRole('button', { name: 'Actions for MNIST' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New name of MNIST' }).fill('Handwriting');
  await page.keyboard.press('Enter');
  await expect(entry(page, /^Handwriting/)).toBeVisible();
  await about(page).getByRole('button', { name: 'Actions for Handwriting' }).click();
  await page.getByRole('menuitem', { name: 'Remove from the library' }).click();
  await expect(entry(page, /^Handwriting/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, /^Handwriting/)).toBeVisible();
});

test('built-in points are plotted, and trained on', async ({ page }) => {
  await goToData(page);
  await entry(page, /^Ellipse/).click();
  await expect(page.getByRole('img', { name: /as a plot of the two inputs/ })).toBeVisible();
  await expectClean(page, 'points');
  await page.getByRole('button', { name: 'Train on this' }).click();
  await expect(page.getByRole('heading', { name: 'New experiment' })).toBeVisible();
  await expect(page.getByLabel('Dataset', { exact: true })).toContainText('Ellipse');
});
