/**
 * What doing nothing costs: processor time of the service and of its page in the half minute after a run has ended, while the
 * run's page stays open. Threads that had trained together must be asleep, and timers have nothing to tell.
 */

import type { Page } from '@playwright/test';
import type { ExperimentInput } from '../../src/shared/experiment.ts';
import type { Figure } from './figures.ts';
import { served, withFolder } from './served.ts';

/** Milliseconds: until the last record is written and drawn, and what is then measured. */
const settling = 5000;
const idling = 30_000;
/** Half a percent of a core. */
const budget = 0.5;

/** Every thread works on the one run, each on its part of the steps. */
const oneRun: ExperimentInput = {
  version: 1,
  name: 'Idle',
  dataset: { source: 'synthetic-digits', validationSize: 2000 },
  network: { hidden: [{ units: 300, activation: 'sigmoid' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 100, epochs: 20 },
};

export function idleFigures(name: string): Promise<Figure[]> {
  return withFolder((folder) =>
    served(folder, async ({ host, open }) => {
      const id = await host.start(oneRun);
      const [run] = await host.runs(id);
      if (!run) throw new Error('the experiment has no run');
      const page = await open(`/runs/${run.id}`);
      while ((await host.runs(id)).some(({ status }) => status !== 'finished')) await pause(200);
      await host.ignoreDelay();
      await pause(settling);
      const before = [await host.processorTime(), await pageTime(page)] as const;
      const begun = performance.now();
      await pause(idling);
      const after = [await host.processorTime(), await pageTime(page)] as const;
      const percent = (at: 0 | 1): number => (100 * (after[at] - before[at])) / (performance.now() - begun);
      return [
        { name: `${name}: service, share of a core`, value: percent(0), unit: '%', budget, samples: 1 },
        { name: `${name}: page, share of a core`, value: percent(1), unit: '%', budget, samples: 1 },
      ];
    }),
  );
}

/** Milliseconds that the page's process has computed. */
async function pageTime(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const seconds = metrics.find(({ name }) => name === 'ProcessTime')?.value;
  if (seconds === undefined) throw new Error('idle: the browser does not tell its processor time');
  return 1000 * seconds;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
