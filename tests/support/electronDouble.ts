/**
 * A double of the `electron` module, for running the built bundles without Electron: typed from electron.d.ts, strict
 * about what it does not know, and faithful in what the shell rests on: nothing works before `ready`, IPC clones what
 * it carries, quitting and closing can be prevented, a sandboxed preload can require `electron` and nothing else.
 */

import type * as Electron from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { createWindowDouble, type WindowDouble } from './electronWindow.ts';
import { preventable, strict, strictEvents, type Listener } from './strict.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export interface ElectronOptions {
  /** What `requestSingleInstanceLock` answers. @default true */
  readonly firstInstance?: boolean;
  /** Which button the next question gets, in order. */
  readonly answers?: number[];
  /** Screens that exist. @default one of 1920 × 1080 */
  readonly workAreas?: readonly Electron.Rectangle[];
}

export function createElectron({ firstInstance = true, answers = [], workAreas }: ElectronOptions = {}) {
  const windows: WindowDouble[] = [];
  const handlers = new Map<string, Handler>();
  const asked: Electron.MessageBoxOptions[] = [];
  const errors: { title: string; content: string }[] = [];
  const events = strictEvents('app', ['second-instance', 'before-quit', 'window-all-closed', 'will-quit']);
  const ended = Promise.withResolvers<number>();
  let ready = false;
  let menu: readonly (Electron.MenuItemConstructorOptions | Electron.MenuItem)[] = [];

  const whenReady = (what: string): void => {
    if (!ready) throw new Error(`${what} cannot be used before the app is ready`);
  };
  /** As Electron quits: ask the app, then every window, and leave only when none of them objects. */
  function quit(): void {
    const event = preventable();
    events.emit('before-quit', event);
    if (event.defaultPrevented || !windows.every((window) => window.close())) return;
    events.emit('will-quit', preventable());
    ended.resolve(0);
  }

  const app: Electron.App = strict<Electron.App>('app', {
    isPackaged: false,
    whenReady: async () => void (ready = true),
    requestSingleInstanceLock: () => firstInstance,
    setPath(name, path) {
      if (name !== 'userData' || ready) throw new Error(`setPath(${name}) is too late or unknown`);
      if (!existsSync(path)) throw new Error(`setPath: ${path} does not exist`);
    },
    quit,
    exit: (code) => ended.resolve(code ?? 0),
    on(event: string, listener: Listener) {
      events.on(event, listener);
      return app;
    },
  });

  /** Callable with `new`, as the real one; what it makes is a strict double, too. */
  class BrowserWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      whenReady('BrowserWindow');
      const window = createWindowDouble(options, () => {
        if (windows.every((each) => each.isClosed)) events.emit('window-all-closed');
      });
      windows.push(window);
      return window.electron;
    }
  }

  const ipcMain = strict<Electron.IpcMain>('ipcMain', {
    handle(channel, handler) {
      if (handlers.has(channel)) throw new Error(`a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    removeHandler: (channel) => void handlers.delete(channel),
  });
  const dialog = strict<Electron.Dialog>('dialog', {
    showErrorBox: (title, content) => void errors.push({ title, content }),
    showMessageBox: async (...args: unknown[]) => {
      asked.push(args.at(-1) as Electron.MessageBoxOptions);
      const response = answers.shift();
      if (response === undefined) throw new Error('a question that the test has no answer for');
      return { response, checkboxChecked: false };
    },
  });
  const screen = strict<Electron.Screen>('screen', {
    getAllDisplays() {
      whenReady('screen');
      const areas = workAreas ?? [{ x: 0, y: 0, width: 1920, height: 1080 }];
      return areas.map((workArea) => strict<Electron.Display>('display', { workArea }));
    },
  });
  const Menu = strict<typeof Electron.Menu>('Menu', {
    buildFromTemplate(template) {
      menu = template;
      return strict<Electron.Menu>('menu', {});
    },
    setApplicationMenu: () => whenReady('setApplicationMenu'),
  });

  /** A call as it arrives from a frame; answers and arguments are cloned on the way. */
  async function invoke(sender: Sender, channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const event = strict<Electron.IpcMainInvokeEvent>('event', sender);
    return structuredClone(await handler(event, ...structuredClone(args)));
  }

  return {
    main: { app, BrowserWindow, dialog, ipcMain, Menu, screen },
    windows,
    asked,
    errors,
    handlers,
    invoke,
    quit,
    /** The exit status, once the app has left. */
    ended: ended.promise,
    get menu() {
      return menu;
    },
    secondInstance: () => events.emit('second-instance', preventable()),
    runPreload: (window: WindowDouble) => runPreload(window, (...args) => invoke(window.sender, ...args)),
  };
}

export type ElectronDouble = ReturnType<typeof createElectron>;
export type Sender = Pick<Electron.IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Runs the window's preload as Electron's sandbox does, and returns what it put into the page. */
function runPreload(
  window: WindowDouble,
  invoke: (channel: string, ...args: unknown[]) => Promise<unknown>,
): Record<string, unknown> {
  const exposed: Record<string, unknown> = {};
  const contextBridge = strict<Electron.ContextBridge>('contextBridge', {
    exposeInMainWorld: (name, api) => void (exposed[name] = api),
  });
  const ipcRenderer: Electron.IpcRenderer = strict<Electron.IpcRenderer>('ipcRenderer', {
    invoke,
    on(channel: string, listener: (event: Electron.IpcRendererEvent, ...args: unknown[]) => void) {
      window.listeners.add({ channel, listener });
      return ipcRenderer;
    },
    removeListener(channel: string, listener: unknown) {
      for (const each of window.listeners)
        if (each.channel === channel && each.listener === listener) window.listeners.delete(each);
      return ipcRenderer;
    },
  });
  // A file has a path where it came from the disk; here its name says which.
  const webUtils = strict<Electron.WebUtils>('webUtils', { getPathForFile: (file) => `/dropped/${file.name}` });
  const path = window.options.webPreferences?.preload ?? '';
  const require = (name: string): unknown => {
    if (name === 'electron') return strict<typeof Electron>('electron', { contextBridge, ipcRenderer, webUtils });
    throw new Error(`a sandboxed preload cannot require '${name}'`);
  };
  compileFunction(readFileSync(path, 'utf8'), ['require', 'exports', 'module'], { filename: path })(require, {}, {});
  return exposed;
}

/** True when the address is a file that exists, as the built page must be. */
export const isExistingFile = (url: string): boolean => url.startsWith('file:') && existsSync(fileURLToPath(url));
