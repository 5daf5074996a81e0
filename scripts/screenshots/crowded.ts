/** A hundred runs, an experiment that fails, and a service that does not answer. */

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../lib/build.ts';
import type { Studio } from './camera.ts';
import { openStage } from './service.ts';

const execute = promisify(execFile);

const many = {
  version: 1,
  name: 'Twenty-five settings, four seeds each',
  dataset: { source: 'synthetic-digits', trainSize: 2000, validationSize: 500 },
  network: { hidden: [{ units: 16, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 50, epochs: 2 },
  sweep: {
    'training.optimizer.learningRate': [0.003, 0.01, 0.03, 0.1, 0.3],
    'network.hidden.0.units': [8, 16, 32, 64, 128],
  },
  repeats: 4,
};

export async function crowdedStates({ browser, workspace, take }: Studio): Promise<void> {
  const file = join(workspace, 'many.json');
  writeFileSync(file, JSON.stringify(many));
  await execute(process.execPath, [join(root, 'out/main/cli.js'), 'run', file, '--workspace', workspace, '--quiet']);

  const stage = await openStage(browser, workspace);
  const { page } = stage;
  await page.getByText(many.name).waitFor();
  await take({ name: 'experiments-100-runs', page });

  // The service's answer is held back, and later refused, on its way to the page.
  let answer: 'held' | 'cut' = 'held';
  await page.routeWebSocket(/.*/, (socket) => {
    if (answer === 'cut') void socket.close();
    else socket.onMessage(() => undefined);
  });
  await page.reload();
  await take({ name: 'experiments-loading', page });
  answer = 'cut';
  await page.reload();
  await page.getByText('The workbench does not answer.').waitFor({ timeout: 30_000 });
  await take({ name: 'connection-lost', page });
  await stage.end();
}
