/** The one thing the sandboxed page gets from Electron: call the workbench, hear its events. Nothing else crosses. */

import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { bridgeName, callChannel, eventChannel, type Bridge } from '../shared/bridge.ts';
import type { EventName } from '../shared/contract.ts';

const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  subscribe(listener) {
    const relay = (_: IpcRendererEvent, event: EventName, payload: unknown): void => listener(event, payload);
    ipcRenderer.on(eventChannel, relay);
    return () => void ipcRenderer.removeListener(eventChannel, relay);
  },
};
contextBridge.exposeInMainWorld(bridgeName, bridge);
