/** Starts the built Electron main bundle against the double, in a workspace of its own. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Bridge } from '../../../src/shared/bridge.ts';
import { createClient } from '../../../src/shared/client.ts';
import { createElectron, type ElectronDouble, type ElectronOptions } from '../../support/electronDouble.ts';
import type { WindowDouble } from '../../support/electronWindow.ts';

const bundle = join(import.meta.dirname, '../../../out/main/index.js');

export function temporaryWorkspace(): string {
  const workspace = mkdtempSync(join(tmpdir(), 'backprop-'));
  onTestFinished(() => rmSync(workspace, { recursive: true, force: true }));
  return workspace;
}

/** Runs the bundle from its first line; the double tells what it did. */
export async function launch(options: ElectronOptions = {}, workspace = temporaryWorkspace()): Promise<ElectronDouble> {
  if (!existsSync(bundle)) throw new Error('out/main is not built: run npm run build first');
  const electron = createElectron(options);
  vi.resetModules();
  vi.doMock('electron', () => electron.main);
  vi.stubEnv('BACKPROP_WORKSPACE', workspace);
  onTestFinished(() => {
    vi.doUnmock('electron');
    vi.unstubAllEnvs();
  });
  await import(bundle);
  return electron;
}

/** Launches, waits for the window, and connects its page through the built preload. */
export async function launchWithPage(options: ElectronOptions = {}, workspace = temporaryWorkspace()) {
  const electron = await launch(options, workspace);
  const window = await vi.waitUntil(() => electron.windows[0]);
  await vi.waitUntil(() => electron.handlers.size > 0);
  const client = createClient(bridgeOf(electron, window));
  onTestFinished(async () => {
    if (window.isClosed) return;
    electron.quit();
    await electron.ended;
  });
  return { electron, window, workspace, ...client };
}

export function bridgeOf(electron: ElectronDouble, window: WindowDouble): Bridge {
  const exposed = electron.runPreload(window);
  if (Object.keys(exposed).join() !== 'workbench')
    throw new Error(`the preload exposes ${Object.keys(exposed).join()}`);
  return exposed['workbench'] as Bridge;
}
