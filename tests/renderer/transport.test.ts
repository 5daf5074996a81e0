// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocket, type SocketTransport } from '../../src/renderer/socket.ts';
import { connect, socketAddress } from '../../src/renderer/transport.ts';
import type { Bridge } from '../../src/shared/bridge.ts';
import { decodeFrame, encodeFrame, type CallFrame, type ServiceFrame } from '../../src/shared/wire.ts';

/** The far end of one connection, played by the test. */
class FakeSocket extends EventTarget {
  binaryType = '';
  readyState: number = WebSocket.CONNECTING;
  readonly sent: CallFrame[] = [];

  send(bytes: Uint8Array): void {
    this.sent.push(decodeFrame(bytes) as CallFrame);
  }
  close(): void {
    this.break();
  }
  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }
  break(): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event('close'));
  }
  receive(frame: ServiceFrame): void {
    const bytes = encodeFrame(frame);
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const answer = (id: number, value: unknown): ServiceFrame => ({ id, reply: { ok: true, value } });

describe('openSocket', () => {
  let sockets: FakeSocket[];
  let transport: SocketTransport;
  const latest = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    const open = (): FakeSocket => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    };
    transport = openSocket('ws://127.0.0.1:1/socket', { open, retryAfter: 100 });
  });
  afterEach(() => {
    transport.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('answers each call with its own reply, in whatever order they come', async () => {
    latest().accept();
    const first = transport.invoke('getRun', { id: 'a' });
    const second = transport.invoke('getRun', { id: 'b' });
    const [a, b] = latest().sent;
    expect([a?.input, b?.input]).toEqual([{ id: 'a' }, { id: 'b' }]);
    latest().receive(answer(b?.id ?? 0, 'second'));
    latest().receive(answer(a?.id ?? 0, 'first'));
    expect(await Promise.all([first, second])).toMatchObject([{ value: 'first' }, { value: 'second' }]);
  });

  it('sends what was called before the line stood', async () => {
    const call = transport.invoke('about', {});
    expect(latest().sent).toEqual([]);
    latest().accept();
    const [frame] = latest().sent;
    latest().receive(answer(frame?.id ?? 0, 1));
    expect(await call).toEqual({ ok: true, value: 1 });
  });

  it('passes events on until it is told to stop', () => {
    const heard = vi.fn();
    const stop = transport.subscribe(heard);
    latest().accept();
    latest().receive({ event: 'navigate', payload: '/new' });
    stop();
    latest().receive({ event: 'navigate', payload: '/' });
    expect(heard).toHaveBeenCalledExactlyOnceWith('navigate', '/new');
  });

  it('comes back after a break: refuses what was under way, keeps what waited, and reports both changes', async () => {
    const states: boolean[] = [];
    transport.onConnection((connected) => states.push(connected));
    latest().accept();
    const underWay = transport.invoke('startExperiment', { experiment: {} });
    latest().break();
    await expect(underWay).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('was lost') });
    expect(states).toEqual([false]);

    const later = transport.invoke('about', {});
    vi.advanceTimersByTime(99);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
    latest().accept();
    expect(states).toEqual([false, true]);
    expect(latest().sent).toHaveLength(1);
    latest().receive(answer(latest().sent[0]?.id ?? 0, 'here'));
    expect(await later).toMatchObject({ value: 'here' });
  });

  it('waits longer after each attempt that failed, up to a limit', () => {
    const delays = Array.from({ length: 7 }, () => {
      latest().break();
      const before = sockets.length;
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      return waited;
    });
    expect(delays).toEqual([100, 200, 400, 800, 1600, 1600, 1600]);
  });

  it('refuses everything and stays away once closed', async () => {
    const call = transport.invoke('about', {});
    transport.close();
    await expect(call).rejects.toThrow('was lost');
    await expect(transport.invoke('about', {})).rejects.toThrow('was lost');
    vi.advanceTimersByTime(10_000);
    expect(sockets).toHaveLength(1);
  });

  it('can be closed while it waits for another attempt', async () => {
    latest().break();
    const call = transport.invoke('about', {});
    transport.close();
    await expect(call).rejects.toThrow('was lost');
  });
});

describe('connect', () => {
  it('takes the bridge where the host offers one', async () => {
    const bridge: Bridge = {
      invoke: async () => ({ ok: true, value: null }),
      subscribe: () => () => {},
      pathOf: () => '',
    };
    const { api } = connect({ location, history, workbench: bridge });
    expect(await api.chooseDatasetPath({})).toBeNull();
  });

  it('finds the socket beside the page, with the secret of its address', () => {
    expect(socketAddress(new URL('http://127.0.0.1:4000/?token=x-1#/new'))).toBe(
      'ws://127.0.0.1:4000/socket?token=x-1',
    );
    expect(socketAddress(new URL('http://localhost:80/#/'))).toBe('ws://localhost/socket');
  });
});
