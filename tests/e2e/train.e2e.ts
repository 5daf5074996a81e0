/** The main job: real MNIST from the form to a finished run, with the numbers that the workspace holds. */

import { formatCount, formatError, formatLoss } from '../../src/shared/format.ts';
import { chart, choose, fill, goTo, openForm, runStatus, start } from './support/actions.ts';
import { mnist, needsMnist } from './support/realData.ts';
import { recordOf } from './support/records.ts';
import { expect, test } from './support/test.ts';

test.use({ data: mnist });

test('trains a network on real MNIST and shows what it learned', async ({ page, workspace }) => {
  needsMnist();
  await openForm(page);
  await choose(page, 'Dataset', 'MNIST');
  await fill(page, {
    'Held out': '5000',
    'Units of hidden layer 1': '64',
    'Learning rate': '0.01',
    'Batch size': '100',
    Length: '60',
    Name: 'MNIST, 64 hidden units',
  });
  const plan = page.getByRole('complementary', { name: 'Plan' });
  await expect(plan).toContainText('784');
  await expect(plan).toContainText(formatCount(784 * 64 + 64 + 64 * 10 + 10));
  await expect(plan).toContainText(formatCount(60 * 550));
  await start(page);

  await expect(runStatus(page)).toHaveText(/^epoch \d+ of 60$/);
  const progress = page.getByRole('progressbar', { name: 'Progress of the run' });
  const shown = async (): Promise<number> => Number(await progress.getAttribute('aria-valuenow'));
  await expect.poll(shown).toBeGreaterThan(0);
  const lengthOfCurve = async (): Promise<number> =>
    Number(/at step (\d+)/.exec((await chart(page, 'Batch loss').getAttribute('aria-label')) ?? '')?.[1] ?? 0);
  const early = await lengthOfCurve();
  await expect.poll(lengthOfCurve, 'the curve grows while the run trains').toBeGreaterThan(early);

  await expect(runStatus(page)).toHaveText('finished', { timeout: 40_000 });
  const run = await recordOf(workspace, page.url());
  expect(run).toMatchObject({ status: 'finished', steps: 60 * 550, dataset: { id: 'mnist', train: 55000 } });
  expect(run.final.test!.error).toBeGreaterThan(0.02);
  expect(run.final.test!.error).toBeLessThan(0.08);
  expect(run.initial.train!.error).toBeGreaterThan(0.7);

  await test.step('the page shows the same numbers', async () => {
    const scores = page.getByRole('region', { name: 'Scores' });
    await expect(scores.getByRole('row', { name: /^train/ })).toContainText(formatLoss(run.initial.train!.loss));
    await expect(scores.getByRole('row', { name: /^train/ })).toContainText(formatError(run.final.train!.error));
    await expect(scores.getByRole('row', { name: /^validation/ })).toContainText(
      formatError(run.final.validation!.error),
    );
    await expect(scores, 'choose by validation first').not.toContainText(formatError(run.final.test!.error));
    await scores.getByRole('button', { name: 'reveal test figures' }).click();
    await expect(scores.getByRole('row', { name: /^test/ })).toContainText(formatError(run.final.test!.error));
  });

  await test.step('the charts are drawn from the run’s numbers', async () => {
    const { batchLoss } = run.series;
    const [first, last] = [formatLoss(batchLoss[0]), formatLoss(batchLoss.at(-1))];
    await expect(chart(page, 'Batch loss')).toHaveAccessibleName(
      `Line chart of loss (nats) against epoch: batch from ${first} to ${last} at step ${run.steps}.`,
    );
    const name = (await chart(page, 'Error').getAttribute('aria-label')) ?? '';
    for (const split of ['train', 'validation', 'test'] as const)
      expect(name).toContain(
        `${split} from ${formatError(run.initial[split]!.error)} to ${formatError(run.final[split]!.error)}`,
      );
    await expect(chart(page, 'Batch loss').locator('canvas')).toBeVisible();
  });

  await test.step('all of it is there after a reload, and in the table', async () => {
    await page.reload();
    await expect(runStatus(page)).toHaveText('finished');
    await expect(page.getByRole('region', { name: 'Scores' })).toContainText(formatError(run.final.validation!.error));
    await expect(chart(page, 'Batch loss')).toHaveAccessibleName(new RegExp(`at step ${run.steps}\\.$`));
    await goTo(page, 'Runs');
    await expect(page.getByRole('row', { name: /MNIST, 64 hidden units/ })).toContainText(
      formatError(run.final.validation!.error),
    );
  });
});

test('pauses, resumes and stops a run; what was trained stays', async ({ page, workspace }) => {
  needsMnist();
  await openForm(page);
  await choose(page, 'Dataset', 'MNIST');
  await fill(page, { Length: '500', Name: 'Stopped by hand' });
  await start(page);
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(/at step \d+/);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(runStatus(page)).toHaveText('paused');
  const paused = (await recordOf(workspace, page.url())).steps;
  expect(paused).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(runStatus(page)).toHaveText(/^epoch \d+ of 500$/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(runStatus(page)).toHaveText('stopped');
  await expect(page.getByText(/^Stopped at step .* Everything up to there is kept\.$/)).toBeVisible();

  const run = await recordOf(workspace, page.url());
  expect(run.steps).toBeGreaterThanOrEqual(paused);
  expect(run.series.batchLoss).toHaveLength(run.steps);
  await page.reload();
  await expect(runStatus(page)).toHaveText('stopped');
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(new RegExp(`at step ${run.steps}\\.$`));
});

test('a run that diverges says so and shows where', async ({ page, workspace }) => {
  await openForm(page);
  await choose(page, 'Activation of hidden layer 1', 'identity');
  await fill(page, { 'Learning rate': '1000', Name: 'Much too fast' });
  await start(page);
  await expect(runStatus(page)).toHaveText('diverged');
  const { series, status } = await recordOf(workspace, page.url());
  expect(status).toBe('diverged');
  const last = series.batchLoss.findLastIndex((loss) => loss !== null);
  await expect(page.getByText(/^The loss stopped being finite after step/)).toContainText(formatCount(last + 1));
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(/, then no longer finite\.$/);
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /Much too fast/ })).toContainText('diverged');
});
