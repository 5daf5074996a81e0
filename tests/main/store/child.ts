/** A second process on a workspace: `node child.ts <task> <workspace>`. Prints `ready` once it did its part. */

import { messageOf } from '../../../src/shared/errors.ts';
import { openStore } from '../../../src/main/store/sqlite.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { anExperiment, aRun } from './records.ts';

const tasks: Record<string, (store: Store) => Promise<void>> = {
  /** Owns a running run with series and weights, until it is killed. */
  async train(store) {
    await store.insertExperiment(anExperiment('theirs'), [aRun('their-run', 'theirs', { status: 'running' })]);
    const appended = {
      fromStep: 0,
      batchLoss: Float32Array.of(3, 2),
      batchError: Float32Array.of(1, 0.5),
      evaluations: [],
    };
    await store.updateRuns([{ id: 'their-run', changes: { step: 2 }, appended }]);
    await store.writeWeights('their-run', 2, Uint8Array.of(1, 2, 3));
    console.log('ready');
    await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    await store.close();
  },
  /** Hides an experiment and stays. */
  async hide(store) {
    await store.insertExperiment(anExperiment('theirs'), []);
    await store.hideExperiment('theirs', true);
    console.log('ready');
    await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    await store.close();
  },
  /** Writes as fast as it can. */
  async write(store) {
    await store.insertExperiment(anExperiment('theirs'), [aRun('their-run', 'theirs', { status: 'running' })]);
    for (let step = 0; step < 100; step++) {
      const appended = {
        fromStep: step,
        batchLoss: Float32Array.of(step),
        batchError: Float32Array.of(0),
        evaluations: [],
      };
      await store.updateRuns([{ id: 'their-run', changes: { step: step + 1 }, appended }]);
    }
    await store.updateRuns([{ id: 'their-run', changes: { status: 'finished' } }]);
    await store.close();
  },
  /** Only opens and closes: what keeps it from that is its output. */
  open: (store) => store.close(),
};

const [task, workspace] = process.argv.slice(2);
const workerUrl = new URL('../../../src/main/store/worker.ts', import.meta.url);
try {
  await tasks[task!]!(await openStore({ workspace: workspace!, workerUrl }));
} catch (error) {
  console.log(messageOf(error));
}
