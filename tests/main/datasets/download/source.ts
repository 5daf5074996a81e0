/** A source on this machine that serves files, well or badly, and notes what it was asked and what it sent. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { DownloadSource } from '../../../../src/main/datasets/download/plans.ts';

/** How the next answer goes wrong; what is asked after it goes well. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  /** Announces everything, sends so many bytes, and breaks off, `once` they have arrived where that matters. */
  | { readonly kind: 'break'; readonly after: number; readonly once?: Promise<void> }
  /** Announces everything, sends so many bytes, and nothing more. */
  | { readonly kind: 'stall'; readonly after: number }
  /** Announces only so many bytes and sends them, as if that were the file. */
  | { readonly kind: 'short'; readonly bytes: number }
  /** Sends the whole file, whatever part was asked for. */
  | { readonly kind: 'ignore-range' }
  /** Sends something else of the same length. */
  | { readonly kind: 'other' };

export interface LocalSource extends DownloadSource {
  /** Faults by file, used up one after the other. */
  readonly faults: Map<string, Fault[]>;
  readonly requests: { readonly name: string; readonly range: string | null }[];
  /** Bytes of bodies handed to the connection. */
  sent: number;
  /** Resolves when a stalled answer has sent all it will. */
  stalled(): Promise<void>;
}

export async function localSource(
  files: Readonly<Record<string, Uint8Array>>,
  faults: Readonly<Record<string, Fault[]>> = {},
): Promise<LocalSource> {
  const stalled = Promise.withResolvers<void>();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const source: LocalSource = {
    name: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/mnist/`,
    faults: new Map(Object.entries(faults).map(([name, list]) => [name, [...list]])),
    requests: [],
    sent: 0,
    stalled: () => stalled.promise,
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const name = request.url?.replace('/mnist/', '') ?? '';
    const range = request.headers.range ?? null;
    source.requests.push({ name, range });
    const fault = source.faults.get(name)?.shift();
    const whole = files[name];
    if (fault?.kind === 'status' || !whole) {
      response.writeHead(fault?.kind === 'status' ? fault.status : 404).end('no such file');
      return;
    }
    const from = fault?.kind === 'ignore-range' ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const rest = (fault?.kind === 'other' ? whole.map((byte) => byte ^ 1) : whole).subarray(from);
    const body = fault?.kind === 'short' ? rest.subarray(0, fault.bytes) : rest;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': body.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
    });
    const cut = fault?.kind === 'break' || fault?.kind === 'stall' ? body.subarray(0, fault.after) : body;
    source.sent += cut.length;
    if (cut.length === body.length) response.end(cut);
    else if (fault?.kind === 'break')
      response.write(cut, () => void (fault.once ?? Promise.resolve()).then(() => response.destroy()));
    else response.write(cut, () => stalled.resolve());
  }
  return source;
}

/** Where nobody listens. */
export async function deadSource(): Promise<DownloadSource> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { name: 'nobody', url: `http://127.0.0.1:${port}/mnist/` };
}
