/** The Lab from the keyboard alone: a gradient broken and caught, a student's file judged as the command line judges it. */

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { encodeNpz } from '../../src/main/export/npz.ts';
import { solved } from '../support/studentFile.ts';
import { choose, fill, openForm, runStatus, start } from './support/actions.ts';
import { press, tabTo } from './support/keyboard.ts';
import { recordOf } from './support/records.ts';
import { expect, test } from './support/test.ts';

test('a gradient that is broken on purpose is caught, and the tensors are named', async ({ page }) => {
  await press(page, page.getByRole('link', { name: 'Lab', exact: true }));
  await press(page, page.getByRole('link', { name: 'Gradient check' }));
  await tabTo(page, page.getByLabel('Units of hidden layer 1'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('12');
  await press(page, page.getByRole('button', { name: 'Check gradients' }));
  // The digits are made on first use.
  await expect(page.getByText(/^Passed: every relative error is below/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('784-12-10, 20 images', { exact: false })).toBeVisible();

  await press(page, page.getByLabel('Break it'));
  await page.getByRole('option', { name: 'missing mask' }).waitFor();
  await page.keyboard.type('missing mask');
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: 'Check gradients' }));
  await expect(page.getByText(/^Caught: .* in W1 and b1\.$/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: /^does not pass W1/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^passes W2/ })).toBeVisible();
});

test('a student’s file is judged as by the command line', async ({ page, workspace }) => {
  await press(page, page.getByRole('link', { name: 'Lab', exact: true }));
  await press(page, page.getByRole('link', { name: 'Check your own implementation' }));
  const waiting = page.waitForEvent('download');
  await press(page, page.getByRole('button', { name: 'Download batch' }));
  const made = await waiting;
  const batch = { name: made.suggestedFilename(), bytes: await readFile(await made.path()) };
  const file = join(workspace, 'mine.npz');

  for (const [mistakes, cause] of [
    [{ transposed: true }, 'A factor is transposed'],
    [{}, null],
  ] as const) {
    await writeFile(file, encodeNpz(solved(batch, mistakes)));
    const chooser = page.waitForEvent('filechooser');
    await press(page, page.getByLabel('Your NPZ'));
    await (await chooser).setFiles(file);
    const told = await verifyByCommand(file);
    if (cause === null) {
      await expect(page.getByText('Every tensor given is right.')).toBeVisible();
      expect(told).toMatchObject({ pass: true, first: null });
    } else {
      await expect(page.getByText(`${told.first} is the first that is wrong`)).toBeVisible();
      await expect(page.getByText(`Probably: ${told.cause?.sentence}`)).toBeVisible();
      expect(told.cause?.sentence).toContain(cause);
    }
  }
});

test('a curve of another program agrees with its run, and stands beside it in Compare', async ({ page, workspace }) => {
  await openForm(page);
  await choose(page, 'Dataset', 'Synthetic digits');
  await fill(page, { Length: '1' });
  await start(page);
  await expect(runStatus(page)).toHaveText(/finished/);
  const { id, series } = await recordOf(workspace, page.url());
  const rows = series.batchLoss.map((loss, i) => `${i + 1},${loss}`);
  const buffer = Buffer.from(['step,loss', ...rows].join('\n'));
  const csv = { name: 'mine.csv', mimeType: 'text/csv', buffer };

  await page.goto(page.url().replace(/#.*/, '#/lab/verify'));
  await page.getByText('a loss curve (CSV)').click();
  await page.getByLabel('Against the run').click();
  await page.getByRole('option').first().click();
  await page.getByLabel('Your CSV').setInputFiles(csv);
  await expect(page.getByText(`The curve agrees within 1 % at ${rows.length} steps.`)).toBeVisible();

  await page.goto(page.url().replace(/#.*/, `#/compare?runs=${id}`));
  await page.getByLabel('Curve from CSV').first().setInputFiles(csv);
  const legend = page.getByRole('list', { name: 'External curves' });
  await expect(legend).toContainText('mine (external)');
  await expect(page.getByRole('table').filter({ hasText: 'mine (external)' })).toBeVisible();
  await page.reload();
  await expect(legend).toContainText('mine (external)');
  await page.getByRole('button', { name: 'Remove mine (external)' }).click();
  await expect(legend).toHaveCount(0);
});

interface Told {
  readonly pass: boolean;
  readonly first: string | null;
  readonly cause: { readonly sentence: string } | null;
}

/** What `verify` prints; a file that is not right ends it with status 1. */
function verifyByCommand(file: string): Promise<Told> {
  const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
  return new Promise((done) => {
    execFile(process.execPath, [cli, 'verify', file, '--json'], (_, stdout) => done(JSON.parse(stdout) as Told));
  });
}
