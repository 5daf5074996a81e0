/**
 * Takes the pictures of the guide: one size, light, and small enough to be kept in a repository. Where ImageMagick is
 * installed they are written with a palette, which these screens hardly show; else as the browser made them.
 */

import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settled } from './camera.ts';

const execute = promisify(execFile);

/** @param name of the file, without its ending */
export type Photograph = (name: string, page: Page) => Promise<void>;

/** @param taken is told the name of every picture */
export function photographer(folder: string, taken: (name: string) => void): Photograph {
  return async (name, page) => {
    await complete(page);
    await page.mouse.move(640, 795);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await settled(page);
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    await shrink(path);
    taken(name);
  };
}

/** Nothing says any more that it is loading or being computed. */
async function complete(page: Page): Promise<void> {
  for (const text of [/^(Loading|Computing|Looking at)\b/, /^(…|\.\.\.)$/])
    await page.getByText(text).first().waitFor({ state: 'hidden', timeout: 60_000 }); // prettier-ignore
}

/** Colours of a palette: enough for the shades of the curves and their bands. */
const colours = 256;

async function shrink(path: string): Promise<void> {
  const smaller = `${path}.small`;
  const palette = ['-dither', 'None', '-colors', String(colours), `PNG8:${smaller}`];
  for (const program of ['magick', 'convert']) {
    const made = await execute(program, [path, ...palette]).then(() => true, () => false); // prettier-ignore
    if (made) return rename(smaller, path);
  }
}
