/**
 * The calling end of the contract: turns a transport that carries names and values into the typed `WorkbenchApi` and its
 * events. What the service refused arrives as the same `UserError` that it threw there.
 */

import { callSchemas, type CallName, type EventName, type Reply, type WorkbenchApi } from './contract.ts';
import type { WorkbenchEvents } from './contract.ts';
import { isCallName, type CallTable } from './dispatch.ts';
import { UserError } from './errors.ts';

export type EventListener = (event: EventName, payload: unknown) => void;

/** What a host offers: Electron's preload bridge, the WebSocket of `serve`, or a dispatcher called directly. */
export interface Transport {
  /** Rejects only when the connection itself fails. */
  invoke(name: CallName, input: unknown): Promise<Reply>;
  /** Hears every event until the returned function is called. */
  subscribe(listener: EventListener): () => void;
}

export type OnEvent = <Event extends EventName>(
  event: Event,
  listener: (payload: WorkbenchEvents[Event]) => void,
) => () => void;

export interface Client {
  readonly api: WorkbenchApi;
  /** Hears one event until the returned function is called. */
  readonly on: OnEvent;
}

export function createClient(transport: Transport): Client {
  const call = (name: CallName) => async (input: unknown) => {
    const reply = await transport.invoke(name, input);
    if (!reply.ok) throw new UserError(reply.code, reply.message);
    return reply.value;
  };
  // The one place where an answer's type is taken on trust: the service checked what it was asked, and types its answers.
  const api = Object.fromEntries(
    Object.keys(callSchemas)
      .filter(isCallName)
      .map((name) => [name, call(name)]),
  );

  const on: OnEvent = (event, listener) =>
    transport.subscribe((name, payload) => {
      if (name === event) listener(payload as Parameters<typeof listener>[0]);
    });
  return { api: api as CallTable, on };
}
