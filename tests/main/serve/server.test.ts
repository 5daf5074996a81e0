import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type RunningServer } from '../../../src/main/serve/server.ts';
import { decodeFrame, encodeFrame } from '../../../src/shared/wire.ts';
import { fakeWorkbench, type FakeWorkbench } from '../../support/fakeWorkbench.ts';

let folder: string;
let renderer: string;
let workbench: FakeWorkbench;
let server: RunningServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  renderer = join(folder, 'renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '<title>page</title>');
  writeFileSync(join(renderer, 'assets/app.js'), 'run()');
  writeFileSync(join(renderer, 'notes.xyz'), 'no kind of file that a page has');
  writeFileSync(join(folder, 'secret.json'), '"outside"');
  symlinkSync(join(folder, 'secret.json'), join(renderer, 'link.json'));
  workbench = fakeWorkbench();
  server = await startServer({ workbench, port: 0, renderer });
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As raw as it gets: `fetch` would resolve `..` and forbid a Host of one's own. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, method, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

const token = (): string => new URL(server.url).searchParams.get('token') ?? '';
const cookie = (): string => `backprop-${new URL(server.url).port}=${token()}`;

describe('pages and files', () => {
  it('serves the page at its address, with a cookie for the rest', async () => {
    const answer = await get(`/?token=${token()}`);
    expect(answer).toMatchObject({ status: 200, body: '<title>page</title>' });
    expect(answer.headers['set-cookie']).toEqual([`${cookie()}; HttpOnly; SameSite=Strict; Path=/`]);
    expect(await get('/assets/app.js?v=1', { cookie: cookie() })).toMatchObject({ status: 200, body: 'run()' });
  });

  it('sends strict headers with everything', async () => {
    for (const path of [`/?token=${token()}`, '/', `/none?token=${token()}`]) {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toMatch(/script-src 'self';/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|\*\.|https?:/);
    }
  });

  it('says who may come in', async () => {
    expect(await get('/')).toMatchObject({ status: 403, body: expect.stringContaining('open that address') });
    expect((await get(`/?token=${token()}`, { host: 'evil.example' })).status).toBe(403);
    expect((await get(`/?token=${token()}`, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await get(`/?token=${token()}`, {}, 'POST')).status).toBe(405);
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '//secret.json',
    '/link.json',
    '/notes.xyz',
    '/assets',
    '/assets/',
    '/%00.html',
    '/%zz.html',
    '/missing.js',
  ])('finds nothing at %s', async (path) => {
    expect(await get(path, { cookie: cookie() })).toMatchObject({
      status: 404,
      body: expect.not.stringContaining('outside'),
    });
  });
});

describe('the socket', () => {
  const address = (): string => server.url.replace('http', 'ws').replace('/?', '/socket?');

  async function connect(headers: Record<string, string> = {}): Promise<WebSocket> {
    const socket = new WebSocket(address(), { headers });
    onTestFinished(() => socket.terminate());
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  }
  const next = (socket: WebSocket): Promise<unknown> =>
    new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(decodeFrame(data))));

  it('answers calls and passes events on, typed arrays as they are', async () => {
    const series = { fromStep: 0, batchLoss: new Float32Array([2.3, 2.1]), batchError: new Float32Array([0.9, 0.8]) };
    const getSeries = async () => ({ ...series, fromEvaluation: 0, evaluations: [] });
    Object.assign(workbench.api, { getSeries });
    const socket = await connect();
    socket.send(encodeFrame({ id: 7, name: 'getSeries', input: { id: 'r', fromStep: 0, fromEvaluation: 0 } }));
    expect(await next(socket)).toEqual({
      id: 7,
      reply: { ok: true, value: { ...series, fromEvaluation: 0, evaluations: [] } },
    });
    const event = next(socket);
    workbench.emit('navigate', '/new');
    expect(await event).toEqual({ event: 'navigate', payload: '/new' });
  });

  it('refuses a foreign page, and a page without the secret', async () => {
    await expect(connect({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(connect({ host: 'evil.example' })).rejects.toThrow('403');
    const elsewhere = new WebSocket(address().replace('/socket', '/other'));
    await expect(new Promise((_, reject) => elsewhere.once('error', reject))).rejects.toThrow('403');
    const guessing = new WebSocket(address().replace(/token=.*/, 'token=guess'));
    await expect(new Promise((_, reject) => guessing.once('error', reject))).rejects.toThrow('403');
  });

  it.each([
    ['text', 'hello'],
    ['broken bytes', new Uint8Array([0xc1])],
    ['no call', encodeFrame({ event: 'runs', payload: 1 })],
  ])('ends the connection on %s', async (_, message) => {
    const socket = await connect();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(message);
    expect(await closed).toBe(1003);
  });

  it('ends its connections and stops listening when it closes', async () => {
    const socket = await connect();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await server.close();
    await closed;
    expect(workbench.listeners).toBe(0);
    server = await startServer({ workbench, port: 0, renderer });
  });
});

it('says when its port is taken', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  onTestFinished(() => void other.close());
  await expect(startServer({ workbench, port, renderer })).rejects.toThrow(`port ${port} is taken`);
});
