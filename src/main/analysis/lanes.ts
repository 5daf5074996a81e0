/**
 * Calls that replace one another: within a lane only the newest goes on, and the one before it rejects with `cancelled`
 * at once. Calls without a lane go on until they are done, or the program closes.
 */

import { UserError } from '../../shared/errors.ts';

export class Lanes {
  readonly #newest = new Map<string, AbortController>();
  readonly #running = new Set<AbortController>();

  /** Calls that are underway. */
  get running(): number {
    return this.#running.size;
  }

  async run<Result>(lane: string | undefined, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    if (lane !== undefined) {
      this.#newest.get(lane)?.abort(new UserError('cancelled', 'A newer request has taken the place of this one.'));
      this.#newest.set(lane, controller);
    }
    this.#running.add(controller);
    try {
      return await unlessAborted(work(controller.signal), controller.signal);
    } finally {
      this.#running.delete(controller);
      if (lane !== undefined && this.#newest.get(lane) === controller) this.#newest.delete(lane);
    }
  }

  /** Ends the call of a lane; nothing happens where there is none. */
  cancel(lane: string): void {
    this.#newest.get(lane)?.abort(new UserError('cancelled', 'The request was cancelled.'));
  }

  /** Ends every call. */
  close(): void {
    const reason = new UserError('cancelled', 'The workbench was closed.');
    for (const controller of this.#running) controller.abort(reason);
  }
}

/** The work's result, or a rejection with the signal's reason as soon as it aborts, whatever the work still does. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
