/** Many runs: a sweep from the recipe's card to Compare, a sweep in which some diverge, and a run that was cut off. */

import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { formatError } from '../../src/shared/format.ts';
import { choose, drawing, fill, legendEntry, openForm, row, start, takeFromMenu } from './support/actions.ts';
import { mnist, needsMnist } from './support/realData.ts';
import { endedRunsOf, runsOf, type ListedRun } from './support/records.ts';
import { readPdf } from './support/pdf.ts';
import { startServe } from './support/serve.ts';
import { expect, test } from './support/test.ts';

const rates = [0.001, 0.003, 0.01, 0.03];
const group = (rate: number): string => `lr ${rate}`;
const names = rates.map(group);
const baseline = 0.03;

/** Two-sided 95 % quantile of Student's t with 2 degrees of freedom, from the printed tables. */
const t2 = 4.303;

/** Textbook formulas, on purpose not the program's own. */
function statistics(values: readonly number[]): { mean: number; sd: number; half: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return { mean, sd, half: (t2 * sd) / Math.sqrt(values.length) };
}

const statisticsOf = (runs: readonly ListedRun[], rate: number): ReturnType<typeof statistics> & { n: number } => {
  const members = runs.filter(({ overrides }) => overrides['training.optimizer.learningRate'] === rate);
  return { ...statistics(members.map(({ final }) => final.validation!.error!)), n: members.length };
};

/** The cells of a group in the table at the crosshair: centre, spread, n, difference to the baseline. */
const readout = (page: Page, name: string): Locator =>
  page
    .getByRole('region', { name: /^At / })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

const perCent = (share: number): string => (100 * share).toFixed(2);
const points = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(2)} pp`;

test.describe('the learning rates on real MNIST', () => {
  test.use({ data: mnist });

  test('train live, and Compare shows the statistic of exactly those runs', async ({ page, workspace }) => {
    needsMnist();
    await test.step('from the card, made small, to 12 runs', async () => {
      await page.getByRole('link', { name: /Four learning rates/ }).click();
      await expect(page).toHaveURL(/\/new\?recipe=vu-learning-rates/);
      const size = { 'Training images': '4000', 'Held out': '1000', 'Units of hidden layer 1': '32', Length: '3' };
      await fill(page, { ...size, Name: 'Small rates' });
      await expect(page.getByRole('button', { name: 'Start 12 runs' })).toBeVisible();
      await start(page);
      await expect(row(page, 'Small rates')).toContainText(/\d+\/12/);
      await expect(row(page, 'Small rates')).toContainText('finished', { timeout: 30_000 });
    });
    const runs = await endedRunsOf(workspace, 'Small rates');
    expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'finished'));
    const expected = rates.map((rate) => ({ name: group(rate), ...statisticsOf(runs, rate) }));
    const base = expected.at(-1)!;

    await takeFromMenu(page, 'Small rates', 'Compare');
    await test.step('four panels, and an overlay, drawn from the means', async () => {
      await expect(drawing(page)).toHaveAccessibleName(/^validation error against epoch, side by side: /);
      for (const { name, mean } of expected) {
        const said = new RegExp(`${name} from [\\d.]+ % to ${formatError(mean)}(;|\\.$)`);
        await expect(drawing(page)).toHaveAccessibleName(said);
        await expect(page.getByRole('img', { name: /overlaid/ })).toHaveAccessibleName(said);
      }
      await page.getByRole('button', { name: 'overlay', exact: true }).first().click();
      await expect(drawing(page)).toHaveAccessibleName(/overlaid/);
      await page.getByRole('button', { name: 'side by side' }).click();
      await expect(page.locator('[data-caption]')).toHaveText('mean ± SD, n = 3');
    });

    await test.step('the legend and the table say the statistics of the runs', async () => {
      for (const { name, mean, n } of expected)
        await expect(legendEntry(page, name)).toContainText(`${formatError(mean)}, ${n}`);
      await choose(page, 'Baseline', group(baseline));
      for (const { name, mean, sd, n } of expected)
        await expect(readout(page, name)).toHaveText([
          formatError(mean),
          perCent(sd),
          String(n),
          name === base.name ? '–' : points(mean - base.mean),
        ]);
      await page.getByRole('button', { name: 'tests', exact: true }).click();
      const differences = page.getByRole('list', { name: 'Differences to the baseline' });
      for (const name of names.slice(0, -1)) await expect(differences).toContainText(`${name} `);
    });

    await test.step('the 95 % interval is Student’s t on n − 1', async () => {
      await choose(page, 'Band', 'mean ± 95 % CI');
      await expect(page.locator('[data-caption]')).toHaveText('mean ± 95 % CI, n = 3');
      for (const { name, half } of expected)
        expect(Number(await readout(page, name).nth(1).innerText())).toBeCloseTo(100 * half, 1);
    });

    await test.step('the figure as a PDF: selectable text, lines as paths, nothing as an image', async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Figure as PDF' }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe('small-rates-validation-error.pdf');
      const { text, strokes, images } = readPdf(readFileSync(await file.path()));
      for (const words of ['Validation error against epoch', 'mean ± 95 % CI, n = 3', ...names])
        expect(text).toContain(words);
      expect(strokes).toBeGreaterThan(names.length * 3);
      expect(images).toBe(0);
    });

    await test.step('hide, solo, and all of them again', async () => {
      const isShown = (name: string): Promise<string | null> => legendEntry(page, name).getAttribute('aria-pressed');
      const shown = async (): Promise<string[]> => {
        const pressed = await Promise.all(names.map(isShown));
        return names.filter((_, i) => pressed[i] === 'true');
      };
      await legendEntry(page, names[1]!).click();
      await expect.poll(shown).toEqual(names.filter((_, i) => i !== 1));
      await expect(drawing(page)).not.toHaveAccessibleName(new RegExp(`${names[1]} from`));
      await legendEntry(page, names[2]!).dblclick();
      await expect.poll(shown).toEqual([names[2]]);
      await legendEntry(page, names[2]!).dblclick();
      await expect.poll(shown).toEqual(names);
    });

    await test.step('log y, drag to zoom, double click to reset, and a reload that keeps the view', async () => {
      const logY = page.getByRole('button', { name: 'log y' });
      const before = await logY.getAttribute('aria-pressed');
      const after = before === 'true' ? 'false' : 'true';
      await logY.click();
      await expect(logY).toHaveAttribute('aria-pressed', after);

      const showAll = page.getByRole('button', { name: 'show all' });
      await dragOver(page);
      await expect(showAll).toBeVisible();
      await drawing(page).dblclick({ position: { x: 120, y: 120 } });
      await expect(showAll).toBeHidden();
      await dragOver(page);
      await legendEntry(page, names[0]!).click();

      // The address holds the view, and follows it within half a second.
      await expect.poll(() => decodeURIComponent(page.url())).toMatch(/"hidden":\[.+"zoom":\{/);
      await page.reload();
      await expect(showAll).toBeVisible();
      await expect(logY).toHaveAttribute('aria-pressed', after);
      await expect(legendEntry(page, names[0]!)).toHaveAttribute('aria-pressed', 'false');
      await expect(page.locator('[data-caption]')).toContainText('95 % CI');
      await expect(page.getByLabel('Baseline')).toContainText(group(baseline));
      await expect(legendEntry(page, names[3]!)).toContainText(formatError(base.mean));
    });
  });
});

/** Over the middle of the first panel. */
async function dragOver(page: Page): Promise<void> {
  const box = (await drawing(page).boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 90, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, y, { steps: 4 });
  await page.mouse.up();
}

test('where one setting diverges the rest go on, and the group says so', async ({ page, workspace }) => {
  await openForm(page);
  await choose(page, 'Activation of hidden layer 1', 'identity');
  const size = { 'Training images': '1000', 'Held out': '200', Length: '3', Repeats: '3', Name: 'Slow and wild' };
  await fill(page, { ...size, 'Learning rate': '0.02, 500' });
  await page.keyboard.press('Enter');
  await start(page);
  const outcome = row(page, 'Slow and wild');
  await expect(outcome).toContainText(/3 diverged/);
  await expect(outcome).toContainText(/3 finished/);
  const runs = await endedRunsOf(workspace, 'Slow and wild');
  const { mean } = statisticsOf(runs, 0.02);

  await takeFromMenu(page, 'Slow and wild', 'Compare');
  await expect(legendEntry(page, 'lr 500')).toContainText('▲ 3/3');
  await expect(legendEntry(page, 'lr 500')).toContainText('—');
  await expect(legendEntry(page, 'lr 0.02')).toContainText(`${formatError(mean)}, 3`);
  await expect(page.locator('[data-caption]')).toContainText('diverged 3/6');
  await expect(drawing(page)).toHaveAccessibleName(/lr 500.*(3 of 3 diverged|no values)/);
});

// Opens a page of its own: that a service which was killed leaves errors in the console is what the browser does.
test('a run that was cut off is shown as interrupted, and Resume finishes it', async ({ browser, host, workspace }) => {
  test.skip(host === 'electron', 'the service is killed under the page');
  const context = await browser.newContext();
  const first = await startServe(workspace, null);
  const page = await context.newPage();
  await page.goto(first.url);
  await openForm(page);
  await fill(page, { Length: '150', Name: 'Cut off' });
  await start(page);
  await expect(page.getByRole('status').first()).toHaveText(/^epoch (\d\d+|[3-9]) of 150$/);
  await first.kill();

  const second = await startServe(workspace, null);
  try {
    await page.goto(second.url);
    await expect(row(page, 'Cut off')).toContainText('interrupted');
    const [cut] = await runsOf(workspace, 'Cut off');
    expect(cut!.steps).toBeGreaterThan(0);
    await takeFromMenu(page, 'Cut off', 'Resume');
    await expect(row(page, 'Cut off')).toContainText('finished', { timeout: 60_000 });
    const [run] = await endedRunsOf(workspace, 'Cut off');
    expect(run!.status).toBe('finished');
    expect(run!.steps).toBeGreaterThan(cut!.steps);
    expect(run!.final.validation!.error).toBeLessThan(0.1);
  } finally {
    await context.close();
    await second.stop();
  }
});
