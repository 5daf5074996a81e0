/** The double of one BrowserWindow with its page: what the shell may call, and what a test may do to it. */

import type * as Electron from 'electron';
import { preventable, strict, strictEvents, type Listener } from './strict.ts';

interface PageListener {
  readonly channel: string;
  readonly listener: (event: Electron.IpcRendererEvent, ...args: unknown[]) => void;
}

export type WindowDouble = ReturnType<typeof createWindowDouble>;

export function createWindowDouble(options: Electron.BrowserWindowConstructorOptions, onClosed: () => void) {
  const events = strictEvents('window', ['close', 'ready-to-show', 'closed']);
  const pageEvents = strictEvents('webContents', ['will-navigate', 'will-attach-webview']);
  const listeners = new Set<PageListener>();
  let page = '';
  let shown = false;
  let focused = 0;
  let minimized = false;
  let maximized = false;
  let closed = false;
  let openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  let permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  let permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;

  const frame = (url: () => string): Electron.WebFrameMain =>
    strict<Electron.WebFrameMain>('frame', {
      get url() {
        return url();
      },
    });
  const mainFrame = frame(() => page);
  const session = strict<Electron.Session>('session', {
    setPermissionRequestHandler: (handler) => void (permissionRequest = handler),
    setPermissionCheckHandler: (handler) => void (permissionCheck = handler),
  });
  const webContents: Electron.WebContents = strict<Electron.WebContents>('webContents', {
    mainFrame,
    session,
    isDestroyed: () => closed,
    setWindowOpenHandler: (handler) => void (openHandler = handler),
    send(channel, ...args) {
      if (closed) throw new Error('Object has been destroyed');
      const event = strict<Electron.IpcRendererEvent>('event', {});
      const cloned: unknown[] = structuredClone(args);
      for (const each of listeners) if (each.channel === channel) each.listener(event, ...cloned);
    },
    on(event: string, listener: Listener) {
      pageEvents.on(event, listener);
      return webContents;
    },
  });
  const electron: Electron.BrowserWindow = strict<Electron.BrowserWindow>('window', {
    webContents,
    loadURL: async (url) => void (page = url),
    show: () => void (shown = true),
    focus: () => void focused++,
    isMinimized: () => minimized,
    restore: () => void (minimized = false),
    maximize: () => void (maximized = true),
    isMaximized: () => maximized,
    getNormalBounds: () => ({ x: 40, y: 30, width: 1100, height: 700 }),
    on(event: string, listener: Listener) {
      events.on(event, listener);
      return electron;
    },
    once(event: string, listener: Listener) {
      events.once(event, listener);
      return electron;
    },
  });

  return {
    electron,
    options,
    listeners,
    sender: { sender: webContents, senderFrame: mainFrame },
    /** Another frame of the same page, at this address. */
    frame: (url: string) => frame(() => url),
    draw: () => events.emit('ready-to-show'),
    minimize: () => void (minimized = true),
    /** Closes as the window's own button does; true when nobody objected. */
    close(): boolean {
      if (closed) return true;
      const event = preventable();
      events.emit('close', event);
      if (event.defaultPrevented) return false;
      closed = true;
      events.emit('closed');
      onClosed();
      return true;
    },
    /** True when the page may go there. */
    navigate(url: string): boolean {
      const event = preventable();
      pageEvents.emit('will-navigate', event, url);
      return !event.defaultPrevented;
    },
    attachWebview(): boolean {
      const event = preventable();
      pageEvents.emit('will-attach-webview', event);
      return !event.defaultPrevented;
    },
    opens: () => openHandler?.(strict<Electron.HandlerDetails>('details', { url: 'https://example.org' })).action,
    mayUse(permission: 'media' | 'clipboard-sanitized-write'): boolean {
      if (permissionRequest === null || permissionCheck === null) throw new Error('no permission handler is set');
      let granted = true;
      const details = strict<Electron.PermissionRequest>('details', {});
      permissionRequest(webContents, permission, (answer) => void (granted = answer), details);
      const checked = permissionCheck(
        webContents,
        permission,
        '',
        strict<Electron.PermissionCheckHandlerHandlerDetails>('details', {}),
      );
      if (checked !== granted) throw new Error(`${permission}: request and check disagree`);
      return granted;
    },
    get page() {
      return page;
    },
    get shown() {
      return shown;
    },
    get focused() {
      return focused;
    },
    get isMaximized() {
      return maximized;
    },
    get isMinimized() {
      return minimized;
    },
    get isClosed() {
      return closed;
    },
  };
}
