/**
 * Weights: the file first, then its row. A row without a file can only come from outside, a file without a row only from
 * a crash in between; readers pass over the first, `removeOrphans` and the next write of that step take the second.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Checkpoints } from './checkpoints.ts';
import type { Leases } from './leases.ts';
import { hasRun } from './runs.ts';
import { prepared } from './statements.ts';
import { surplusSteps } from './thinning.ts';
import { inTransaction } from './transaction.ts';

/** Checkpoints kept per run: a 200-epoch full-batch run must not write a gigabyte. */
export const keptCheckpoints = 50;

/** Does nothing for a run that was removed in the meantime. */
export function writeWeights(
  sql: DatabaseSync,
  checkpoints: Checkpoints,
  runId: string,
  step: number,
  npz: Uint8Array,
): void {
  if (!hasRun(sql, runId)) return;
  checkpoints.write(runId, step, npz);
  const surplus = inTransaction(sql, () => {
    if (!hasRun(sql, runId)) return null;
    prepared(sql, 'INSERT OR IGNORE INTO weights (runId, step) VALUES (?, ?)').run(runId, step);
    const dropped = surplusSteps(storedSteps(sql, runId), keptCheckpoints);
    for (const old of dropped) prepared(sql, 'DELETE FROM weights WHERE runId = ? AND step = ?').run(runId, old);
    return dropped;
  });
  if (surplus === null) checkpoints.removeRun(runId);
  else for (const old of surplus) checkpoints.remove(runId, old);
}

/** The weights of a step, or the latest whose file is there. */
export function readWeights(
  sql: DatabaseSync,
  checkpoints: Checkpoints,
  runId: string,
  wanted?: number,
): { step: number; npz: Uint8Array } | null {
  const steps = storedSteps(sql, runId).reverse();
  for (const step of wanted === undefined ? steps : steps.filter((one) => one === wanted)) {
    const npz = checkpoints.read(runId, step);
    if (npz) return { step, npz };
  }
  return null;
}

/** Removes folders of runs that no longer exist, and what writers left unfinished when they died. */
export function removeOrphans(sql: DatabaseSync, checkpoints: Checkpoints, leases: Leases): void {
  // A run's row is written before its folder, so a folder seen without a row belongs to a run that was removed.
  for (const runId of checkpoints.runs()) {
    if (hasRun(sql, runId)) checkpoints.clearUnfinished(runId, leases.isHeld);
    else checkpoints.removeRun(runId);
  }
}

/** Ascending. */
export function storedSteps(sql: DatabaseSync, runId: string): number[] {
  const rows = prepared(sql, 'SELECT step FROM weights WHERE runId = ? ORDER BY step').all(runId);
  return rows.map((row) => Number(row.step));
}
