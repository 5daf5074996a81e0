/** A served workbench for the camera: real service, real engine, the real API spoken from inside the page. */

import type { Browser, Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startServe } from '../../tests/e2e/support/serve.ts';

export const mnist = join(
  process.env['BACKPROP_TEST_DATA'] ?? resolve(import.meta.dirname, '../../../shared/datasets'),
  'mnist',
);
export const hasMnist = existsSync(mnist);

/** The dataset that the pictures show. */
export const source = hasMnist ? 'mnist' : 'synthetic-digits';

export interface Stage {
  readonly page: Page;
  readonly origin: string;
  /** Shows a screen by its path in the page: `/new`. */
  show(path: string): Promise<void>;
  end(): Promise<void>;
}

/** @param env added to the environment of the service; with any, no dataset is registered */
export async function openStage(
  browser: Browser,
  workspace: string,
  env?: Readonly<Record<string, string>>,
): Promise<Stage> {
  const server = await startServe(workspace, hasMnist && !env ? mnist : null, env);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const { origin } = new URL(server.url);
  return {
    page,
    origin,
    async show(path) {
      await page.goto(`${origin}/#${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    async end() {
      await context.close();
      await server.stop();
    },
  };
}
