/** Takes one state in both themes and both sizes. The page stays in the state; only theme and size change. */

import type { Browser, Page } from '@playwright/test';
import { join } from 'node:path';

export interface Shot {
  /** `run-finished`: the screen, then the state. */
  readonly name: string;
  readonly page: Page;
}

/** What a group of states gets: a browser, an empty workspace, and the camera. */
export interface Studio {
  readonly browser: Browser;
  readonly workspace: string;
  readonly take: (shot: Shot) => Promise<void>;
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
];

/** Writes `<name>-<theme>-<width>.png` four times and returns the names of the files. */
export async function shoot(folder: string, { name, page }: Shot): Promise<string[]> {
  const files: string[] = [];
  // Out of the way, so that nothing looks hovered.
  await page.mouse.move(640, 795);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await settled(page);
      const file = join(folder, `${name}-${colorScheme}-${size.width}.png`);
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      files.push(file);
    }
  }
  await page.setViewportSize(sizes[0]!);
  return files;
}

/** Fonts are there, and what depends on size and theme was drawn: a few frames of the page's own clock. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 8; frame++) await new Promise(requestAnimationFrame);
  });
}
