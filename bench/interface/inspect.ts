/**
 * Inspect as a person uses it: a stroke on the pad until the network's answer, the epoch slider until gallery, matrix, weights and
 * curves are all of the new epoch, soon after the screen opened, in the moment it opens (cold) and again (warm), and what 10,000
 * predictions cost.
 */

import type { Page } from '@playwright/test';
import { medianFigure, spreadFigures, type Figure } from './figures.ts';
import { slide, trainedRun } from './gallery.ts';
import { served, withFolder } from './served.ts';

const answerBudget = 30;
const sliderBudget = 100;
const predictionsBudget = 50;
const epochs = 5;
/** Milliseconds that a screen is looked at before the slider is moved without a rest between two moves. */
const glance = 500;

export function inspectFigures(name: string): Promise<Figure[]> {
  return withFolder((folder) =>
    served(folder, async ({ host, open }) => {
      const run = await trainedRun({ host });
      // The first one reads the images and wakes the thread.
      const [reading, ...asked] = await host.timePredictions(run);
      const shown = async (): Promise<Page> => {
        const page = await open(`/inspect/${run}`);
        await page.getByRole('gridcell').first().waitFor();
        await page.getByRole('tab', { name: 'Weights' }).waitFor();
        return page;
      };
      const looked = await shown();
      await looked.evaluate((glance) => new Promise((resolve) => setTimeout(resolve, glance)), glance);
      const first = await slide(looked, Array<string>(epochs).fill('ArrowLeft'), 0);
      await looked.close();
      const page = await shown();
      // What is fetched ahead while the slider rests would make every move a warm one.
      const cold = await slide(page, ['Home', 'End'], 0);
      const warm = await slide(page, [...Array<string>(epochs).fill('ArrowLeft'), ...Array<string>(epochs).fill('ArrowRight')]); // prettier-ignore
      await page.getByRole('tab', { name: 'Draw' }).click();
      const answers = await draw(page);
      const upper = { p95: 0.95 };
      return [
        medianFigure(`${name}: 10,000 predictions, first of all`, [reading!.passed], null),
        medianFigure(`${name}: 10,000 predictions`, asked.map(({ passed }) => passed), null), // prettier-ignore
        medianFigure(`${name}: 10,000 predictions, computed`, asked.map(({ computed }) => computed), predictionsBudget), // prettier-ignore
        ...spreadFigures(`${name}: slider, first moves after a glance`, first.map(({ latency }) => latency), { longest: 1 }, sliderBudget), // prettier-ignore
        ...spreadFigures(`${name}: slider, every panel, cold`, cold.map(({ latency }) => latency), { longest: 1 }, sliderBudget), // prettier-ignore
        ...spreadFigures(`${name}: slider, every panel, warm`, warm.map(({ latency }) => latency), { longest: 1 }, sliderBudget), // prettier-ignore
        ...spreadFigures(`${name}: pen moved to probabilities shown`, answers, upper, answerBudget),
      ];
    }),
  );
}

const moves = 60;

/** Milliseconds from each move of the pen, by the event's own time, to the frame with an answer that is newer. */
async function draw(page: Page): Promise<number[]> {
  const pad = page.getByRole('application', { name: 'Drawing pad' });
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no pad');
  const at = (i: number): [number, number] => [
    box.x + box.width * (0.5 + 0.3 * Math.sin(i / 5)),
    box.y + box.height * (0.15 + (0.7 * i) / moves),
  ];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await page.mouse.move(...at(1));
  await page.getByRole('list', { name: 'Probability of every class' }).first().waitFor();
  const answers: number[] = [];
  for (let i = 2; i < moves; i++) {
    // The listener stands before the pen moves.
    const heard = await page.evaluateHandle(() => {
      const section = document.querySelector('[role=application]')?.closest('section');
      if (!section) throw new Error('there is no pad');
      const shown = new Promise<number | null>((resolve) => {
        const onMove = ({ timeStamp }: Event): void => {
          // An answer that changes nothing to be seen cannot be told from none.
          const giveUp = setTimeout(() => (watch.disconnect(), resolve(null)), 500);
          const watch = new MutationObserver(() => {
            clearTimeout(giveUp);
            watch.disconnect();
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - timeStamp);
              channel.port2.postMessage(null);
            });
          });
          for (const list of section.querySelectorAll('ul[aria-label^=Probability]'))
            watch.observe(list, { subtree: true, characterData: true, attributes: true });
        };
        window.addEventListener('pointermove', onMove, { capture: true, once: true });
      });
      return { shown };
    });
    await page.mouse.move(...at(i));
    const latency = await heard.evaluate(({ shown }) => shown);
    if (latency !== null) answers.push(latency);
  }
  await page.mouse.up();
  if (answers.length < moves / 2) throw new Error(`only ${answers.length} of ${moves} moves changed what is said`);
  return answers;
}
