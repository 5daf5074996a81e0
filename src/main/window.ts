/**
 * The one window: sandboxed, without Node, unable to go anywhere else, open anything or ask for permissions. It appears
 * when its page is drawn.
 */

import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { smallestWindow, type Bounds } from './bounds.ts';
import { paths } from './paths.ts';

export interface WindowOptions {
  /** Address of the page; the only one that the window may show. */
  readonly page: string;
  readonly bounds: Bounds;
}

/** The built page, or the development server's while developing. */
export function pageAddress(): string {
  const development = process.env['ELECTRON_RENDERER_URL'];
  if (!app.isPackaged && development) return new URL(development).href;
  return pathToFileURL(join(paths.renderer, 'index.html')).href;
}

export function createWindow({ page, bounds }: WindowOptions): BrowserWindow {
  const { maximized, ...place } = bounds;
  const window = new BrowserWindow({
    ...place,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Backprop Workbench',
    show: false,
    webPreferences: {
      preload: paths.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event, url) => {
    if (!isPage(url, page)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  // Copying is all that the page ever asks for.
  const grants = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  webContents.session.setPermissionRequestHandler((_, permission, decide) => decide(grants(permission)));
  webContents.session.setPermissionCheckHandler((_, permission) => grants(permission));

  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  void window.loadURL(page);
  return window;
}

/** True when the address is the page itself; what follows `#` is the page's own business. */
export function isPage(url: string, page: string): boolean {
  return url.split('#', 1)[0] === page;
}
