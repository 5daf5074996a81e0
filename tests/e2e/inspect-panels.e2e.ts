/** The panels beside the gallery: runs beside one another, weights, activations, layers; counts agree with the images shown. */

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fill, openForm, row, start } from './support/actions.ts';
import { endedRunsOf } from './support/records.ts';
import { expect, test } from './support/test.ts';

/** Three seeds of a small network on digits that no file is needed for. */
async function trainSeeds(page: Page, workspace: string): Promise<void> {
  await openForm(page);
  await fill(page, {
    'Training images': '1200',
    'Held out': '400',
    'Units of hidden layer 1': '12',
    'Learning rate': '0.05',
    Length: '3',
    Repeats: '3',
    Name: 'Three seeds',
  });
  await start(page);
  await expect(row(page, 'Three seeds')).toContainText('finished', { timeout: 40_000 });
  const [first] = await endedRunsOf(workspace, 'Three seeds');
  await page.goto(new URL(`#/inspect/${first!.id}`, page.url()).href);
  await expect(images(page).getByRole('gridcell').first()).toBeVisible();
}

const images = (page: Page) => page.getByRole('grid', { name: /^(Mistakes|Images)/ });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const slider = (page: Page) => page.getByRole('slider', { name: 'Epoch' });
const count = (text: string | null): number => Number(/: (\d+) images?,/.exec(text ?? '')?.[1]);

/** Chooses what the button stands for by keyboard, and expects as many images as it says. */
async function expectImages(page: Page, name: RegExp): Promise<number> {
  const button = page.getByRole('button', { name });
  const said = count(await button.textContent());
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: /^(Mistakes|Images)$/ })).toContainText(`${said} of 400 ·`);
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  return said;
}

test('runs beside one another: every count shows its images, and all sum to the split', async ({ page, workspace }) => {
  await trainSeeds(page, workspace);
  await tab(page, 'Runs').press('Enter');
  let sum = 0;
  for (const k of [1, 2, 3]) sum += await expectImages(page, new RegExp(`^wrong in ${k} of 3:`));
  const right = await page.getByRole('button', { name: /^right in all 3:/ }).textContent();
  expect(sum + Number(/: (\d+) image/.exec(right ?? '')?.[1])).toBe(400);

  await page.getByRole('button', { name: 'Compare with…' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'seed 2' }).press('Enter');
  let pairs = 0;
  for (const name of [
    /^both runs are right/,
    /^fixed:/,
    /^broken:/,
    /^both wrong, and say the same/,
    /^both wrong, and say different/,
  ])
    // prettier-ignore
    pairs += await expectImages(page, name);
  expect(pairs).toBe(400);
  await expect(page.getByRole('region', { name: 'Two runs' })).toContainText(/Net [+−±]\d+: .*McNemar|nothing to tell/);
});

test('inside the network: weights, activations and layers follow the epoch', async ({ page, workspace }) => {
  await trainSeeds(page, workspace);
  const weights = page.getByRole('grid', { name: 'First-layer weights, 12 units' });
  const picture = (): Promise<string> =>
    weights
      .locator('canvas')
      .first()
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

  await test.step('weights are redrawn, enlarged, and saved', async () => {
    await expect(weights.getByRole('gridcell')).toHaveCount(12);
    const trained = await picture();
    await slider(page).press('Home');
    await expect.poll(picture).not.toBe(trained);
    await slider(page).press('End');
    await expect.poll(picture).toBe(trained);
    await weights.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: /^unit \d+, enlarged$/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(weights).toBeFocused();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Weights as one PNG sheet' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/weights.*\.png$/);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(300);
  });

  await test.step('activations follow the image', async () => {
    await tab(page, 'Activations').press('Enter');
    const outputs = page.getByRole('slider', { name: 'Outputs of h1' });
    await outputs.focus();
    await page.keyboard.press('End');
    await expect(outputs).toHaveAttribute('aria-valuetext', /^unit 11: /);
    const classes = page.getByRole('list', { name: 'Logits and probabilities' });
    await expect(classes.getByRole('listitem')).toHaveCount(10);
    const before = await classes.innerText();
    await images(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect(classes).not.toHaveText(before, { useInnerText: true });
  });

  await test.step('layers have figures for every epoch, and a chart goes to one', async () => {
    await tab(page, 'Layers').press('Enter');
    const table = page.getByRole('table', { name: 'Layers at epoch 3' });
    await expect(table.getByRole('row')).toHaveCount(3);
    const chart = page.getByRole('img', { name: /^Line chart of weight norm/ });
    await chart.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('table', { name: /^Layers at the start/ })).toBeVisible();
    await expect(slider(page)).toHaveValue('0');
  });
});
