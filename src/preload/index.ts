/**
 * All that the sandboxed page gets from Electron: call the workbench, hear its events, and learn where a file that a person
 * dropped lies. Nothing else crosses.
 */

import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { bridgeName, callChannel, eventChannel, type Bridge } from '../shared/bridge.ts';
import type { EventName } from '../shared/contract.ts';

const bridge: Bridge = {
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
  invoke: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  subscribe(listener) {
    const relay = (_: IpcRendererEvent, event: EventName, payload: unknown): void => listener(event, payload);
    ipcRenderer.on(eventChannel, relay);
    return () => void ipcRenderer.removeListener(eventChannel, relay);
  },
};
contextBridge.exposeInMainWorld(bridgeName, bridge);
