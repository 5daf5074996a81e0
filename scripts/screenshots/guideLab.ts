/** The Lab's exercises for the guide, each as it opens or after what the guide's text does in it. */

import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { choose } from '../../tests/e2e/support/actions.ts';
import { decodeNpz, encodeNpz } from '../../src/main/export/npz.ts';
import { root } from '../lib/build.ts';
import type { Photograph } from './guideCamera.ts';
import type { Stage } from './service.ts';

const execute = promisify(execFile);
const longest = { timeout: 120_000 };

export async function labPictures({ page, show }: Stage, workspace: string, photograph: Photograph): Promise<void> {
  for (const exercise of ['tiny', 'directions', 'stable', 'one-hot']) {
    await show(`/lab/${exercise}`);
    await page.getByRole('main').last().getByRole('region').first().waitFor();
    await photograph(`lab-${exercise}`, page);
  }
  await show('/lab/gradients');
  await checkGradients(page);
  await photograph('lab-gradients', page);
  await choose(page, 'Break it', 'missing mask');
  await checkGradients(page);
  await photograph('lab-gradients-broken', page);

  await show('/lab/verify');
  await page.getByLabel('Your NPZ').setInputFiles(await studentFile(workspace));
  await page.getByText(/The bias is not summed/).waitFor();
  await page.getByRole('row').last().scrollIntoViewIfNeeded();
  await photograph('lab-verify', page);

  await show('/lab/boundary');
  await train(page, 'Train', 1);
  // A training that was over at once is replayed.
  await page.getByText(/^epoch 3 of 3$/i).or(page.getByRole('slider')).first().waitFor(); // prettier-ignore
  await photograph('lab-boundary', page);
  await show('/lab/memorise');
  await train(page, 'Train', 1);
  await photograph('lab-memorise', page);
  await show('/lab/collapse');
  await train(page, 'Train both', 2);
  await photograph('lab-collapse', page);
}

async function checkGradients(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check gradients' }).click();
  await page.getByRole('table', { name: 'Gradient check by tensor' }).waitFor(longest);
}

/** @param runs that the button starts */
async function train(page: Page, button: string, runs: number): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'finished' }).nth(runs - 1).waitFor(longest); // prettier-ignore
}

/** What a right program computes on a batch of five points, but for db1, which is the mean instead of the sum. */
async function studentFile(workspace: string): Promise<string> {
  const path = join(workspace, 'mine.npz');
  const batch = ['export', 'vu-synthetic', '--format', 'batch', '--samples', '5', '--expected', '--out', path];
  await execute(process.execPath, [join(root, 'out/main/cli.js'), ...batch, '--workspace', workspace]);
  const arrays = new Map(decodeNpz(readFileSync(path), path));
  const right = arrays.get('db1');
  if (!right) throw new Error(`${path} holds no db1`);
  arrays.set('db1', { ...right, values: Float64Array.from(right.values, (value) => value / 5) });
  writeFileSync(path, encodeNpz(arrays));
  return path;
}
