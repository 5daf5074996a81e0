/**
 * The WebSocket of `serve`: one dispatcher for all pages, every event to every page. A page that does not keep up is spared
 * events, never answers; it asks again when it gets the focus.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { eventNames, type EventName } from '../../shared/contract.ts';
import { createDispatcher, type Dispatch } from '../../shared/dispatch.ts';
import { decodeFrame, encodeFrame } from '../../shared/wire.ts';
import type { Workbench } from '../host.ts';

export interface SocketEnd {
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Stops listening to the workbench and ends every connection. */
  close(): void;
}

/** Most calls are small; a student's arrays are the largest (`mostFileBytes`, and a batch beside them). */
const largestCall = 100 * 2 ** 20;
/** Bytes waiting for a page beyond which it gets no more events. */
const mostWaiting = 8 * 2 ** 20;

export function attachSocket(workbench: Workbench): SocketEnd {
  const dispatch = createDispatcher(workbench.api, {
    onDefect: (call, error) => console.error(`serve: ${call} failed:`, error),
  });
  const server = new WebSocketServer({ noServer: true, maxPayload: largestCall });
  const stops = eventNames.map((event) => workbench.on(event, (payload) => broadcast(server, event, payload)));

  server.on('connection', (page) => {
    page.on('error', () => page.terminate());
    page.on('message', (data, isBinary) => {
      answer(page, dispatch, data, isBinary).catch((error: unknown) => {
        console.error('serve: an answer could not be sent:', error);
        page.terminate();
      });
    });
  });
  return {
    accept: (request, stream, head) =>
      server.handleUpgrade(request, stream, head, (page) => server.emit('connection', page, request)),
    close() {
      stops.forEach((stop) => stop());
      server.clients.forEach((page) => page.terminate());
      server.close();
    },
  };
}

function broadcast(server: WebSocketServer, event: EventName, payload: unknown): void {
  if (server.clients.size === 0) return;
  const message = encodeFrame({ event, payload });
  for (const page of server.clients) if (page.bufferedAmount < mostWaiting) page.send(message);
}

async function answer(page: WebSocket, dispatch: Dispatch, data: RawData, isBinary: boolean): Promise<void> {
  const call = isBinary ? readCall(data) : null;
  if (call === null) return page.close(1003, 'a call is {id, name, input} in MessagePack');
  const reply = await dispatch(call.name, call.input);
  if (page.readyState === page.OPEN) page.send(encodeFrame({ id: call.id, reply }));
}

function readCall(data: RawData): { id: number; name: unknown; input: unknown } | null {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
    const frame = decodeFrame(bytes);
    if (typeof frame !== 'object' || frame === null || !('id' in frame) || typeof frame.id !== 'number') return null;
    return { id: frame.id, name: 'name' in frame ? frame.name : null, input: 'input' in frame ? frame.input : null };
  } catch {
    return null;
  }
}
