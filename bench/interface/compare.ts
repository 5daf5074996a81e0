/**
 * The Compare screen over runs of 9,400 steps at 8 learning rates: from the change of the address to the last drawing,
 * zooming by dragging, and the crosshair under a moving pointer. The metric is the batch loss, the one with every step.
 */

import type { Page } from '@playwright/test';
import { medianFigure, spreadFigures, type Figure } from './figures.ts';
import { computedBy, takeReactions } from './probe.ts';
import { served, withFolder } from './served.ts';
import { fillWorkspace } from './workspace.ts';

const learningRates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5];
const id = 'compared';
const quiet = 700;

/** @param runs a multiple of 8 */
export function compareFigures(name: string, runs: number): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const seeds = runs / learningRates.length;
    await fillWorkspace(folder, [
      { id, name: 'Learning rates', learningRates, seeds, epochs: 100, stepsPerEpoch: 94, withSeries: true },
    ]);
    return served(folder, async ({ open }) => {
      const page = await open();
      const draws: Draw[] = [];
      for (let repetition = 0; repetition < 5; repetition++) draws.push(await draw(page, 'overlay'));
      const zooms = await zoom(page);
      const hovers = await hover(page);
      const apart: Draw[] = [];
      for (let repetition = 0; repetition < 3; repetition++) apart.push(await draw(page, 'side by side'));
      const upper = { p95: 0.95 };
      const budgets = runs <= 40 ? { draw: 200, zoom: 100, hover: 16 } : { draw: null, zoom: null, hover: null };
      return [
        medianFigure(
          `${name}: opened to drawn, loading included`,
          draws.map(({ opened }) => opened),
          null,
        ),
        medianFigure(
          `${name}: first draw, from the last series on`,
          draws.map(({ drawing }) => drawing),
          budgets.draw,
        ),
        medianFigure(
          `${name}: opened to drawn, computed by the page`,
          draws.map((one) => one.computed),
          null,
        ),
        medianFigure(
          `${name}: side by side, from the last series on`,
          apart.map(({ drawing }) => drawing),
          budgets.draw,
        ),
        ...spreadFigures(
          `${name}: zoom`,
          zooms.map(({ latency }) => latency),
          upper,
          budgets.zoom,
        ),
        medianFigure(
          `${name}: zoom, computed by the page`,
          zooms.map((one) => one.computed),
          null,
        ),
        ...spreadFigures(
          `${name}: hover, work of a frame`,
          hovers.map(({ work }) => work),
          upper,
          budgets.hover,
        ),
        ...spreadFigures(
          `${name}: hover, event to frame`,
          hovers.map(({ latency }) => latency),
          upper,
          null,
        ),
      ];
    });
  });
}

interface Draw {
  /** Milliseconds from the change of the address to the frame with everything. */
  readonly opened: number;
  /** Milliseconds of it after the last series had come in. */
  readonly drawing: number;
  /** Milliseconds that the page's main thread computed, from the change of the address on. */
  readonly computed: number;
}

/** Comes from another screen each time, so that nothing of the last drawing is left. */
async function draw(page: Page, mode: 'overlay' | 'side by side'): Promise<Draw> {
  await page.evaluate(() => (location.hash = '#/help'));
  await page.getByRole('heading', { level: 1, name: 'Help' }).waitFor();
  const query = new URLSearchParams({
    experiments: id,
    view: JSON.stringify({ metric: 'batch.loss', axis: 'step', mode }),
  });
  const computed = await computedBy(page);
  const before = await computed();
  const times = await page.evaluate(
    async ({ query, quiet, groups }) => {
      const probe = window.probe;
      if (!probe) throw new Error('no probe');
      probe.drawn = [];
      const start = performance.now();
      location.hash = `#/compare?${query}`;
      const complete = (label: string): boolean => label.split(' from ').length - 1 === groups;
      for (;;) {
        await new Promise(requestAnimationFrame);
        const last = probe.drawn.findLast(({ label }) => complete(label));
        const now = performance.now();
        if (last && now - last.at > quiet && now - probe.seriesAt > quiet)
          return { opened: last.at - start, drawing: last.at - probe.seriesAt };
        if (now - start > 60_000) throw new Error(`not drawn after a minute: ${probe.drawn.at(-1)?.label}`);
      }
    },
    { query: query.toString(), quiet, groups: learningRates.length },
  );
  return { ...times, computed: (await computed()) - before };
}

async function plot(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole('img', { name: /^batch loss against/i }).boundingBox();
  if (!box) throw new Error('there is no plot');
  // Away from the axes' labels.
  return { x: box.x + 0.1 * box.width, y: box.y + 0.2 * box.height, width: 0.85 * box.width, height: 0.6 * box.height };
}

interface Zoom {
  /** Milliseconds from letting the button go, or the double click, to the frame with the new drawing. */
  readonly latency: number;
  /** Milliseconds that the page's main thread computed for it. */
  readonly computed: number;
}

/** In by dragging, back by a double click. */
async function zoom(page: Page): Promise<Zoom[]> {
  const { x, y, width, height } = await plot(page);
  const computed = await computedBy(page);
  const zooms: Zoom[] = [];
  const measure = async (type: 'pointerup' | 'dblclick', act: () => Promise<void>): Promise<void> => {
    await takeReactions(page, type);
    const before = await computed();
    await act();
    const reactions = await takeReactions(page, type);
    zooms.push({ latency: reactions.at(-1)?.latency ?? Number.NaN, computed: (await computed()) - before });
  };
  for (let repetition = 0; repetition < 8; repetition++) {
    const from = x + 0.05 * repetition * width;
    await page.mouse.move(from, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(from + 0.4 * width, y + height / 2, { steps: 4 });
    await measure('pointerup', () => page.mouse.up());
    await page.getByRole('button', { name: 'show all' }).waitFor();
    await measure('dblclick', () => page.mouse.dblclick(x + width / 2, y + height / 2));
    await page.getByRole('button', { name: 'show all' }).waitFor({ state: 'detached' });
  }
  return zooms;
}

async function hover(page: Page) {
  const { x, y, width, height } = await plot(page);
  await takeReactions(page, 'pointermove');
  const moves = 150;
  for (let i = 0; i < moves; i++)
    await page.mouse.move(x + (i / moves) * width, y + height * (0.5 + 0.3 * Math.sin(i / 9)));
  const reactions = await takeReactions(page, 'pointermove');
  if ((await page.locator('[data-crosshair]').count()) === 0) throw new Error('there is no crosshair');
  return reactions;
}
