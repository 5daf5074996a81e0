/**
 * The heaps of every thread of this process: how large they are, and a garbage collection in each of them, which only the
 * inspector can ask of a thread from outside.
 */

import { Session } from 'node:inspector/promises';
import { getHeapStatistics } from 'node:v8';
import type { Worker } from 'node:worker_threads';

export interface Heaps {
  /** Bytes of the pages that are in memory, garbage included. */
  readonly main: number;
  /** Of all other threads together. */
  readonly others: number;
}

export interface Threads {
  heaps(): Promise<Heaps>;
  /** Collects the garbage of every thread; resolves when all have. */
  collect(): Promise<void>;
  close(): void;
}

/** Watches the threads that are started from here on. */
export function watchThreads(): Threads {
  const workers = new Set<Worker>();
  const add = (worker: Worker): void => void workers.add(worker);
  process.on('worker', add);

  async function heapOf(worker: Worker): Promise<number> {
    // A thread that has ended is known by its number; one that ends meanwhile refuses to answer.
    if (worker.threadId < 0) workers.delete(worker);
    else return worker.getHeapStatistics().then(({ total_physical_size: bytes }) => bytes, () => 0); // prettier-ignore
    return 0;
  }

  return {
    async heaps() {
      const others = await Promise.all([...workers].map(heapOf));
      return { main: getHeapStatistics().total_physical_size, others: others.reduce((sum, bytes) => sum + bytes, 0) };
    },
    collect: collectEverywhere,
    close: () => void process.off('worker', add),
  };
}

const collectGarbage = 'HeapProfiler.collectGarbage';

async function collectEverywhere(): Promise<void> {
  const session = new Session();
  session.connect();
  const answered = new Map<string, () => void>();
  const asked: Promise<void>[] = [];
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
    asked.push(new Promise((resolve) => answered.set(sessionId, resolve)));
    const message = JSON.stringify({ id: 1, method: collectGarbage });
    void session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => answered.get(params.sessionId)?.());
  session.on('NodeWorker.detachedFromWorker', ({ params }) => answered.get(params.sessionId)?.());
  try {
    // Resolves when every thread there is has been attached to.
    await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await Promise.all([session.post(collectGarbage), ...asked]);
    await session.post('NodeWorker.disable');
  } finally {
    session.disconnect();
  }
}
