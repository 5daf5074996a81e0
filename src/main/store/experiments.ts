/** Experiments: insert, list, rename, hide, remove. Callers provide the transaction. */

import type { DatabaseSync } from 'node:sqlite';
import type { Labels } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { Leases } from './leases.ts';
import { bind, columnList, experimentFields, placeholders, runFields, toRecord } from './rows.ts';
import { activeRuns } from './runs.ts';
import { prepared } from './statements.ts';
import type { ExperimentRecord, ExperimentWithRuns, RunRecord } from './store.ts';

const experimentNames = Object.keys(experimentFields) as (keyof ExperimentRecord)[];
const runNames = Object.keys(runFields) as (keyof RunRecord)[];

export function insertExperiment(
  sql: DatabaseSync,
  owner: string,
  experiment: ExperimentRecord,
  runs: readonly RunRecord[],
): void {
  prepared(
    sql,
    `INSERT INTO experiments (${columnList(experimentFields)}) VALUES (${placeholders(experimentFields)})`,
  ).run(...bind(experiment, experimentFields, experimentNames));
  const insert = prepared(
    sql,
    `INSERT INTO runs (${columnList(runFields)}, owner) VALUES (${placeholders(runFields)}, ?)`,
  );
  for (const run of runs) insert.run(...bind(run, runFields, runNames), owner);
}

/** Newest first; runs by index. Touches no series. */
export function listExperiments(sql: DatabaseSync): ExperimentWithRuns[] {
  const listed = prepared(
    sql,
    `SELECT ${columnList(experimentFields)} FROM experiments WHERE hiddenBy IS NULL
              ORDER BY createdAt DESC, rowid DESC`,
  )
    .all()
    .map((row) => ({ experiment: toRecord(row, experimentFields), runs: new Array<RunRecord>() }));
  const byId = new Map(listed.map((entry) => [entry.experiment.id, entry.runs]));
  const runs = prepared(sql, `SELECT ${columnList(runFields)} FROM runs WHERE hiddenBy IS NULL ORDER BY "index"`);
  for (const row of runs.iterate()) byId.get(String(row.experimentId))?.push(toRecord(row, runFields));
  return listed;
}

/** Null where there is none or it is hidden. */
export function getExperiment(sql: DatabaseSync, id: string): ExperimentWithRuns | null {
  const row = prepared(
    sql,
    `SELECT ${columnList(experimentFields)} FROM experiments WHERE id = ? AND hiddenBy IS NULL`,
  ).get(id);
  if (!row) return null;
  const runs = prepared(
    sql,
    `SELECT ${columnList(runFields)} FROM runs WHERE experimentId = ? AND hiddenBy IS NULL ORDER BY "index"`,
  ).all(id);
  return { experiment: toRecord(row, experimentFields), runs: runs.map((run) => toRecord(run, runFields)) };
}

export function renameExperiment(sql: DatabaseSync, id: string, name: string): void {
  const { changes } = prepared(sql, 'UPDATE experiments SET name = ? WHERE id = ?').run(name, id);
  if (changes === 0) throw missing('rename', id);
}

/** Changes the labels given and leaves the others, and a date of reveal that is there already. */
export function labelExperiment(sql: DatabaseSync, id: string, labels: Labels): void {
  const names = (['tags', 'notes', 'archived', 'testRevealedAt'] as const).filter((name) => labels[name] !== undefined);
  if (names.length === 0) return;
  const assigned = (name: string): string => (name === 'testRevealedAt' ? `coalesce("${name}", ?)` : '?');
  const { changes } = prepared(
    sql,
    `UPDATE experiments SET ${names.map((name) => `"${name}" = ${assigned(name)}`).join(', ')} WHERE id = ?`,
  ).run(...bind(labels as ExperimentRecord, experimentFields, names), id);
  if (changes === 0) throw missing('label', id);
}

/** @param hiddenBy lease of the process that hides it; null brings it back */
export function hideExperiment(sql: DatabaseSync, id: string, hiddenBy: string | null): void {
  const { changes } = prepared(sql, 'UPDATE experiments SET hiddenBy = ? WHERE id = ?').run(hiddenBy, id);
  if (changes === 0) throw missing(hiddenBy === null ? 'restore' : 'delete', id);
}

/**
 * Removes hidden experiments with their runs and series, but for those whose deletion another living process may still
 * undo, and those that one still trains.
 * @returns ids of the removed runs, whose checkpoints are then to be removed
 */
export function removeHidden(sql: DatabaseSync, leases: Leases): string[] {
  const othersTrain = new Set(
    activeRuns(sql).flatMap((run) => (run.owner !== leases.own && leases.isHeld(run.owner) ? [run.experimentId] : [])),
  );
  const hidden = prepared(sql, 'SELECT id, hiddenBy FROM experiments WHERE hiddenBy IS NOT NULL').all();
  const removed: string[] = [];
  for (const row of hidden) {
    const id = String(row.id);
    const hiddenBy = String(row.hiddenBy);
    if (othersTrain.has(id) || (hiddenBy !== leases.own && leases.isHeld(hiddenBy))) continue;
    const runs = prepared(sql, 'SELECT id FROM runs WHERE experimentId = ?').all(id);
    removed.push(...runs.map((run) => String(run.id)));
    prepared(sql, 'DELETE FROM experiments WHERE id = ?').run(id);
  }
  return removed;
}

function missing(operation: string, id: string): UserError {
  return new UserError('not-found', `${operation}: the experiment '${id}' is no longer in the workspace.`);
}
