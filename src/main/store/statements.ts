/**
 * Statements of a connection, compiled once. A statement lives outside the JavaScript heap, some kilobytes each, until the
 * collector finds it; in a thread that makes little other garbage that takes hundreds of runs.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The program has some sixty; updates name the columns they change, which could make more. */
const mostKept = 100;

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** The statement of that text. Whoever iterates over its rows does so to the end before asking for it again. */
export function prepared(sql: DatabaseSync, text: string): StatementSync {
  const known = statements.get(sql) ?? new Map<string, StatementSync>();
  statements.set(sql, known);
  const statement = known.get(text) ?? sql.prepare(text);
  // A Map remembers the order of insertion: the first key is the least recently used.
  known.delete(text);
  known.set(text, statement);
  const [oldest] = known.keys();
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
  return statement;
}
