/** Single runs: read, change, and who trains them. Callers provide the transaction. */

import type { DatabaseSync } from 'node:sqlite';
import type { RunStatus } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { Leases } from './leases.ts';
import { bind, columnList, runFields, toRecord } from './rows.ts';
import { appendSeries } from './series.ts';
import { prepared } from './statements.ts';
import type { RunRecord, RunUpdate } from './store.ts';

/** In these states a run belongs to a living process, or its process died. */
const activeStates: readonly RunStatus[] = ['queued', 'running', 'paused'];
const isActive = `status IN (${activeStates.map((status) => `'${status}'`).join(', ')})`;

export function getRun(sql: DatabaseSync, id: string): RunRecord | null {
  const row = prepared(sql, `SELECT ${columnList(runFields)} FROM runs WHERE id = ?`).get(id);
  return row ? toRecord(row, runFields) : null;
}

export function hasRun(sql: DatabaseSync, id: string): boolean {
  return prepared(sql, 'SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined;
}

export function activeRuns(sql: DatabaseSync): { id: string; experimentId: string; owner: string }[] {
  return prepared(sql, `SELECT id, experimentId, owner FROM runs WHERE ${isActive} ORDER BY rowid`)
    .all()
    .map((row) => ({ id: String(row.id), experimentId: String(row.experimentId), owner: String(row.owner) }));
}

/** Changes one run and appends to its series. A run that is no longer there is passed over. */
export function updateRun(sql: DatabaseSync, leases: Leases, update: RunUpdate): void {
  const row = prepared(sql, `SELECT owner, ${isActive} AS active FROM runs WHERE id = ?`).get(update.id);
  if (!row) return;
  const owner = String(row.owner);
  if (owner !== leases.own && row.active === 1 && leases.isHeld(owner))
    throw new UserError(
      'conflict',
      `update: the run '${update.id}' is being trained by another Backprop Workbench on this workspace. Wait for it, or stop it there.`,
    );

  const names = (Object.keys(runFields) as (keyof RunRecord)[]).filter(
    (name) => name in update.changes && update.changes[name as keyof RunUpdate['changes']] !== undefined,
  );
  const changes: Partial<RunRecord> = update.changes;
  const assignments = [...names.map((name) => `"${name}" = ?`), 'owner = ?'].join(', ');
  prepared(sql, `UPDATE runs SET ${assignments} WHERE id = ?`).run(
    ...bind(changes as RunRecord, runFields, names),
    leases.own,
    update.id,
  );
  if (update.appended) appendSeries(sql, update.id, update.appended);
}

const orphanMessage = 'The workbench ended while this run was underway; what it had reached is kept.';

/** Marks active runs of dead processes as interrupted. @returns their ids */
export function interruptOrphans(sql: DatabaseSync, leases: Leases): string[] {
  const alive = new Map<string, boolean>();
  for (const { owner } of activeRuns(sql)) if (!alive.has(owner)) alive.set(owner, leases.isHeld(owner));
  const orphans = activeRuns(sql).filter((run) => alive.get(run.owner) === false);
  const interrupt = prepared(sql, `UPDATE runs SET status = 'interrupted', message = ? WHERE id = ?`);
  for (const { id } of orphans) interrupt.run(orphanMessage, id);
  return orphans.map((run) => run.id);
}

/** Makes interrupted runs this process's own and queues them. @returns ids of those that were interrupted */
export function claimRuns(sql: DatabaseSync, owner: string, ids: readonly string[]): string[] {
  const claim = prepared(
    sql,
    `UPDATE runs SET status = 'queued', message = NULL, endedAt = NULL, owner = ? WHERE id = ? AND status = 'interrupted'`,
  );
  return ids.filter((id) => claim.run(owner, id).changes === 1);
}

/**
 * Hides a run; an experiment that has no other goes with it.
 * @param hiddenBy lease of the process that hides it; null brings it back, and its experiment
 */
export function hideRun(sql: DatabaseSync, id: string, hiddenBy: string | null): void {
  const row = prepared(sql, 'UPDATE runs SET hiddenBy = ? WHERE id = ? RETURNING experimentId').get(hiddenBy, id);
  if (!row)
    throw new UserError(
      'not-found',
      `${hiddenBy === null ? 'restore' : 'delete'}: the run '${id}' is no longer in the workspace.`,
    );
  const experimentId = String(row.experimentId);
  const shown = prepared(sql, 'SELECT 1 FROM runs WHERE experimentId = ? AND hiddenBy IS NULL').get(experimentId);
  if (hiddenBy === null || !shown)
    prepared(sql, 'UPDATE experiments SET hiddenBy = ? WHERE id = ?').run(hiddenBy, experimentId);
}

/**
 * Removes hidden runs with their series, but for those whose deletion another living process may still undo, and those
 * that one still trains.
 * @returns their ids, whose checkpoints are then to be removed
 */
export function removeHiddenRuns(sql: DatabaseSync, leases: Leases): string[] {
  const isOthers = (lease: unknown): boolean => lease !== leases.own && leases.isHeld(String(lease));
  const hidden = prepared(
    sql,
    `SELECT id, owner, hiddenBy, ${isActive} AS active FROM runs WHERE hiddenBy IS NOT NULL`,
  );
  const removed = hidden.all().filter((run) => !isOthers(run.hiddenBy) && !(run.active === 1 && isOthers(run.owner)));
  for (const { id } of removed) prepared(sql, 'DELETE FROM runs WHERE id = ?').run(id ?? null);
  return removed.map(({ id }) => String(id));
}
