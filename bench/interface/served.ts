/** A served workspace in a process of its own, and Chromium pages that show it with the probe installed. */

import { chromium, type Browser, type Page } from '@playwright/test';
import { createBirpc, type BirpcReturn } from 'birpc';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumOptions } from '../../tests/e2e/support/chromium.ts';
import type { HostCalls } from './host.ts';
import { installProbe } from './probe.ts';

export interface Served {
  readonly host: BirpcReturn<HostCalls>;
  /** A page with the workbench, opened and connected. @param path of the screen: `/settings` */
  open(path?: string): Promise<Page>;
}

/** Serves a workspace for as long as `work` takes. */
export async function served<T>(workspace: string, work: (served: Served) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, 'host.ts'), [workspace], { serialization: 'advanced' });
  const ended = once(child, 'exit');
  const host = createBirpc<HostCalls>(
    {},
    { post: (message) => child.send(message), on: (hear) => child.on('message', hear), timeout: 120_000 },
  );
  let browser: Browser | null = null;
  try {
    const url = await Promise.race([host.url(), ended.then(() => Promise.reject(new Error('the host ended')))]);
    browser = await chromium.launch(chromiumOptions());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(installProbe);
    const open = async (path = '/'): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(`${url}#${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    };
    return await work({ host, open });
  } finally {
    await browser?.close();
    if (child.connected) await host.close().catch(() => {});
    child.kill();
    await ended;
  }
}

/** Lends out an empty folder. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
