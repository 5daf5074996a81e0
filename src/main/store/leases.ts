/**
 * Which processes are alive, answered by the operating system. Every open store holds an exclusive SQLite lock on its own
 * file `leases/<id>.sqlite`; the system drops it when the process ends, however it ends. No clocks and no process ids,
 * which are reused.
 *
 * Take, probe and clear leases only inside a write transaction of the workspace's database: it is what keeps a lease
 * from being cleared between the creation of its file and its locking. The files are opened through SQLite alone:
 * POSIX drops all locks of a process on a file as soon as it closes any handle to it.
 */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './problems.ts';

export interface Leases {
  /** The lease this store holds. */
  readonly own: string;
  /** Whether the store that took the lease is still open. */
  isHeld(id: string): boolean;
  /** Removes the files of leases that nobody holds any more. */
  clear(): void;
  release(): void;
}

const ending = '.sqlite';

/** Takes the lock without putting a journal beside the file: nothing is ever written to it. */
const exclusively = 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE';

/** Takes a new lease. @param folder created when missing */
export function takeLease(folder: string): Leases {
  mkdirSync(folder, { recursive: true });
  const own = randomUUID();
  const fileOf = (id: string): string => join(folder, id + ending);
  const lock = new DatabaseSync(fileOf(own), { timeout: 0 });
  lock.exec(exclusively);

  const isHeld = (id: string): boolean => id === own || (existsSync(fileOf(id)) && isLocked(fileOf(id)));
  return {
    own,
    isHeld,
    clear() {
      const ids = readdirSync(folder).flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []));
      for (const id of ids) if (!isHeld(id)) rmSync(fileOf(id), { force: true });
    },
    release() {
      lock.close();
      rmSync(fileOf(own), { force: true });
    },
  };
}

function isLocked(file: string): boolean {
  const probe = new DatabaseSync(file, { timeout: 0 });
  try {
    probe.exec(exclusively);
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    probe.close();
  }
}
