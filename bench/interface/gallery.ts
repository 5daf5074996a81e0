/**
 * The gallery of Inspect over the 60,000 training images of MNIST: scrolling through all of them, how many rows of images exist meanwhile,
 * and the epoch slider over five epochs.
 */

import type { Locator, Page } from '@playwright/test';
import type { ExperimentInput } from '../../src/shared/experiment.ts';
import { hasMnist, mnist } from '../../scripts/screenshots/service.ts';
import { medianFigure, spreadFigures, type Figure } from './figures.ts';
import { computedBy } from './probe.ts';
import { served, withFolder, type Served } from './served.ts';

/** A frame of 60 in a second, and a little for the clock's own jitter. */
const frameBudget = 17.2;
const sliderBudget = 100;
const epochs = 5;

const trained = (source: string): ExperimentInput => ({
  version: 1,
  name: 'Five epochs',
  dataset: { source },
  network: { hidden: [{ units: 300, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 128, epochs },
});

export function galleryFigures(name: string): Promise<Figure[]> {
  return withFolder((folder) =>
    served(folder, async ({ host, open }) => {
      const run = await trainedRun({ host });
      const page = await open(`/inspect/${run}`);
      await showAllTraining(page);
      const calm = await scroll(page, 40, 240);
      const fast = await scroll(page, 1400, 240);
      await quiet(page);
      const jumps = await slide(page, ['Home', 'End', 'Home', 'End']);
      const steps = await slide(page, [
        ...Array<string>(epochs).fill('ArrowLeft'),
        ...Array<string>(epochs).fill('ArrowRight'),
      ]);
      const upper = { p95: 0.95 };
      return [
        ...spreadFigures(`${name}: frames while reading on`, calm.frames, upper, frameBudget),
        medianFigure(`${name}: computed in such a frame`, [calm.computed], null),
        ...spreadFigures(`${name}: frames while two screens pass in each`, fast.frames, upper, frameBudget),
        medianFigure(`${name}: computed in such a frame, two screens`, [fast.computed], null),
        share(`${name}: rows of images alive, of two screens`, Math.max(calm.alive, fast.alive)),
        ...sliderFigures(`${name}: slider, to the next epoch`, steps),
        ...sliderFigures(`${name}: slider, from end to end`, jumps),
      ];
    }),
  );
}

const sliderFigures = (name: string, moves: readonly Move[]): Figure[] => [
  ...spreadFigures(name, moves.map(({ latency }) => latency), { longest: 1 }, sliderBudget), // prettier-ignore
  medianFigure(`${name}, computed by the page`, moves.map((move) => move.computed), null), // prettier-ignore
];

const share = (name: string, value: number): Figure => ({
  name,
  value: 100 * value,
  unit: '%',
  budget: 100,
  samples: 1,
});

/** The run of five epochs on MNIST, finished. */
export async function trainedRun({ host }: Pick<Served, 'host'>): Promise<string> {
  if (!hasMnist) throw new Error(`no MNIST in ${mnist}: set BACKPROP_TEST_DATA to the folder that holds it`);
  const id = await host.start(trained(await host.addDataset(mnist)));
  for (;;) {
    const [run] = await host.runs(id);
    if (run?.status === 'finished') return run.id;
    if (run?.status === 'failed') throw new Error(run.message ?? 'the run failed');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function showAllTraining(page: Page): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Split' }).getByText('train', { exact: true }).click();
  await page.getByRole('button', { name: 'filter', exact: true }).click();
  await page.getByRole('switch', { name: 'Correct ones too' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: /of 60.000/ }).waitFor();
  await gallery(page).getByRole('gridcell').first().waitFor();
  await quiet(page);
}

const gallery = (page: Page): Locator => page.getByRole('grid', { name: /^(Images|Mistakes)/ });

/** Resolves once nothing large has come in for a while: what a person looks at has been there for some seconds. */
const quiet = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => performance.now() - (window.probe?.seriesAt ?? 0) > 1500, null, { timeout: 60_000 });

interface Scroll {
  /** Milliseconds from each frame to the next. */
  readonly frames: readonly number[];
  /** Milliseconds that the main thread computed for a frame, on average. */
  readonly computed: number;
  /** Most rows of images that existed at once, as a share of those of two screens. */
  readonly alive: number;
}

/** @param pixels scrolled in each frame */
async function scroll(page: Page, pixels: number, frames: number): Promise<Scroll> {
  const computed = await computedBy(page);
  const before = await computed();
  const seen = await gallery(page).evaluate(
    async (grid, { pixels, frames }) => {
      const rows = (): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('[role=row]')];
      const [first, second] = rows();
      if (!first || !second) throw new Error('the gallery has less than two rows');
      const step = Math.abs(Number.parseFloat(second.style.top) - Number.parseFloat(first.style.top));
      const onScreen = Math.ceil(grid.clientHeight / step) + 1;
      const times: number[] = [];
      let alive = 0;
      grid.scrollTop = 0;
      for (let frame = 0; frame <= frames; frame++) {
        times.push(await new Promise<number>(requestAnimationFrame));
        grid.scrollTop += pixels;
        alive = Math.max(alive, grid.querySelectorAll('canvas').length);
      }
      return { times, alive: alive / (2 * onScreen) };
    },
    { pixels, frames },
  );
  const spent = (await computed()) - before;
  // The first frames load what the others go on with.
  const intervals = seen.times.slice(1).map((time, i) => time - seen.times[i]!);
  return { frames: intervals.slice(5), computed: spent / frames, alive: seen.alive };
}

interface Move {
  /** Milliseconds from the key on the slider to the frame in which every panel shows its epoch. */
  readonly latency: number;
  /** Milliseconds that the page's main thread computed, until it came to rest. */
  readonly computed: number;
}

/** @param rest milliseconds between two moves, in which the neighbours are fetched, as under a hand that moves step by step */
export async function slide(page: Page, keys: readonly string[], rest = 300): Promise<Move[]> {
  const computed = await computedBy(page);
  const slider = page.getByRole('slider', { name: 'Epoch' });
  await slider.focus();
  const moves: Move[] = [];
  for (const key of keys) {
    const before = await computed();
    // The listener stands before the key goes down.
    const heard = await page.evaluateHandle(() => {
      const shown = new Promise<number>((resolve) => {
        const onInput = ({ timeStamp }: Event): void => {
          const look = (): void => {
            const isBehind = document.querySelector('[aria-busy=true]') !== null;
            if (isBehind) return void requestAnimationFrame(look);
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - timeStamp);
            channel.port2.postMessage(null);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener('input', onInput, { capture: true, once: true });
      });
      return { shown };
    });
    await page.keyboard.press(key);
    const latency = await heard.evaluate(({ shown }) => shown);
    await page.evaluate((rest) => new Promise((resolve) => setTimeout(resolve, rest)), rest);
    moves.push({ latency, computed: (await computed()) - before });
  }
  return moves;
}
