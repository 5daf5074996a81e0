/**
 * The schema, as the numbered list of steps that lead to it. `user_version` of the file counts the steps taken.
 *
 * A step, once released, is never edited: a workspace out there has already taken it. Append a new one instead.
 * Series are blobs of little-endian float32 (every platform we run on is little-endian); JSON columns are written and
 * read by `rows.ts` and `series.ts` alone.
 */

import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../shared/errors.ts';
import { inTransaction } from './transaction.ts';

/** `migrations[v]` leads from version v to v + 1. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE experiments (
    "id"           TEXT PRIMARY KEY,
    "name"         TEXT NOT NULL,
    "createdAt"    REAL NOT NULL,
    "experiment"   TEXT NOT NULL,            -- JSON
    "datasetName"  TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "parameters"   INTEGER NOT NULL,
    "hiddenBy"     TEXT                      -- lease of the process that deleted it and may still undo that
  );

  CREATE TABLE runs (
    "id"               TEXT PRIMARY KEY,
    "experimentId"     TEXT NOT NULL REFERENCES experiments(id) ON DELETE CASCADE,
    "index"            INTEGER NOT NULL,
    "seed"             INTEGER NOT NULL,
    "overrides"        TEXT NOT NULL,        -- JSON
    "experiment"       TEXT NOT NULL,        -- JSON
    "architecture"     TEXT NOT NULL,
    "parameters"       INTEGER NOT NULL,
    "status"           TEXT NOT NULL,
    "message"          TEXT,
    "step"             INTEGER NOT NULL,
    "totalSteps"       INTEGER NOT NULL,
    "epoch"            REAL NOT NULL,
    "totalEpochs"      REAL,
    "seconds"          REAL NOT NULL,
    "samplesPerSecond" REAL,
    "rankedBy"         TEXT NOT NULL,
    "bestError"        REAL,
    "lastError"        REAL,
    "spark"            TEXT NOT NULL,        -- JSON
    "kernels"          TEXT,
    "dataset"          TEXT,                 -- JSON
    "engineVersion"    TEXT NOT NULL,
    "startedAt"        REAL,
    "endedAt"          REAL,
    "initial"          TEXT,                 -- JSON
    "final"            TEXT,                 -- JSON
    "firstStepReached" INTEGER,
    "resumedFromStep"  INTEGER,
    "owner"            TEXT NOT NULL,        -- lease of the process that trains it
    UNIQUE ("experimentId", "index")
  );
  CREATE INDEX runs_by_status ON runs ("status");

  CREATE TABLE chunks (
    "runId"      TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    "fromStep"   INTEGER NOT NULL,
    "steps"      INTEGER NOT NULL,
    "batchLoss"  BLOB NOT NULL,              -- float32 (steps)
    "batchError" BLOB NOT NULL,              -- float32 (steps)
    UNIQUE ("runId", "fromStep")
  );

  CREATE TABLE evaluations (
    "runId"      TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    "step"       INTEGER NOT NULL,
    "evaluation" TEXT NOT NULL,              -- JSON
    PRIMARY KEY ("runId", "step")
  ) WITHOUT ROWID;

  CREATE TABLE weights (
    "runId" TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    "step"  INTEGER NOT NULL,
    PRIMARY KEY ("runId", "step")
  ) WITHOUT ROWID;

  CREATE TABLE datasets ("id" TEXT PRIMARY KEY, "entry" TEXT NOT NULL);
  CREATE TABLE settings ("name" TEXT PRIMARY KEY, "value" TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE speeds ("kernels" TEXT PRIMARY KEY, "multiplyAddsPerSecond" REAL NOT NULL) WITHOUT ROWID;
  `,
  `
  CREATE TABLE resumePoints (
    "runId" TEXT PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
    "step"  INTEGER NOT NULL,
    "state" TEXT NOT NULL                    -- JSON
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE experiments ADD COLUMN "tags"     TEXT NOT NULL DEFAULT '[]';    -- JSON
  ALTER TABLE experiments ADD COLUMN "notes"    TEXT NOT NULL DEFAULT '';
  ALTER TABLE experiments ADD COLUMN "archived" TEXT NOT NULL DEFAULT 'false'; -- JSON
  CREATE TABLE views ("name" TEXT PRIMARY KEY, "savedAt" REAL NOT NULL, "view" TEXT NOT NULL);
  `,
  `
  CREATE TABLE imageTags (
    "sha256" TEXT NOT NULL,                  -- of the dataset
    "part"   TEXT NOT NULL,                  -- train or test
    "number" INTEGER NOT NULL,
    "tag"    TEXT NOT NULL,
    PRIMARY KEY ("sha256", "part", "number", "tag")
  ) WITHOUT ROWID;
  CREATE TABLE drawings (
    "id"        TEXT PRIMARY KEY,
    "createdAt" REAL NOT NULL,
    "label"     INTEGER,
    "height"    INTEGER NOT NULL,
    "width"     INTEGER NOT NULL,
    "pixels"    BLOB NOT NULL,               -- uint8 (height, width)
    "strokes"   TEXT NOT NULL                -- JSON
  );
  `,
  `
  ALTER TABLE experiments ADD COLUMN "testRevealedAt" REAL; -- null while nobody asked for the test figures
  `,
  `
  ALTER TABLE runs ADD COLUMN "hiddenBy" TEXT; -- as that of experiments, for a run deleted by itself
  `,
];

/** Marks a file as ours in its header: 'BPWB'. */
export const applicationId = 0x42505742;

/**
 * Brings a database to the newest version, one transaction per step, and keeps a copy `workbench.v<N>.sqlite` of an
 * existing one before each. Safe against a second process that does the same at the same moment.
 * @throws UserError when the file is another program's, or was made by a newer version of this one
 */
export function migrate(sql: DatabaseSync, file: string, steps: readonly string[] = migrations): void {
  const isNew = versionOf(sql, file) === 0;
  for (;;) {
    const version = versionOf(sql, file);
    if (version > steps.length)
      throw new UserError(
        'workspace',
        `workspace ${file}: made by a newer Backprop Workbench (format ${version}; this one reads up to ` +
          `${steps.length}). Update the program, or choose another workspace.`,
      );
    if (version === steps.length) return;
    if (!isNew) keepCopy(sql, file, version);
    inTransaction(sql, () => {
      if (versionOf(sql, file) !== version) return; // another process was faster: look again
      sql.exec(steps[version]!);
      sql.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version + 1}`);
    });
  }
}

function versionOf(sql: DatabaseSync, file: string): number {
  const number = (pragma: string): number => Number(sql.prepare(`PRAGMA ${pragma}`).get()![pragma]);
  const hasTables = sql.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  if (hasTables && number('application_id') !== applicationId)
    throw new UserError(
      'workspace',
      `workspace ${file}: this database belongs to another program and was left alone. Choose another workspace folder.`,
    );
  return number('user_version');
}

/** Written beside its final name first, so that a half-made copy is never taken for a whole one. */
function keepCopy(sql: DatabaseSync, file: string, version: number): void {
  const copy = join(dirname(file), `workbench.v${version}.sqlite`);
  const unfinished = `${copy}.${process.pid}.tmp`;
  rmSync(unfinished, { force: true });
  sql.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}
