/** Entry of the dataset worker thread: loads one dataset, hands its memory over and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../shared/errors.ts';
import { buffersOf, load } from './loading.ts';
import type { LoadMessage, LoadRequest } from './loading.ts';
import { summarise } from './overview.ts';

const request = workerData as LoadRequest;
const send = (message: LoadMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

try {
  const dataset = load(request, (fraction) => send({ type: 'progress', fraction }));
  send({ type: 'loaded', dataset: { ...dataset, summary: summarise(dataset) } }, buffersOf(dataset));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  send({ type: 'refused', code: error.code, message: error.message });
}
