/**
 * From starting `backprop serve` to a window that can be used: screen, connection and table are there. Chromium itself is
 * running already, as a person's browser is. Cold is a new workspace and a browser that has never seen the page; warm is
 * both again. The system's file cache is warm in either case.
 */

import { chromium, type BrowserContext } from '@playwright/test';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/lib/build.ts';
import { allParts } from '../../scripts/lib/parts.ts';
import { chromiumOptions } from '../../tests/e2e/support/chromium.ts';
import { startServe } from '../../tests/e2e/support/serve.ts';
import { medianFigure, type Figure } from './figures.ts';
import { withFolder } from './served.ts';

const budget = 1500;

interface Start {
  /** Milliseconds until the address was printed; until the page could be used. */
  readonly address: number;
  readonly usable: number;
}

export async function startFigures(name: string): Promise<Figure[]> {
  await ensureBuilt(allParts);
  const [cold, warm]: [Start[], Start[]] = [[], []];
  for (let repetition = 0; repetition < 3; repetition++)
    await withFolder(async (folder) => {
      const context = await chromium.launchPersistentContext(join(folder, 'browser'), chromiumOptions());
      try {
        cold.push(await start(context, join(folder, 'workspace')));
        for (let again = 0; again < 2; again++) warm.push(await start(context, join(folder, 'workspace')));
      } finally {
        await context.close();
      }
    });
  return [
    medianFigure(
      `${name}: cold, until the address is printed`,
      cold.map(({ address }) => address),
      null,
    ),
    medianFigure(
      `${name}: cold, until the window is usable`,
      cold.map(({ usable }) => usable),
      null,
    ),
    medianFigure(
      `${name}: warm, until the address is printed`,
      warm.map(({ address }) => address),
      null,
    ),
    medianFigure(
      `${name}: warm, until the window is usable`,
      warm.map(({ usable }) => usable),
      budget,
    ),
  ];
}

async function start(context: BrowserContext, workspace: string): Promise<Start> {
  const page = await context.newPage();
  const begun = performance.now();
  const server = await startServe(workspace, null);
  const address = performance.now() - begun;
  try {
    await page.goto(server.url, { waitUntil: 'commit' });
    await page.waitForFunction(isUsable);
    return { address, usable: performance.now() - begun };
  } finally {
    await page.close();
    await server.stop();
  }
}

/** In the page: an empty workspace shows its first steps, and the status line has heard from the service. */
function isUsable(): boolean {
  const said = document.querySelector('footer[aria-label="Status"]')?.textContent ?? '';
  return document.querySelector('h1') !== null && /worker/.test(said);
}
