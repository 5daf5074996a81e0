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
  readonly open?: (address: string) => WebSocket;
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: UserError) => void;
}

export function openSocket(address: string, options: SocketOptions = {}): SocketTransport {
  const { retryAfter = 250, open = (to) => new WebSocket(to) } = options;
  const listeners = new Set<EventListener>();
  const watchers = new Set<(connected: boolean) => void>();
  const pending = new Map<number, Pending>();
  const waiting: CallFrame[] = [];
  let nextId = 1;
  let failures = 0;
  let connected = true;
  let closed = false;
  let socket = connectOnce();

  function connectOnce(): WebSocket {
    const attempt = open(address);
    attempt.binaryType = 'arraybuffer';
    attempt.addEventListener('open', () => {
      failures = 0;
      report(true);
      for (const frame of waiting.splice(0)) attempt.send(encodeFrame(frame));
    });
    attempt.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => receive(data));
    attempt.addEventListener('close', lost);
    return attempt;
  }

  function lost(): void {
    const waitingIds = new Set(waiting.map((frame) => frame.id));
    for (const [id, { reject }] of pending) {
      if (waitingIds.has(id) && !closed) continue;
      pending.delete(id);
      reject(new UserError('conflict', 'The connection to the workbench was lost. Runs go on; try again in a moment.'));
    }
    if (closed) return;
    report(false);
    const delay = retryAfter * 2 ** Math.min(failures++, 4);
    setTimeout(() => {
      if (!closed) socket = connectOnce();
    }, delay);
  }

  function report(state: boolean): void {
    if (state === connected) return;
    connected = state;
    watchers.forEach((watcher) => watcher(state));
  }

  function receive(data: ArrayBuffer): void {
    const frame = decodeFrame(data) as ServiceFrame;
    if ('event' in frame) return listeners.forEach((listener) => listener(frame.event, frame.payload));
    pending.get(frame.id)?.resolve(frame.reply);
    pending.delete(frame.id);
  }

  return {
    invoke(name, input) {
      const frame = { id: nextId++, name, input };
      return new Promise((resolve, reject) => {
        pending.set(frame.id, { resolve, reject });
        if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame));
        else waiting.push(frame);
      });
    },
    subscribe: (listener) => added(listeners, listener),
    onConnection: (watcher) => added(watchers, watcher),
    close() {
      closed = true;
      socket.close();
    },
  };
}

function added<T>(set: Set<T>, member: T): () => void {
  set.add(member);
  return () => void set.delete(member);
}
