/**
 * `openStore`: the workspace's store, living in a thread of its own because node:sqlite is synchronous. This is the thin
 * end in the main thread; what the calls do is in `core.ts`.
 */

import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { messageOf, UserError } from '../../shared/errors.ts';
import { channelOver } from './channel.ts';
import type { CoreOptions } from './core.ts';
import type { RunUpdate, Store } from './store.ts';
import type { StoreThread } from './worker.ts';

export interface StoreOptions {
  /** Folder of the workspace; created when missing. */
  readonly workspace: string;
  /** The file of `worker.ts`, as the host has it: the source in development, a bundled file in production. */
  readonly workerUrl: URL | string;
  /** Milliseconds to wait for another process to finish a transaction. @default 5000 */
  readonly busyTimeout?: number;
}

/** Young objects of the thread, at most: enough for the rows of a thousand runs. Left to itself V8 goes to 192 MB. */
const youngMegabytes = 12;

/**
 * Opens a workspace, creating it when it is missing and migrating it when it is older.
 * @throws UserError when it cannot be used: damaged, made by a newer version, read-only, full, locked
 */
export async function openStore({ workspace, workerUrl, busyTimeout = 5000 }: StoreOptions): Promise<Store> {
  const options: CoreOptions = { workspace, busyTimeout };
  const worker = new Worker(workerUrl, {
    name: 'store',
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  // Calls wait as long as the disk takes.
  const rpc = createBirpc<StoreThread, object>({}, { ...channelOver(worker), timeout: -1 });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  let gone: string | null = null;
  const onGone = (why: string): void => {
    gone ??= `workspace ${workspace}: ${why}`;
    rpc.$close(new UserError('internal', gone));
  };
  worker.once('error', (error) => onGone(`the store stopped working (${messageOf(error)}). Start the program again.`));
  void ended.then(() => onGone('the store was closed.'));

  const call = <Name extends keyof StoreThread>(
    name: Name,
    ...input: Parameters<StoreThread[Name]>
  ): Promise<ReturnType<StoreThread[Name]>> => {
    if (gone !== null) return Promise.reject(new UserError('internal', gone));
    return rpc.$call(name, ...input);
  };

  try {
    await call('open');
  } catch (error) {
    await worker.terminate();
    throw error;
  }

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    try {
      await call('close');
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    await ended;
  };

  return {
    workspace,
    insertExperiment: (experiment, runs) => call('insertExperiment', experiment, runs),
    listExperiments: () => call('listExperiments'),
    getExperiment: (id) => call('getExperiment', id),
    renameExperiment: (id, name) => call('renameExperiment', id, name),
    labelExperiment: (id, labels) => call('labelExperiment', id, labels),
    hideExperiment: (id, hidden) => call('hideExperiment', id, hidden),
    hideRun: (id, hidden) => call('hideRun', id, hidden),
    purge: () => call('purge'),
    getRun: (id) => call('getRun', id),
    updateRuns: (updates) => call('updateRuns', updates.map(ownBuffers)),
    readSeries: (id, fromStep, fromEvaluation) => call('readSeries', id, fromStep, fromEvaluation),
    reclaim: () => call('reclaim'),
    claimRuns: (ids) => call('claimRuns', ids),
    writeWeights: (runId, step, npz) => call('writeWeights', runId, step, new Uint8Array(npz)),
    readWeights: (runId, step) => call('readWeights', runId, step),
    listWeights: (runId) => call('listWeights', runId),
    writeResumePoint: (runId, point) => call('writeResumePoint', runId, { ...point, npz: Uint8Array.from(point.npz) }),
    readResumePoint: (runId) => call('readResumePoint', runId),
    dropResumePoint: (runId) => call('dropResumePoint', runId),
    listDatasets: () => call('listDatasets'),
    saveDataset: (entry) => call('saveDataset', entry),
    removeDataset: (id) => call('removeDataset', id),
    listViews: () => call('listViews'),
    saveView: (view) => call('saveView', view),
    removeView: (name) => call('removeView', name),
    listImageTags: (sha256) => call('listImageTags', sha256),
    tagImages: (sha256, tags, on) => call('tagImages', sha256, tags, on),
    listDrawings: () => call('listDrawings'),
    saveDrawing: (drawing) => call('saveDrawing', { ...drawing, pixels: Uint8Array.from(drawing.pixels) }),
    removeDrawing: (id) => call('removeDrawing', id),
    getSettings: () => call('getSettings'),
    saveSettings: (settings) => call('saveSettings', settings),
    getSpeed: (kernels) => call('getSpeed', kernels),
    saveSpeed: (kernels, speed) => call('saveSpeed', kernels, speed),
    close: () => (closing ??= close()),
  };
}

/**
 * A copy of the arrays that may be moved to the thread: the caller keeps its own, and a view of the trainer's shared
 * memory, which the next step overwrites, is caught as it is now.
 */
function ownBuffers(update: RunUpdate): RunUpdate {
  if (!update.appended) return update;
  const { batchLoss, batchError } = update.appended;
  return {
    ...update,
    appended: { ...update.appended, batchLoss: batchLoss.slice(), batchError: batchError.slice() },
  };
}
