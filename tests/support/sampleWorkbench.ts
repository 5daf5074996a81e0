/** A workbench for the tests of its hosts: its events are sent by the test, and closing it is seen. */

import type { OnEvent } from '../../src/shared/client.ts';
import type { EventName, WorkbenchApi, WorkbenchEvents } from '../../src/shared/contract.ts';
import type { Workbench } from '../../src/main/host.ts';
import { fakeApi } from './fakeApi.ts';

export interface SampleWorkbench extends Workbench {
  emit<Event extends EventName>(event: Event, payload: WorkbenchEvents[Event]): void;
  readonly listeners: number;
  readonly closed: boolean;
  isBusy: boolean;
}

export function sampleWorkbench(api: Partial<WorkbenchApi> = {}): SampleWorkbench {
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  let closed = false;
  const on: OnEvent = (event, listener) => {
    const relay = (name: EventName, payload: unknown): void => {
      if (name === event) listener(payload as Parameters<typeof listener>[0]);
    };
    listeners.add(relay);
    return () => void listeners.delete(relay);
  };
  return {
    api: fakeApi(api),
    on,
    isBusy: false,
    busy() {
      return this.isBusy;
    },
    async close() {
      closed = true;
    },
    emit: (event, payload) => listeners.forEach((listener) => listener(event, payload)),
    get listeners() {
      return listeners.size;
    },
    get closed() {
      return closed;
    },
  };
}
