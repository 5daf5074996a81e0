/**
 * `test` for the end-to-end scenarios. Its `page` is the workbench, opened and connected, in whichever host the project
 * names, on a workspace of its own. A scenario fails on any console error and on any request that leaves the app.
 *
 *     import { expect, test } from './support/test.ts';
 *     test.use({ data: mnist });                                 // optional: a dataset to register first
 *     test('…', async ({ page, workspace }) => { … });
 */

import { test as base, expect, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchElectron, whyNoElectron } from './electron.ts';
import { startServe } from './serve.ts';
import { watch } from './watch.ts';

export interface HostOptions {
  /** Where the page runs; set by the project. */
  host: 'browser' | 'electron';
  /** Folder or file that `serve --data` adds to the library. @default none */
  data: string | null;
  /** Added to the environment of `serve`. @default nothing */
  env: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** Temporary folder, empty when the workbench opens. */
  workspace: string;
  page: Page;
}

export { expect };

export const test = base.extend<HostOptions & Fixtures>({
  host: ['browser', { option: true }],
  data: [null, { option: true }],
  env: [{}, { option: true }],

  workspace: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  page: async ({ browser, host, workspace, data, env, viewport, colorScheme }, use, info) => {
    if (host === 'electron') {
      const reason = whyNoElectron() ?? (data === null ? null : 'a dataset is registered by serve only');
      info.skip(reason !== null, reason ?? '');
      const app = await launchElectron(workspace);
      const page = await app.firstWindow();
      await checked(page, 'file://', use);
      await app.close();
      return;
    }
    const server = await startServe(workspace, data, env);
    const context = await browser.newContext({ viewport, colorScheme: colorScheme ?? null });
    try {
      const page = await context.newPage();
      await checked(page, new URL(server.url).origin, use, () => page.goto(server.url));
    } finally {
      await context.close();
      await server.stop();
    }
  },
});

/** Lends the page out, and then asks what it did. */
async function checked(
  page: Page,
  origin: string,
  use: (page: Page) => Promise<void>,
  open?: () => Promise<unknown>,
): Promise<void> {
  const problems = watch(page, origin);
  await open?.();
  // The router hears a change of the address only once its first screen is there.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 20_000 });
  await use(page);
  expect(problems, 'console errors and requests that leave the app').toEqual([]);
}
