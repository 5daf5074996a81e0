/**
 * Host 1: Electron. One instance per workspace, one window, the workbench service in this process, and a shutdown that
 * loses nothing. Everything that can be decided without Electron is decided in other files.
 */

import { app, dialog, ipcMain, Menu, screen, type BrowserWindow } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../shared/errors.ts';
import { serveBridge } from './bridge.ts';
import { readBounds, writeBounds } from './bounds.ts';
import { askBeforeStopping, chooseDatasetPath } from './dialogs.ts';
import { menuTemplate } from './menu.ts';
import { defaultWorkspace } from './paths.ts';
import { createShutdown } from './shutdown.ts';
import { readVersion } from './version.ts';
import { createWindow, pageAddress } from './window.ts';
import { openWorkbench } from './workbench.ts';

const workspace = defaultWorkspace();
// Chromium's own files lie in the workspace, so that the lock below is the workspace's, too.
const profile = join(workspace, 'electron');
mkdirSync(profile, { recursive: true });
app.setPath('userData', profile);

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const boundsFile = join(profile, 'window.json');
  const page = pageAddress();
  // The page loads while the workspace opens; calls that come early wait for it.
  const opening = openWorkbench({
    workspace,
    host: 'electron',
    version: readVersion(),
    chooseDatasetPath: () => chooseDatasetPath(window),
  });
  const window = createWindow({ page, bounds: readBounds(boundsFile, screen.getAllDisplays()) });
  const bridge = serveBridge({ ipcMain, contents: window.webContents, page, workbench: opening });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ platform: process.platform, navigate: bridge.navigate })),
  );
  app.on('second-instance', () => show(window));

  const shutdown = createShutdown({
    workbench: opening,
    ask: () => askBeforeStopping(window),
    async beforeQuit() {
      writeBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
      bridge.stop();
    },
    quit: () => app.quit(),
  });
  window.on('close', shutdown);
  app.on('before-quit', shutdown);
  app.on('window-all-closed', () => app.quit());
  await opening;
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function fail(error: unknown): void {
  dialog.showErrorBox('Backprop Workbench could not start', messageOf(error));
  app.exit(1);
}
