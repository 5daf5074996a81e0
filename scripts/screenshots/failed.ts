/** A run that fails, honestly: its images are taken away while the run before it trains. Needs the real data. */

import { execFile } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../lib/build.ts';
import type { Studio } from './camera.ts';
import { hasMnist, mnist, openStage } from './service.ts';

export async function failedStates({ browser, workspace, take }: Studio): Promise<void> {
  if (!hasMnist) return;
  const images = join(workspace, 'images');
  cpSync(mnist, images, { recursive: true });
  const settings = ['--repeats', '2', '--threads', '1', '--set', 'training.epochs=20', '--quiet'];
  const args = [join(root, 'out/main/cli.js'), 'run', 'ece285-minibatch', '--data', images, '--workspace', workspace];
  // It ends with status 1, since a run of it failed.
  const ended = promisify(execFile)(process.execPath, [...args, ...settings]).catch(() => undefined);
  while (!existsSync(join(workspace, 'checkpoints'))) await sleep(20);
  rmSync(images, { recursive: true });
  await ended;

  const stage = await openStage(browser, workspace);
  const { page } = stage;
  await page.getByText('failed').first().waitFor();
  await take({ name: 'experiments-failed', page });
  await page
    .getByRole('row', { name: /failed/ })
    .first()
    .press('ArrowRight');
  await page.getByRole('link', { name: /seed 2/ }).click();
  await page.getByRole('status').first().getByText('failed').waitFor();
  await take({ name: 'run-failed', page });
  await stage.end();
}
