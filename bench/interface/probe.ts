/**
 * What the page measures of itself, from before its first script on: how long after an input event the next frame was
 * there, when series arrived, and when a drawing last changed. All of it is by the page's own clock; rasterising and the
 * screen itself come after and are not in it.
 */

import type { Page } from '@playwright/test';
import { encodeFrame } from '../../src/shared/wire.ts';

declare global {
  interface Window {
    probe?: Probe;
  }
}

export interface Reaction {
  /** Milliseconds from the event's own time (its wait in the queue is in it) to the end of the next frame. */
  readonly latency: number;
  /** Milliseconds from the first handler to the end of the next frame. */
  readonly work: number;
}

export interface Probe {
  /** The page's connection to the service. */
  socket: WebSocket | null;
  reactions: Record<string, Reaction[]>;
  /** When a message of more than 10 kB last came in. */
  seriesAt: number;
  /** After which frame an image's description had last changed, and to what. */
  drawn: { readonly at: number; readonly label: string }[];
}

export type InputType = 'click' | 'dblclick' | 'input' | 'pointermove' | 'pointerup';

/** Runs in the page: for `addInitScript`. */
export function installProbe(): void {
  const probe: Probe = { socket: null, reactions: {}, seriesAt: 0, drawn: [] };
  window.probe = probe;
  const afterFrame = (then: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    });
  };
  for (const type of ['click', 'dblclick', 'input', 'pointermove', 'pointerup']) {
    const measure = (event: Event): void => {
      const handled = performance.now();
      afterFrame(() => {
        const now = performance.now();
        (probe.reactions[type] ??= []).push({ latency: now - event.timeStamp, work: now - handled });
      });
    };
    window.addEventListener(type, measure, { capture: true });
  }
  window.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      probe.socket = this;
      this.addEventListener('message', ({ data }) => {
        if (data instanceof ArrayBuffer && data.byteLength > 10_000) probe.seriesAt = performance.now();
      });
    }
  };
  const watchDrawings = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const label = target instanceof Element && target.role === 'img' ? target.ariaLabel : null;
      if (label !== null) afterFrame(() => probe.drawn.push({ at: performance.now(), label }));
    }
  });
  watchDrawings.observe(document, { subtree: true, attributes: true, attributeFilter: ['aria-label'] });
}

/** What was measured since the last time, of one kind of input; resolves after the frames under way. */
export function takeReactions(page: Page, type: InputType): Promise<Reaction[]> {
  return page.evaluate(async (type) => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const taken = window.probe?.reactions[type] ?? [];
    if (window.probe) window.probe.reactions[type] = [];
    return taken;
  }, type);
}

/**
 * Milliseconds that the page's main thread has computed so far. Unlike the time that passes it hardly depends on what else
 * the machine does.
 */
export async function computedBy(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
}

/** Milliseconds of a `getActivity` call from the page over its own connection, until its answer is in the page. */
export function timeActivityCall(page: Page): Promise<number> {
  // An id beyond any that the page itself will use: its client passes over the answer.
  const call = encodeFrame({ id: 2 ** 40, name: 'getActivity', input: {} });
  // An answer begins with the same map header and id as the call.
  const [bytes, idLength] = [[...call], 13];
  return page.evaluate(
    ({ bytes, idLength }) =>
      new Promise<number>((resolve, reject) => {
        const socket = window.probe?.socket;
        if (!socket) return reject(new Error('the page has no connection'));
        const start = performance.now();
        const hear = ({ data }: MessageEvent): void => {
          if (!(data instanceof ArrayBuffer)) return;
          const head = new Uint8Array(data, 0, Math.min(idLength, data.byteLength));
          // The first byte is the number of fields, which differs.
          if (head.length < idLength || head.some((byte, i) => i > 0 && byte !== bytes[i])) return;
          socket.removeEventListener('message', hear);
          resolve(performance.now() - start);
        };
        socket.addEventListener('message', hear);
        socket.send(new Uint8Array(bytes));
      }),
    { bytes, idLength },
  );
}
