/** Loads a dataset in a worker thread, so that the caller's thread never blocks. One thread per load. */

import { askThread, type AskOptions } from '../oneShot.ts';
import type { LoadRequest, LoadedDataset } from './loading.ts';

export interface LoadOptions extends AskOptions {
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
  return askThread(workerUrl, request, 'dataset', options);
}
