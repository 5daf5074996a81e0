/** Long names, long setting labels and twelve groups on every screen that shows them; keyboard focus; empty results of a search. */

import { runStatus } from '../../tests/e2e/support/actions.ts';
import type { ExperimentInput } from '../../src/shared/experiment.ts';
import type { Studio } from './camera.ts';
import { allScreens, train } from './compared.ts';
import { openStage } from './service.ts';

const layers = (...units: number[]) => units.map((each) => ({ units: each, activation: 'relu' as const }));
const named = {
  version: 1,
  name: 'Shapes against weight decay on generated digits, third attempt after the talk with the tutor',
  dataset: { source: 'synthetic-digits', trainSize: 2000, validationSize: 500 },
  network: { hidden: layers(16), output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 50, epochs: 6 },
  sweep: {
    'network.hidden': [layers(24), layers(32, 16), layers(48, 32, 16), layers(64, 48, 32)],
    'training.optimizer.weightDecay': [0, 0.0001, 0.001],
  },
  repeats: 3,
} satisfies ExperimentInput;

export async function namesStates({ browser, workspace, take }: Studio): Promise<void> {
  await train(workspace, named);
  const stage = await openStage(browser, workspace);
  const { page } = stage;
  await allScreens(stage, 'names', named.name, take);

  await stage.show('/compare');
  await page.getByText('Nothing is compared yet').waitFor();
  await take({ name: 'compare-nothing-chosen', page });

  await stage.show('/');
  await page
    .getByRole('link', { name: /seed 2/ })
    .first()
    .click();
  await runStatus(page).waitFor();
  await take({ name: 'run-names', page });

  await stage.show('/');
  await page.getByRole('searchbox').fill('lr:12 status:running');
  await page.getByText('No run matches').waitFor();
  await take({ name: 'experiments-no-match', page });
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await take({ name: 'experiments-focus', page });
  await stage.end();
}
