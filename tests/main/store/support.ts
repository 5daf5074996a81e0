/** Records, workspaces and child processes for the tests of the store. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { openStore } from '../../../src/main/store/sqlite.ts';
import type { Store } from '../../../src/main/store/store.ts';

export { anExperiment, aRun } from './records.ts';

export const workerUrl = new URL('../../../src/main/store/worker.ts', import.meta.url);

/** An empty folder that goes when the test ends. */
export function aWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that is closed when the test ends. */
export async function open(workspace: string, busyTimeout = 5000): Promise<Store> {
  const store = await openStore({ workspace, workerUrl, busyTimeout });
  onTestFinished(() => store.close());
  return store;
}

export interface Child {
  readonly process: ChildProcess;
  /** Everything it printed until it ended. */
  readonly output: Promise<string>;
  /** Settles when it prints a line that is `ready`. */
  readonly ready: Promise<void>;
}

/** Another process of the program: `child.ts` with a task. Ended with the test at the latest. */
export function startChild(task: string, workspace: string, options: { uid?: number } = {}): Child {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, task, workspace], { stdio: ['pipe', 'pipe', 'inherit'], ...options });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('ready\n')) resolve();
    });
    child.once('close', () => reject(new Error(`child ended before it was ready: ${text}`)));
  });
  ready.catch(() => {}); // not every test waits for it
  return { process: child, ready, output: once(child, 'close').then(() => text) };
}
