/**
 * A transport over a WebSocket that comes back by itself. Calls made while the line is down wait for it; calls that were on
 * their way when it broke are refused, since nobody can know whether they were made.
 */

import type { EventListener, Transport } from '../shared/client.ts';
import type { Reply } from '../shared/contract.ts';
import { UserError } from '../shared/errors.ts';
import { decodeFrame, encodeFrame, type CallFrame, type ServiceFrame } from '../shared/wire.ts';

export interface SocketTransport extends Transport {
  /** Hears every change of the connection until the returned function is called. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Ends it for good. */
  close(): void;
}

export interface SocketOptions {
  /** Milliseconds before another attempt; doubled after each that failed, up to 16 times. @default 250 */
  readonly retryAfter?: number;
  /** @default the browser's WebSocket */
  readonly open?: (address: string) => Socket;
}

/** What is used of a WebSocket. */
interface Socket extends EventTarget {
  binaryType: string;
  readonly readyState: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

interface Pending {
  readonly frame: CallFrame;
  sent: boolean;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: UserError) => void;
}

export function openSocket(address: string, options: SocketOptions = {}): SocketTransport {
  const { retryAfter = 250, open = (to): Socket => new WebSocket(to) } = options;
  const listeners = new Set<EventListener>();
  const watchers = new Set<(connected: boolean) => void>();
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let failures = 0;
  let connected = true;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let socket = connectOnce();

  function connectOnce(): Socket {
    const attempt = open(address);
    attempt.binaryType = 'arraybuffer';
    attempt.addEventListener('open', () => {
      failures = 0;
      report(true);
      for (const call of pending.values()) if (!call.sent) send(call);
    });
    attempt.addEventListener('message', (event) => {
      if (event instanceof MessageEvent) receive(event.data);
    });
    attempt.addEventListener('close', () => {
      refuse(({ sent }) => sent);
      if (closed) return;
      report(false);
      retry = setTimeout(() => (socket = connectOnce()), retryAfter * 2 ** Math.min(failures++, 4));
    });
    return attempt;
  }

  function send(call: Pending): void {
    call.sent = true;
    socket.send(encodeFrame(call.frame));
  }

  function receive(data: ArrayBuffer): void {
    const frame = decodeFrame(data) as ServiceFrame;
    if ('event' in frame) return listeners.forEach((listener) => listener(frame.event, frame.payload));
    pending.get(frame.id)?.resolve(frame.reply);
    pending.delete(frame.id);
  }

  function refuse(which: (call: Pending) => boolean): void {
    for (const [id, call] of pending) {
      if (!which(call)) continue;
      pending.delete(id);
      call.reject(new UserError('conflict', 'The connection to the workbench was lost. Runs go on; try again.'));
    }
  }

  function report(state: boolean): void {
    if (state === connected) return;
    connected = state;
    watchers.forEach((watcher) => watcher(state));
  }

  return {
    invoke(name, input) {
      return new Promise((resolve, reject) => {
        const call = { frame: { id: nextId++, name, input }, sent: false, resolve, reject };
        pending.set(call.frame.id, call);
        if (closed) refuse(() => true);
        else if (socket.readyState === WebSocket.OPEN) send(call);
      });
    },
    subscribe: (listener) => added(listeners, listener),
    onConnection: (watcher) => added(watchers, watcher),
    close() {
      closed = true;
      clearTimeout(retry);
      refuse(() => true);
      socket.close();
    },
  };
}

function added<T>(set: Set<T>, member: T): () => void {
  set.add(member);
  return () => void set.delete(member);
}
