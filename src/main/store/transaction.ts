/** One transaction around a piece of synchronous work. */

import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs `work` in a transaction: committed when it returns, rolled back when it throws.
 * @param mode `write` takes the write lock at once, so that what is read stays true until the commit; `read` gives
 *   several queries one consistent view without locking anyone out
 */
export function inTransaction<T>(sql: DatabaseSync, work: () => T, mode: 'write' | 'read' = 'write'): T {
  sql.exec(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
  try {
    const result = work();
    sql.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (sql.isTransaction) sql.exec('ROLLBACK');
    throw error;
  }
}
