/**
 * Forty real runs train on every core while a run's page is open, its charts live: how soon the interface answers, how late
 * the service's timers come, and what the open window costs the training. The last is measured in turns, closed and open,
 * in the same runs, so that what else the machine does falls on both.
 */

import type { Page } from '@playwright/test';
import type { ExperimentInput } from '../../src/shared/experiment.ts';
import { quantile, spreadFigures, type Figure } from './figures.ts';
import type { LoopDelay } from './host.ts';
import { takeReactions, timeActivityCall } from './probe.ts';
import { served, withFolder, type Served } from './served.ts';

export interface BusyOptions {
  /** Turns of the comparison, each with the window closed and open. @default 5 */
  readonly turns?: number;
  /** Milliseconds of each half of a turn. @default 5000 */
  readonly stretch?: number;
}

const answerBudget = 100;

export function busyFigures(name: string, { turns = 5, stretch = 5000 }: BusyOptions = {}): Promise<Figure[]> {
  return withFolder((folder) =>
    served(folder, async (workbench) => [
      ...(await answers(name, workbench)),
      ...(await throughput(name, workbench, turns, stretch)),
    ]),
  );
}

/** 8 learning rates × 5 seeds of a network that one thread trains alone. */
const fortyRuns = (epochs: number): ExperimentInput => ({
  version: 1,
  name: `Forty runs of ${epochs} epochs`,
  dataset: { source: 'synthetic-digits', validationSize: 2000 },
  network: { hidden: [{ units: 100, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 100, epochs },
  repeats: 5,
  sweep: { 'training.optimizer.learningRate': [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5] },
});

/** Runs so short that several begin and end meanwhile. */
async function answers(name: string, { host, open }: Served): Promise<Figure[]> {
  const id = await host.start(fortyRuns(60));
  const page = await open(`/runs/${await runningRun({ host }, id)}`);
  await liveChart(page);
  await host.resetDelay();
  const [clicks, calls]: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round++) {
    for (const screen of ['Runs', 'Help', 'Settings']) {
      calls.push(await timeActivityCall(page), await timeActivityCall(page));
      clicks.push(await click(page, screen));
    }
    await page.evaluate((hash) => (location.hash = hash), `#/runs/${await runningRun({ host }, id)}`);
    await liveChart(page);
  }
  const delay = await host.loopDelay();
  await page.close();
  await host.stop(id);
  const upper = { p99: 0.99 };
  return [
    ...spreadFigures(`${name}: click on a rail entry to the next frame`, clicks, upper, answerBudget),
    ...spreadFigures(`${name}: getActivity, asked by the page`, calls, upper, answerBudget),
    ...delayFigures(`${name}: main's loop delay`, delay),
  ];
}

async function click(page: Page, screen: string): Promise<number> {
  const entry = await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: screen })
    .boundingBox();
  if (!entry) throw new Error(`the rail has no ${screen}`);
  await takeReactions(page, 'click');
  await page.mouse.click(entry.x + entry.width / 2, entry.y + entry.height / 2);
  const [reaction] = await takeReactions(page, 'click');
  if (!reaction) throw new Error('the click was not heard');
  return reaction.latency;
}

/** Runs that last longer than the comparison: nothing begins or ends meanwhile. */
async function throughput(name: string, { host, open }: Served, turns: number, stretch: number): Promise<Figure[]> {
  const id = await host.start(fortyRuns(100_000));
  const run = await runningRun({ host }, id);
  const speed = async (): Promise<number> => {
    const before = await host.progress(id);
    await new Promise((resolve) => setTimeout(resolve, stretch));
    const after = await host.progress(id);
    return ((after.steps - before.steps) / (after.at - before.at)) * 1000;
  };
  const [closed, opened]: [number[], number[]] = [[], []];
  await speed();
  closed.push(await speed());
  await host.resetDelay();
  for (let turn = 0; turn < turns; turn++) {
    const page = await open(`/runs/${run}`);
    await liveChart(page);
    opened.push(await speed());
    await page.close();
    closed.push(await speed());
  }
  const delay = await host.loopDelay();
  await host.stop(id);
  // Each stretch with the window beside the two without it, before and after: a drift of the machine cancels.
  const losses = opened.map((speed, i) => 100 * (1 - speed / ((closed[i]! + closed[i + 1]!) / 2)));
  const median = (figure: string, samples: readonly number[], unit: Figure['unit'], budget: number | null): Figure => ({
    name: `${name}: ${figure}`,
    value: quantile(samples, 0.5),
    unit,
    budget,
    samples: samples.length,
  });
  return [
    ...delayFigures(`${name}: main's loop delay, charts alone`, delay),
    median('training, window closed', closed, 'steps/s', null),
    median('training, window open', opened, 'steps/s', null),
    median('training lost to the open window', losses, '%', 10),
  ];
}

function delayFigures(name: string, delay: LoopDelay): Figure[] {
  const { p50, p99, max, samples, computing, waiting } = delay;
  const share = (what: string, value: number | null): Figure[] =>
    value === null ? [] : [{ name: `${name}: ${what}`, value: 100 * value, unit: '%', budget: null, samples: 1 }];
  return [
    { name: `${name}, p50`, value: p50, unit: 'ms', budget: null, samples },
    { name: `${name}, p99`, value: p99, unit: 'ms', budget: 20, samples },
    { name: `${name}, longest`, value: max, unit: 'ms', budget: null, samples },
    ...share('computing', computing),
    ...share('waiting for a core', waiting),
  ];
}

/** The run of this experiment that has just begun. */
async function runningRun({ host }: Pick<Served, 'host'>, id: string): Promise<string> {
  for (;;) {
    await host.progress(id);
    const running = (await host.runs(id)).filter(({ status, step }) => status === 'running' && step > 0);
    const youngest = running.sort((a, b) => a.step - b.step)[0];
    if (youngest) return youngest.id;
  }
}

/** Resolves when the batch loss is drawn and has changed once more. */
async function liveChart(page: Page): Promise<void> {
  const chart = page.getByRole('region', { name: 'Batch loss', exact: true }).getByRole('img');
  await chart.waitFor();
  const before = await chart.getAttribute('aria-label');
  await page.waitForFunction(
    (before) => document.querySelector('section [role="img"]')?.getAttribute('aria-label') !== before,
    before,
  );
}
