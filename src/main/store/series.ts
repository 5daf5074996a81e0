/**
 * Series of a run: the two metrics of every step as chunks of float32, one per flush, and the evaluations as rows.
 * Callers provide the transaction.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Evaluation } from '../../engine/spec.ts';
import type { RunSeries } from '../../shared/contract.ts';
import { decode, encode } from './json.ts';
import { prepared } from './statements.ts';
import type { RunUpdate } from './store.ts';

type Appended = NonNullable<RunUpdate['appended']>;

/** Number of steps stored of a run. */
export function storedSteps(sql: DatabaseSync, runId: string): number {
  const row = prepared(
    sql,
    'SELECT fromStep + steps AS stored FROM chunks WHERE runId = ? ORDER BY fromStep DESC LIMIT 1',
  ).get(runId);
  return Number(row?.stored ?? 0);
}

/**
 * Appends to the series of a run. An earlier `fromStep` than what is stored replaces everything after it: a run that
 * resumes from a checkpoint trains those steps again.
 * @throws RangeError when steps would be missing in between, or loss and error differ in length
 */
export function appendSeries(sql: DatabaseSync, runId: string, appended: Appended): void {
  const { fromStep, batchLoss, batchError, evaluations } = appended;
  const stored = storedSteps(sql, runId);
  if (fromStep > stored)
    throw new RangeError(`store: run ${runId}: series continue at step ${fromStep}, expected at most ${stored}`);
  if (batchLoss.length !== batchError.length)
    throw new RangeError(`store: run ${runId}: ${batchLoss.length} losses but ${batchError.length} errors`);
  if (fromStep < stored) truncate(sql, runId, fromStep);
  if (batchLoss.length > 0) insertChunk(sql, runId, fromStep, batchLoss, batchError);
  const insert = prepared(sql, 'INSERT OR REPLACE INTO evaluations (runId, step, evaluation) VALUES (?, ?, ?)');
  for (const evaluation of evaluations) insert.run(runId, evaluation.step, encode(evaluation));
}

/** Drops every step after `atStep`, cutting the chunk that spans it. */
function truncate(sql: DatabaseSync, runId: string, atStep: number): void {
  const spanning = prepared(sql, 'SELECT * FROM chunks WHERE runId = ? AND fromStep < ? AND fromStep + steps > ?').get(
    runId,
    atStep,
    atStep,
  );
  const from = Number(spanning?.fromStep ?? atStep);
  prepared(sql, 'DELETE FROM chunks WHERE runId = ? AND fromStep >= ?').run(runId, from);
  if (spanning) {
    const head = (blob: unknown): Float32Array => floats(blob).subarray(0, atStep - from);
    insertChunk(sql, runId, from, head(spanning.batchLoss), head(spanning.batchError));
  }
  prepared(sql, 'DELETE FROM evaluations WHERE runId = ? AND step > ?').run(runId, atStep);
}

function insertChunk(sql: DatabaseSync, runId: string, from: number, loss: Float32Array, error: Float32Array): void {
  prepared(sql, 'INSERT INTO chunks (runId, fromStep, steps, batchLoss, batchError) VALUES (?, ?, ?, ?, ?)').run(
    runId,
    from,
    loss.length,
    bytes(loss),
    bytes(error),
  );
}

/**
 * Everything from a step and an evaluation on. What lies beyond the end is clamped to it: the reader sees from
 * `fromStep` that the series became shorter.
 */
export function readSeries(sql: DatabaseSync, runId: string, fromStep: number, fromEvaluation: number): RunSeries {
  const stored = storedSteps(sql, runId);
  const first = Math.min(fromStep, stored);
  const batchLoss = new Float32Array(stored - first);
  const batchError = new Float32Array(stored - first);
  const chunks = prepared(
    sql,
    `SELECT fromStep, batchLoss, batchError FROM chunks WHERE runId = ?1 AND fromStep >=
       coalesce((SELECT max(fromStep) FROM chunks WHERE runId = ?1 AND fromStep <= ?2), 0) ORDER BY fromStep`,
  );
  for (const chunk of stored > first ? chunks.iterate(runId, first) : []) {
    const offset = Number(chunk.fromStep) - first;
    const skipped = Math.max(0, -offset);
    batchLoss.set(floats(chunk.batchLoss).subarray(skipped), offset + skipped);
    batchError.set(floats(chunk.batchError).subarray(skipped), offset + skipped);
  }

  const count = Number(prepared(sql, 'SELECT count(*) AS n FROM evaluations WHERE runId = ?').get(runId)?.n);
  const skip = Math.min(fromEvaluation, count);
  const evaluations = prepared(
    sql,
    'SELECT evaluation FROM evaluations WHERE runId = ? ORDER BY step LIMIT -1 OFFSET ?',
  )
    .all(runId, skip)
    .map((row) => decode(String(row.evaluation)) as Evaluation);
  return { fromStep: first, batchLoss, batchError, fromEvaluation: skip, evaluations };
}

function bytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A view where the blob is aligned, else a copy. */
function floats(blob: unknown): Float32Array {
  if (!(blob instanceof Uint8Array)) throw new TypeError('store: a chunk of a series is not a blob');
  const aligned = blob.byteOffset % 4 === 0 ? blob : blob.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
