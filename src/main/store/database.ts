/**
 * Opens `workbench.sqlite` of a workspace with the settings every connection of the program uses, migrated to the newest
 * version. Knows nothing of what is stored.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrations.ts';
import { isBusy } from './problems.ts';

export const databaseName = 'workbench.sqlite';

/**
 * @param workspace folder; created when missing
 * @param busyTimeout milliseconds to wait for another process to finish its transaction
 * @throws UserError or an error of SQLite or the file system, which `explain` turns into one
 */
export function openDatabase(workspace: string, busyTimeout: number): DatabaseSync {
  mkdirSync(workspace, { recursive: true });
  const file = join(workspace, databaseName);
  const sql = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true });
  try {
    // The version comes first: nothing may touch a file that is corrupt, another program's or a newer version's.
    sql.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
    migrate(sql, file);
    useWriteAheadLog(sql, busyTimeout);
    // A commit is on the disk when it returns. With NORMAL a power cut could take back half a minute of commits, and
    // at about one commit a second, made in the store's own thread, FULL costs nothing that can be measured.
    // fullfsync makes the same true on macOS and means nothing elsewhere.
    sql.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/**
 * Switching to WAL needs the file alone for a moment, and SQLite does not apply its busy timeout to that. Where the
 * file system cannot do WAL (some network drives) SQLite keeps its rollback journal: slower, equally safe.
 */
function useWriteAheadLog(sql: DatabaseSync, busyTimeout: number): void {
  const deadline = performance.now() + busyTimeout;
  for (;;) {
    try {
      sql.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
