/** The Data screen: real images, filters, points, a dataset that can be downloaded, a download under way and one that failed. */

import { createReadStream, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Studio } from './camera.ts';
import { hasMnist, mnist, openStage } from './service.ts';

export async function dataStates({ browser, workspace, take }: Studio): Promise<void> {
  await libraryStates({ browser, workspace: join(workspace, 'library'), take });
  if (hasMnist) await downloadStates({ browser, workspace: join(workspace, 'downloads'), take });
}

async function libraryStates({ browser, workspace, take }: Studio): Promise<void> {
  mkdirSync(workspace, { recursive: true });
  const stage = await openStage(browser, workspace);
  const { page } = stage;
  if (hasMnist) {
    await stage.show('/data/mnist');
    await page.getByRole('grid').waitFor();
    await take({ name: 'data-mnist', page });
    await stage.show('/data/mnist?part=test&class=3&image=18');
    await page.getByRole('grid').waitFor();
    await take({ name: 'data-filtered', page });
    await lettersAndGone();
  }
  await crowdedLibrary();
  await stage.show('/data/ellipse');
  await page.getByRole('img', { name: /plot of the two inputs/ }).waitFor();
  await take({ name: 'data-points', page });
  await stage.show('/data/synthetic-digits?image=42');
  await page.getByRole('grid').waitFor();
  await take({ name: 'data-synthetic', page });
  await page.getByRole('button', { name: 'Add data…' }).click();
  await page.getByRole('dialog').waitFor();
  await take({ name: 'data-add', page });
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'letters.npz'));
    // Again and again, as while a person drags: the camera moves the mouse, which ends a drag.
    setInterval(() => window.dispatchEvent(new DragEvent('dragenter', { dataTransfer })), 20);
  });
  await page.getByText('Drop it to add it').waitFor();
  await take({ name: 'data-drop', page });
  await stage.end();

  /** Measurements as a table, in a library of forty with long names. */
  async function crowdedLibrary(): Promise<void> {
    const table = (seed: number): string => {
      const value = (row: number, column: number): string =>
        (5 + 3 * Math.sin(row * 12.9 + column * 78.2 + seed)).toFixed(2);
      const row = (i: number): string => [0, 1, 2, 3, 4, 5].map((column) => value(i, column)).join(',') + `,${i % 3}\n`;
      return `length,width,height,weight,age,angle,label\n${Array.from({ length: 500 }, (_, i) => row(i)).join('')}`;
    };
    for (let i = 0; i < 40; i++) {
      const name = `Measurements of leaves from the botanical garden, series ${String(i + 1).padStart(2, '0')}.csv`;
      writeFileSync(join(workspace, name), table(i));
      await add(join(workspace, name));
    }
    await page.getByRole('table').waitFor();
    await page.getByRole('rowheader', { name: '3', exact: true }).click();
    await take({ name: 'data-table', page });
  }

  async function add(path: string): Promise<void> {
    await page.getByRole('button', { name: 'Add data…' }).click();
    await page.getByRole('textbox', { name: 'Path' }).fill(path);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** Letters, and a dataset whose files were taken away since. */
  async function lettersAndGone(): Promise<void> {
    const [copy, letters] = [join(workspace, 'My own digits'), resolve(mnist, '../notMNIST.npz')];
    cpSync(mnist, copy, { recursive: true });
    rmSync(join(copy, 't10k-images-idx3-ubyte.gz'));
    rmSync(join(copy, 't10k-labels-idx1-ubyte.gz'));
    for (const path of [copy, ...(existsSync(letters) ? [letters] : [])]) {
      await stage.show('/data');
      await add(path);
    }
    if (existsSync(letters)) {
      await page.getByRole('heading', { name: 'notMNIST' }).waitFor();
      await take({ name: 'data-notmnist', page });
    }
    rmSync(copy, { recursive: true });
    await page.reload();
    await page.getByRole('link', { name: /My own digits/ }).click();
    await page.getByRole('alert').waitFor();
    await take({ name: 'data-gone', page });
  }
}

async function downloadStates({ browser, workspace, take }: Studio): Promise<void> {
  mkdirSync(workspace, { recursive: true });
  // Sends four fifths of the images, and then nothing more until it is told to be gone.
  let isGone = false;
  const mirror = createServer((request, response) => {
    const file = join(mnist, request.url?.split('/').at(-1) ?? '');
    if (isGone || !existsSync(file)) return void response.writeHead(404).end();
    const size = statSync(file).size;
    response.writeHead(200, { 'content-length': size });
    createReadStream(file, { end: Math.floor(size * 0.8) }).pipe(response, { end: false });
  });
  await new Promise<void>((listening) => mirror.listen(0, '127.0.0.1', listening));
  const { port } = mirror.address() as AddressInfo;
  const stage = await openStage(browser, workspace, { BACKPROP_MIRROR: `http://127.0.0.1:${port}` });
  const { page } = stage;
  await stage.show('/data/mnist');
  const button = page.getByRole('button', { name: /^Download MNIST/ });
  await button.waitFor();
  await take({ name: 'data-to-get', page });
  await button.click();
  await page.getByText(/^7\.\d MB of/).waitFor();
  await take({ name: 'data-downloading', page });
  await page.getByRole('button', { name: 'Cancel' }).click();
  isGone = true;
  await button.click();
  await page.getByRole('alert').waitFor();
  await take({ name: 'data-download-failed', page });
  await stage.end();
  mirror.closeAllConnections();
  mirror.close();
}
