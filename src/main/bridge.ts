/**
 * The contract over Electron's IPC: calls on one channel, events on another. A call from anything but the main frame of
 * our window, showing our page, is rejected and logged.
 */

import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { callChannel, eventChannel } from '../shared/bridge.ts';
import { eventNames, type EventName } from '../shared/contract.ts';
import { createDispatcher } from '../shared/dispatch.ts';
import type { Workbench } from './host.ts';
import { isPage } from './window.ts';

export interface BridgeOptions {
  readonly ipcMain: IpcMain;
  readonly contents: WebContents;
  /** The only address whose calls are answered. */
  readonly page: string;
  /** Calls wait until it is open. */
  readonly workbench: Promise<Workbench>;
}

export interface BridgeEnd {
  /** Asks the page for one of its screens: `/new`. */
  navigate(path: string): void;
  stop(): void;
}

export function serveBridge({ ipcMain, contents, page, workbench }: BridgeOptions): BridgeEnd {
  const stops: (() => void)[] = [];
  const send = (event: EventName, payload: unknown): void => {
    if (!contents.isDestroyed()) contents.send(eventChannel, event, payload);
  };
  const ready = workbench.then((opened) => {
    for (const event of eventNames) stops.push(opened.on(event, (payload) => send(event, payload)));
    return createDispatcher(opened.api, { onDefect: (call, error) => console.error(`${call} failed:`, error) });
  });
  // Whoever opened the workbench reports that it failed; here it only means that calls fail, too.
  ready.catch(() => {});

  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isOurs(event, contents, page)) {
      console.error(`bridge: refused a call from ${event.senderFrame?.url ?? 'a frame that is gone'}`);
      throw new Error('bridge: this page may not call the workbench');
    }
    return (await ready)(name, input);
  });

  return {
    navigate: (path) => send('navigate', path),
    stop() {
      ipcMain.removeHandler(callChannel);
      stops.forEach((stop) => stop());
    },
  };
}

function isOurs(event: IpcMainInvokeEvent, contents: WebContents, page: string): boolean {
  const frame = event.senderFrame;
  return event.sender === contents && frame !== null && frame === contents.mainFrame && isPage(frame.url, page);
}
