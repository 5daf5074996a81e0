/**
 * The point from which an interrupted run continues: one per run. The new file is complete before the row names it, and
 * the old one goes only after that, so that a crash at any moment leaves a point that can be used.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { TrainerState } from '../../engine/trainer.ts';
import type { Checkpoints } from './checkpoints.ts';
import { decode, encode } from './json.ts';
import { hasRun } from './runs.ts';
import { prepared } from './statements.ts';
import type { ResumePoint } from './store.ts';
import { inTransaction } from './transaction.ts';

interface StoredState {
  readonly state: TrainerState;
  readonly seconds: number;
}

/** Does nothing for a run that was removed in the meantime. */
export function writeResumePoint(
  sql: DatabaseSync,
  checkpoints: Checkpoints,
  runId: string,
  { state, seconds, npz }: ResumePoint,
): void {
  if (!hasRun(sql, runId)) return;
  checkpoints.write(runId, state.step, npz, 'resume');
  const before = inTransaction(sql, () => {
    const step = storedStep(sql, runId);
    const stored: StoredState = { state, seconds };
    prepared(sql, 'INSERT OR REPLACE INTO resumePoints (runId, step, state) VALUES (?, ?, ?)').run(
      runId,
      state.step,
      encode(stored),
    );
    return step;
  });
  if (before !== null && before !== state.step) checkpoints.remove(runId, before, 'resume');
}

export function readResumePoint(sql: DatabaseSync, checkpoints: Checkpoints, runId: string): ResumePoint | null {
  const row = prepared(sql, 'SELECT step, state FROM resumePoints WHERE runId = ?').get(runId);
  if (!row) return null;
  const npz = checkpoints.read(runId, Number(row.step), 'resume');
  return npz && { ...(decode(String(row.state)) as StoredState), npz };
}

export function dropResumePoint(sql: DatabaseSync, checkpoints: Checkpoints, runId: string): void {
  const step = storedStep(sql, runId);
  if (step === null) return;
  inTransaction(sql, () => prepared(sql, 'DELETE FROM resumePoints WHERE runId = ?').run(runId));
  checkpoints.remove(runId, step, 'resume');
}

function storedStep(sql: DatabaseSync, runId: string): number | null {
  const row = prepared(sql, 'SELECT step FROM resumePoints WHERE runId = ?').get(runId);
  return row ? Number(row.step) : null;
}
