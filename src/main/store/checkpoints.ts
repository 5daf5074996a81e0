/**
 * Weights as files, `checkpoints/<run>/<step>.npz`. A file is complete or absent: it is written under a temporary name,
 * forced to the disk and renamed. Which of them count is decided by the rows of the table `weights`, not here.
 */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** `step.npz` holds weights to look at, `step.resume.npz` what training continues from. */
export type CheckpointKind = 'weights' | 'resume';

export interface Checkpoints {
  write(runId: string, step: number, npz: Uint8Array, kind?: CheckpointKind): void;
  /** The bytes, or null when there is no such file. */
  read(runId: string, step: number, kind?: CheckpointKind): Uint8Array | null;
  remove(runId: string, step: number, kind?: CheckpointKind): void;
  removeRun(runId: string): void;
  /** Runs that have a folder. */
  runs(): string[];
  /** Removes temporary files left by writers that are gone. @param isHeld whether a lease is alive */
  clearUnfinished(runId: string, isHeld: (lease: string) => boolean): void;
}

const idForm = /^[\w-]{1,100}$/;

/** A temporary file names the lease of its writer: `120.npz.<lease>.tmp`. */
const unfinished = /^\d+(?:\.resume)?\.npz\.([0-9a-f-]+)\.tmp$/;

/** @param folder `checkpoints` of a workspace. @param lease of the store that writes */
export function openCheckpoints(folder: string, lease: string): Checkpoints {
  const folderOf = (runId: string): string => join(folder, safeName(runId));
  const fileOf = (runId: string, step: number, kind: CheckpointKind = 'weights'): string =>
    join(folderOf(runId), kind === 'resume' ? `${step}.resume.npz` : `${step}.npz`);
  const removeRun = (runId: string): void => rmSync(folderOf(runId), { recursive: true, force: true });
  return {
    write(runId, step, npz, kind) {
      if (mkdirSync(folderOf(runId), { recursive: true }) !== undefined) syncFolder(folder);
      const file = fileOf(runId, step, kind);
      writeDurably(file, `${file}.${lease}.tmp`, npz);
      syncFolder(folderOf(runId));
    },
    read: (runId, step, kind) => unlessMissing(() => new Uint8Array(readFileSync(fileOf(runId, step, kind)))),
    remove: (runId, step, kind) => rmSync(fileOf(runId, step, kind), { force: true }),
    removeRun,
    runs: () => (unlessMissing(() => readdirSync(folder)) ?? []).filter((name) => idForm.test(name)),
    clearUnfinished(runId, isHeld) {
      for (const name of unlessMissing(() => readdirSync(folderOf(runId))) ?? []) {
        const writer = unfinished.exec(name)?.[1];
        if (writer !== undefined && writer !== lease && !isHeld(writer))
          rmSync(join(folderOf(runId), name), { force: true });
      }
    },
  };
}

/** Ids are made by the program; this keeps a wrong one from ever leaving the folder. */
function safeName(runId: string): string {
  if (!idForm.test(runId)) throw new RangeError(`store: '${runId}' is no id of a run`);
  return runId;
}

function writeDurably(file: string, temporary: string, content: Uint8Array): void {
  try {
    const handle = openSync(temporary, 'w');
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The rename itself is on the disk only once its folder is. Windows has no such call and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function unlessMissing<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
