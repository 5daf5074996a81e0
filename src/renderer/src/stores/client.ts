/**
 * The renderer's way to the workbench service: the calls, the events, and whether the connection stands.
 *
 * `main.ts` attaches a workbench (Electron's bridge, the WebSocket of `serve`, or a double in tests) before anything is
 * shown. Whoever keeps a copy of the service's state registers a resync, which runs on reconnecting and on focus.
 */

import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { EventName, WorkbenchApi, WorkbenchEvents } from '../../../shared/contract.ts';

export type Listener<Name extends EventName> = (payload: WorkbenchEvents[Name]) => void;

/** What carries calls and events. `onConnection` reports every change, and nothing where the line cannot break. */
export interface Workbench {
  readonly api: WorkbenchApi;
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Where a dropped or chosen file lies on this machine. @default the host cannot tell, and files are sent */
  readonly pathOf?: (file: File) => string;
}

export const useClient = defineStore('client', () => {
  const workbench = shallowRef<Workbench | null>(null);
  const connected = ref(true);
  const resyncs = new Set<() => void>();

  const resync = (): void => resyncs.forEach((run) => run());

  /** Starts listening; returns the stop. */
  function attach(given: Workbench): () => void {
    workbench.value = given;
    const stopConnection = given.onConnection((state) => {
      const regained = state && !connected.value;
      connected.value = state;
      if (regained) resync();
    });
    window.addEventListener('focus', resync);
    return () => {
      stopConnection();
      window.removeEventListener('focus', resync);
      workbench.value = null;
    };
  }

  function attached(): Workbench {
    if (!workbench.value) throw new Error('client: used before a workbench was attached');
    return workbench.value;
  }

  const on = <Name extends EventName>(name: Name, listener: Listener<Name>): (() => void) =>
    attached().on(name, listener);

  /** Runs when what was missed must be asked for again: after reconnecting and when the window gets the focus. */
  function onResync(run: () => void): () => void {
    resyncs.add(run);
    return () => resyncs.delete(run);
  }

  return {
    connected,
    attach,
    on,
    onResync,
    api: computed<WorkbenchApi>(() => attached().api),
    /** Null where files are sent instead. */
    pathOf: computed(() => attached().pathOf ?? null),
  };
});

/** Listens while the component or store that asks for it lives. */
export function useWorkbenchEvent<Name extends EventName>(name: Name, listener: Listener<Name>): void {
  onScopeDispose(useClient().on(name, listener));
}

/** Registers a resync while the component that asks for it lives. */
export function useResync(run: () => void): void {
  onScopeDispose(useClient().onResync(run));
}
