/** A call that may be asked for often and is made at a bounded rate, the last asking never lost. */

export interface Throttled {
  /** At once where the last call is long enough ago, else as soon as it is. */
  soon(): void;
  now(): void;
  /** Makes no further call. */
  stop(): void;
}

/** @param every milliseconds between two calls of `soon` */
export function throttled(every: number, call: () => void): Throttled {
  let timer: NodeJS.Timeout | null = null;
  let last = -Infinity;
  function now(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    last = performance.now();
    call();
  }
  return {
    now,
    soon() {
      const wait = last + every - performance.now();
      if (wait <= 0) now();
      else timer ??= setTimeout(now, wait);
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
