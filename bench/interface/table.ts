/** The Experiments table over 1,000 runs: from the click on its rail entry to its rows, and filtering by typing. */

import type { Page } from '@playwright/test';
import { medianFigure, spreadFigures, type Figure } from './figures.ts';
import { takeReactions } from './probe.ts';
import { served, withFolder } from './served.ts';
import { fillWorkspace } from './workspace.ts';

const learningRates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5];
const budget = 300;
const row = '[role="treegrid"] [role="row"][aria-level="2"]';

export function tableFigures(name: string): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const common = { learningRates, seeds: 25, epochs: 20, stepsPerEpoch: 100, withSeries: false };
    await fillWorkspace(
      folder,
      Array.from({ length: 5 }, (_, i) => ({ ...common, id: `sweep-${i}`, name: `Sweep ${i + 1}` })),
    );
    return served(folder, async ({ open }) => {
      const [first, again, typed]: [number[], number[], number[]] = [[], [], []];
      for (let repetition = 0; repetition < 3; repetition++) {
        const page = await open('/settings');
        first.push(await openTable(page));
        for (let visit = 0; visit < 3; visit++) {
          await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Help' }).click();
          await page.getByRole('heading', { level: 1, name: 'Help' }).waitFor();
          again.push(await openTable(page));
        }
        typed.push(...(await filter(page)));
        await page.close();
      }
      return [
        medianFigure(`${name}: open, first time in the window`, first, budget),
        medianFigure(`${name}: open, again`, again, budget),
        ...spreadFigures(`${name}: filter, a typed letter`, typed, { p95: 0.95 }, budget),
      ];
    });
  });
}

/** Milliseconds from the click to the frame with rows of runs. */
async function openTable(page: Page): Promise<number> {
  const shown = page.evaluate(
    (row) =>
      new Promise<number>((resolve) => {
        const onClick = ({ timeStamp }: Event): void => {
          const look = (): void => {
            if (!document.querySelector(row)) return void requestAnimationFrame(look);
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - timeStamp);
            channel.port2.postMessage(null);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener('click', onClick, { capture: true, once: true });
      }),
    row,
  );
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Runs' }).click();
  return shown;
}

/** Milliseconds from each letter to the frame with the rows it leaves; the last of them must leave the right ones. */
async function filter(page: Page): Promise<number[]> {
  await takeReactions(page, 'input');
  const box = page.getByRole('searchbox');
  await box.click();
  const latencies: number[] = [];
  for (const letter of 'lr:0.03') {
    await page.keyboard.press(letter);
    latencies.push(...(await takeReactions(page, 'input')).map(({ latency }) => latency));
  }
  // Five experiments, each with the 25 runs of this rate.
  await page.locator('[role="treegrid"][aria-rowcount="130"]').waitFor();
  await box.fill('');
  return latencies;
}
