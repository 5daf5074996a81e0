/**
 * One question to a worker thread of its own, which ends with the answer: for work that is long and rare, so that the
 * caller's thread never blocks. `askThread` is the caller's end, `answerOnce` the thread's.
 */

import { Worker, parentPort, workerData } from 'node:worker_threads';
import type { ErrorCode } from '../shared/contract.ts';
import { UserError } from '../shared/errors.ts';

type Message<Answer> =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'done'; readonly answer: Answer }
  /** What a user can cause; defects end the worker instead. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly message: string };

export interface AskOptions {
  /** Ends the thread; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the fraction done, 0..1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * @param workerUrl where the worker lies: its source under Node 24, its bundle in the built app
 * @param name how errors call the thread
 * @throws UserError where the thread refuses; whatever was thrown when it is our fault
 */
export function askThread<Answer>(
  workerUrl: URL | string,
  question: unknown,
  name: string,
  { signal, onProgress }: AskOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerUrl, { workerData: question });
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
    worker.on('message', (message: Message<Answer>) => {
      if (message.type === 'progress') onProgress?.(message.fraction);
      else if (message.type === 'done') settle(() => resolve(message.answer));
      else settle(() => reject(new UserError(message.code, message.message)));
    });
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', (code) => settle(() => reject(new Error(`${name} worker: ended early with exit code ${code}`))));
  });
}

/**
 * Answers the question that the thread was started with.
 * @param work does it; what it throws as a UserError is the answer as well
 * @param buffersOf memory of the answer to be handed over instead of copied. @default none
 */
export function answerOnce<Question, Answer>(
  work: (question: Question, onProgress: (fraction: number) => void) => Answer,
  buffersOf: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  const send = (message: Message<Answer>, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);
  try {
    const answer = work(workerData as Question, (fraction) => send({ type: 'progress', fraction }));
    send({ type: 'done', answer }, buffersOf(answer));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    send({ type: 'refused', code: error.code, message: error.message });
  }
}
