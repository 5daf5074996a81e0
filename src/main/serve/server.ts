/**
 * The HTTP server of `serve`: binds to loopback, lets only its own page in, and hands the rest out: files to
 * `assets.ts`, the WebSocket to `socket.ts`. It does not know what the workbench does.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { UserError } from '../../shared/errors.ts';
import type { Workbench } from '../host.ts';
import { readAsset } from './assets.ts';
import { securityHeaders } from './headers.ts';
import { createGuard } from './guard.ts';
import { attachSocket } from './socket.ts';

export interface ServerOptions {
  readonly workbench: Workbench;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Folder of the built page. */
  readonly renderer: string;
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>/?token=<secret>` */
  readonly url: string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** @throws UserError when the port cannot be had */
export async function startServer({ workbench, port, renderer }: ServerOptions): Promise<RunningServer> {
  const server = createServer();
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;
  const guard = createGuard(bound);
  const socket = attachSocket(workbench);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const verdict = guard.judge(request);
    if (!verdict.allowed) return answer(response, verdict.status, verdict.message);
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'Only GET is understood.');
    const asset = readAsset(renderer, request.url ?? '/');
    if (asset === null) return answer(response, 404, 'There is nothing at this address.');
    response.writeHead(200, { ...securityHeaders, ...guard.cookie(verdict), 'Content-Type': asset.type });
    response.end(request.method === 'HEAD' ? undefined : asset.bytes);
  });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const verdict = guard.judge(request);
    if (verdict.allowed && verdict.path === '/socket') return socket.accept(request, stream, head);
    stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  return {
    url: `http://${loopback}:${bound}/?token=${guard.token}`,
    async close() {
      socket.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new UserError(
            'conflict',
            `serve: port ${port} is taken by another program; give another one with --port, or leave it out`,
          ),
        );
      else if (error.code === 'EACCES')
        reject(new UserError('conflict', `serve: this account may not use port ${port}; give one above 1023`));
      else reject(error);
    });
    server.listen(port, loopback, resolve);
  });
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${message}\n`);
}
