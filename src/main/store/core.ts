/**
 * The store itself, synchronous: every call of the `Store` interface as one transaction on an open workspace. Runs in the
 * store's thread (`worker.ts`); throws what SQLite and the file system throw, which `explain` turns into sentences.
 */

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../shared/errors.ts';
import { openCheckpoints } from './checkpoints.ts';
import { openDatabase } from './database.ts';
import * as experiments from './experiments.ts';
import type { Leases } from './leases.ts';
import { takeLease } from './leases.ts';
import * as library from './library.ts';
import * as images from './images.ts';
import { dropResumePoint, readResumePoint, writeResumePoint } from './resume.ts';
import * as runs from './runs.ts';
import { readSeries } from './series.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';
import { readWeights, removeOrphans, storedSteps, writeWeights } from './weights.ts';

/** `Store` without its promises. */
export type StoreCore = {
  [Name in Exclude<keyof Store, 'workspace'>]: (...input: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>;
};

export interface CoreOptions {
  /** Folder of the workspace; created when missing. */
  readonly workspace: string;
  /** Milliseconds to wait for another process's transaction. */
  readonly busyTimeout: number;
}

export function openCore({ workspace, busyTimeout }: CoreOptions): StoreCore {
  const sql = openDatabase(workspace, busyTimeout);
  const leases = takeLeaseOrClose(sql, join(workspace, 'leases'));
  const checkpoints = openCheckpoints(join(workspace, 'checkpoints'), leases.own);
  const write = <T>(work: () => T): T => inTransaction(sql, work, 'write');
  const read = <T>(work: () => T): T => inTransaction(sql, work, 'read');

  return {
    insertExperiment: (experiment, rows) =>
      write(() => experiments.insertExperiment(sql, leases.own, experiment, rows)),
    listExperiments: () => read(() => experiments.listExperiments(sql)),
    getExperiment: (id) => read(() => experiments.getExperiment(sql, id)),
    renameExperiment: (id, name) => write(() => experiments.renameExperiment(sql, id, name)),
    labelExperiment: (id, labels) => write(() => experiments.labelExperiment(sql, id, labels)),
    hideExperiment: (id, hidden) => write(() => experiments.hideExperiment(sql, id, hidden ? leases.own : null)),
    hideRun: (id, hidden) => write(() => runs.hideRun(sql, id, hidden ? leases.own : null)),
    purge() {
      const removed = write(() => [...experiments.removeHidden(sql, leases), ...runs.removeHiddenRuns(sql, leases)]);
      for (const runId of removed) checkpoints.removeRun(runId);
      // Under the write lock, since it probes leases.
      write(() => removeOrphans(sql, checkpoints, leases));
    },

    getRun: (id) => runs.getRun(sql, id),
    updateRuns: (updates) => write(() => updates.forEach((update) => runs.updateRun(sql, leases, update))),
    readSeries: (id, fromStep, fromEvaluation) =>
      read(() => {
        if (!runs.hasRun(sql, id))
          throw new UserError('not-found', `read series: the run '${id}' is no longer in the workspace.`);
        return readSeries(sql, id, fromStep, fromEvaluation);
      }),
    reclaim: () =>
      write(() => {
        const orphans = runs.interruptOrphans(sql, leases);
        leases.clear();
        return orphans;
      }),
    claimRuns: (ids) => write(() => runs.claimRuns(sql, leases.own, ids)),

    writeWeights: (runId, step, npz) => writeWeights(sql, checkpoints, runId, step, npz),
    readWeights: (runId, step) => readWeights(sql, checkpoints, runId, step),
    listWeights: (runId) => storedSteps(sql, runId),

    writeResumePoint: (runId, point) => writeResumePoint(sql, checkpoints, runId, point),
    readResumePoint: (runId) => readResumePoint(sql, checkpoints, runId),
    dropResumePoint: (runId) => dropResumePoint(sql, checkpoints, runId),

    listDatasets: () => library.listDatasets(sql),
    saveDataset: (entry) => write(() => library.saveDataset(sql, entry)),
    removeDataset: (id) => write(() => library.removeDataset(sql, id)),
    listViews: () => library.listViews(sql),
    saveView: (view) => write(() => library.saveView(sql, view)),
    removeView: (name) => write(() => library.removeView(sql, name)),
    listImageTags: (sha256) => images.listImageTags(sql, sha256),
    tagImages: (sha256, tags, on) => write(() => images.tagImages(sql, sha256, tags, on)),
    listDrawings: () => images.listDrawings(sql),
    saveDrawing: (drawing) => write(() => images.saveDrawing(sql, drawing)),
    removeDrawing: (id) => write(() => images.removeDrawing(sql, id)),
    getSettings: () => library.getSettings(sql),
    saveSettings: (settings) => write(() => library.saveSettings(sql, settings)),
    getSpeed: (kernels) => library.getSpeed(sql, kernels),
    saveSpeed: (kernels, speed) => write(() => library.saveSpeed(sql, kernels, speed)),

    close() {
      leases.release();
      // Closing the last connection moves the log into the database by itself; with others open, this does what it can.
      sql.exec('PRAGMA wal_checkpoint(PASSIVE)');
      sql.close();
    },
  };
}

function takeLeaseOrClose(sql: DatabaseSync, folder: string): Leases {
  try {
    return inTransaction(sql, () => takeLease(folder));
  } catch (error) {
    sql.close();
    throw error;
  }
}
