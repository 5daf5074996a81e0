/** The store's thread: opens the workspace it is given and answers calls until `close`. */

import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { giveBack } from '../../engine/giveBack.ts';
import { channelOver } from './channel.ts';
import { openCore } from './core.ts';
import type { CoreOptions, StoreCore } from './core.ts';
import { databaseName } from './database.ts';
import { explain } from './problems.ts';

/** What the thread serves: `open` once and first, then the calls of the store. */
export type StoreThread = StoreCore & { open(): void };

if (!parentPort) throw new Error('store/worker.ts runs as a worker thread of openStore');
const port = parentPort;
const options = workerData as CoreOptions;
const file = join(options.workspace, databaseName);

const functions: Partial<StoreThread> = {
  open() {
    const core = openCore(options);
    Object.assign(functions, core, {
      // Bytes of checkpoints came to this thread alone, and only to be written.
      writeWeights(runId, step, npz) {
        core.writeWeights(runId, step, npz);
        giveBack([npz]);
      },
      writeResumePoint(runId, point) {
        core.writeResumePoint(runId, point);
        giveBack([point.npz]);
      },
      close() {
        core.close();
        // The reply to this very call still has to leave.
        setImmediate(() => port.close());
      },
    } satisfies Partial<StoreThread>);
  },
};

createBirpc<object, Partial<StoreThread>>(
  functions,
  channelOver(port, (error) => explain(error, file)),
);
