/**
 * A worker thread that plays its part in the pool's protocol without training: what it does is said by the run's id.
 * `dies` ends the thread, `throws` reports a failure, `waits` never answers, anything else ends well.
 */

import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../../src/engine/protocol.ts';

const port = parentPort!;
const send = (message: FromWorker): void => port.postMessage(message);

port.on('message', (message: ToWorker) => {
  if (message.type === 'join') return send({ type: 'left', runId: message.help.runId });
  const { runId } = message.job;
  if (runId === 'dies') process.exit(1);
  if (runId === 'throws') return send({ type: 'failed', runId, message: 'out of luck' });
  if (runId === 'waits') return;
  const state = { step: 1, best: null, sinceBest: 0, firstStepReached: null, last: null };
  send({
    type: 'ended',
    runId,
    end: { status: 'finished', reason: 'length' },
    state,
    seconds: 1,
    final: null,
    weights: new Map(),
    slots: new Map(),
  });
});
