/** Loads a dataset in a worker thread, so that the caller's thread never blocks. One thread per load. */

import { Worker } from 'node:worker_threads';
import { UserError } from '../../shared/errors.ts';
import type { LoadMessage, LoadRequest, LoadedDataset } from './loading.ts';

export interface LoadOptions {
  /** Ends the load; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the fraction done, 0..1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Leaves out broken images and rows, and counts them in the facts, instead of refusing all. @default false */
  readonly skipBroken?: boolean | undefined;
}

/**
 * @param workerUrl where worker.ts lies: its source under Node 24, its bundle in the built app
 * @throws UserError 'dataset' when the data cannot be used; whatever was thrown when it is our fault
 */
export function loadInThread(
  workerUrl: URL | string,
  request: LoadRequest,
  options: LoadOptions = {},
): Promise<LoadedDataset> {
  const { signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerUrl, { workerData: request });
    // The worker is gone before the caller goes on: nothing is left running behind it.
    const settle = (act: () => void) => {
      signal?.removeEventListener('abort', abort);
      worker.removeAllListeners();
      // A late error of a worker that is being ended must not take the process down.
      worker.on('error', () => undefined);
      void worker.terminate().then(act, act);
    };
    const abort = () => settle(() => reject(signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: LoadMessage) => {
      if (message.type === 'progress') onProgress?.(message.fraction);
      else if (message.type === 'loaded') settle(() => resolve(message.dataset));
      else settle(() => reject(new UserError(message.code, message.message)));
    });
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', (code) => settle(() => reject(new Error(`dataset worker: ended early with exit code ${code}`))));
  });
}
