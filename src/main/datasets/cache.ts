/**
 * Keeps the values used last in memory and lets callers who want the same one share a single load.
 *
 * A load is aborted only when every caller waiting for it has aborted; a failed load is forgotten.
 */

import type { LoadOptions } from './thread.ts';

interface Slot<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  readonly listeners: Set<(fraction: number) => void>;
  waiting: number;
  size: number;
}

export interface LoadCache<Value> {
  get(key: string, load: (options: LoadOptions) => Promise<Value>, options?: LoadOptions): Promise<Value>;
  /** Aborts what is loading and forgets everything. */
  clear(): void;
}

/**
 * @param capacity how many values are kept, the most recently used ones, or how large they are together
 * @param sizeOf what a value takes of the capacity. @default 1
 */
export function createLoadCache<Value>(capacity: number, sizeOf: (value: Value) => number = () => 1): LoadCache<Value> {
  // A Map remembers the order of insertion: the first key is the least recently used.
  const slots = new Map<string, Slot<Value>>();
  const forget = (key: string, slot: Slot<Value>) => {
    if (slots.get(key) === slot) slots.delete(key);
  };

  /** Drops the least recently used values beyond the capacity, but nothing that somebody waits for. */
  function trim(): void {
    let size = 0;
    for (const slot of slots.values()) size += slot.size;
    for (const [key, slot] of slots) {
      if (size <= capacity) return;
      if (slot.waiting > 0) continue;
      slots.delete(key);
      size -= slot.size;
    }
  }

  function start(key: string, load: (options: LoadOptions) => Promise<Value>): Slot<Value> {
    const controller = new AbortController();
    const listeners = new Set<(fraction: number) => void>();
    const promise = load({
      signal: controller.signal,
      onProgress: (fraction) => listeners.forEach((listener) => listener(fraction)),
    });
    // One for a load underway.
    const slot = { promise, controller, listeners, waiting: 0, size: 1 };
    promise.then(
      (value) => (slot.size = sizeOf(value)),
      () => forget(key, slot),
    );
    return slot;
  }

  return {
    async get(key, load, { signal, onProgress } = {}) {
      signal?.throwIfAborted();
      const slot = slots.get(key) ?? start(key, load);
      slots.delete(key);
      slots.set(key, slot);

      slot.waiting++;
      trim();
      if (onProgress) slot.listeners.add(onProgress);
      try {
        return await withSignal(slot.promise, signal);
      } finally {
        slot.waiting--;
        if (onProgress) slot.listeners.delete(onProgress);
        if (slot.waiting === 0 && signal?.aborted) {
          slot.controller.abort(signal.reason);
          forget(key, slot);
        }
        trim();
      }
    },
    clear() {
      for (const slot of slots.values()) slot.controller.abort(new Error('the dataset library was closed'));
      slots.clear();
    },
  };
}

/** The promise, or a rejection with the signal's reason as soon as it aborts. */
function withSignal<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
