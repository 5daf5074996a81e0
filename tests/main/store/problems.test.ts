/** Workspaces that cannot be used: one sentence each, and nothing of theirs is touched. */

import {
  chmodSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openCheckpoints } from '../../../src/main/store/checkpoints.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { explain } from '../../../src/main/store/problems.ts';
import { openStore } from '../../../src/main/store/sqlite.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { anExperiment, aRun, aWorkspace, open, startChild, workerUrl } from './support.ts';

/** The sentence that opening the workspace ends with. */
async function refusal(workspace: string, busyTimeout = 100): Promise<string> {
  const error: unknown = await openStore({ workspace, workerUrl, busyTimeout }).then(
    async (store) => {
      await store.close();
      return new Error('it opened');
    },
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  expect(error.message).not.toContain('\n');
  return error.message;
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
};

describe('a database that is not ours to open', () => {
  it.each(['not a database', 'x'.repeat(5000), 'SQLite format 3\0 and then rubbish'.padEnd(8192, '?')])(
    'is left alone when it is no database: %.20s',
    async (content) => {
      const workspace = aWorkspace();
      const file = join(workspace, 'workbench.sqlite');
      writeFileSync(file, content);
      const message = await refusal(workspace);
      expect(message).toContain(file);
      expect(message).toMatch(/damaged|no database/);
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );

  it('is left alone when it was cut off', async () => {
    const workspace = aWorkspace();
    const file = join(workspace, 'workbench.sqlite');
    const store = await openStore({ workspace, workerUrl });
    await store.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    await store.close();
    truncateSync(file, 5000);
    const before = readFileSync(file);
    expect(await refusal(workspace)).toMatch(/damaged and was left as it is/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says so when damage shows only later, and keeps serving what is whole', async () => {
    const workspace = aWorkspace();
    const file = join(workspace, 'workbench.sqlite');
    const first = await openStore({ workspace, workerUrl });
    await first.insertExperiment(anExperiment('e'), [aRun('a', 'e')]);
    await first.close();
    const sql = new DatabaseSync(file);
    const page = Number(sql.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'runs'`).get()!.rootpage);
    sql.close();
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, (page - 1) * 4096);
    closeSync(handle);

    const store = await open(workspace);
    await expect(store.listExperiments()).rejects.toMatchObject({ code: 'workspace' });
    expect(await store.getSettings()).toMatchObject({ theme: 'system' });
  });

  it('is left alone when a newer version made it', async () => {
    const workspace = aWorkspace();
    await (await openStore({ workspace, workerUrl })).close();
    const sql = new DatabaseSync(join(workspace, 'workbench.sqlite'));
    sql.exec('PRAGMA user_version = 99');
    sql.close();
    expect(await refusal(workspace)).toMatch(/made by a newer Backprop Workbench \(format 99; .*Update the program/);
  });

  it('is left alone when it is another program’s', async () => {
    const workspace = aWorkspace();
    const sql = new DatabaseSync(join(workspace, 'workbench.sqlite'));
    sql.exec('CREATE TABLE bookmarks (url)');
    sql.close();
    expect(await refusal(workspace)).toMatch(/belongs to another program/);
  });
});

describe('a folder that cannot be used', () => {
  it('is a file', async () => {
    const file = join(aWorkspace(), 'notes.txt');
    writeFileSync(file, 'text');
    expect(await refusal(file)).toMatch(/a workspace is a folder, and this is a file/);
    expect(await refusal(join(file, 'below'))).toMatch(/part of this path is a file/);
  });

  // The administrator may write anywhere, so the child becomes somebody else.
  const options = process.getuid?.() === 0 ? { uid: 65534 } : {};

  it.skipIf(process.platform === 'win32')('is read-only', async () => {
    const workspace = join(aWorkspace(), 'locked');
    mkdirSync(workspace, { mode: 0o555 });
    chmodSync(join(workspace, '..'), 0o755);
    expect(await startChild('open', workspace, options).output).toMatch(/cannot be opened or created here/);
    expect(await startChild('open', join(workspace, 'new'), options).output).toMatch(/no permission to write/);
  });

  it.skipIf(process.platform === 'win32')('holds a database that is read-only', async () => {
    const workspace = aWorkspace();
    await (await openStore({ workspace, workerUrl })).close();
    chmodSync(join(workspace, 'workbench.sqlite'), 0o444);
    chmodSync(workspace, 0o755);
    expect(await startChild('open', workspace, options).output).toMatch(/workbench.sqlite: .*(read-only|permissions)/);
  });
});

describe('trouble on the way', () => {
  it('a lock that another program keeps', async () => {
    const workspace = aWorkspace();
    const store = await open(workspace, 50);
    await store.insertExperiment(anExperiment('e'), []);
    const other = new DatabaseSync(join(workspace, 'workbench.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.renameExperiment('e', 'x')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/another program keeps it locked/),
    });
    expect(await refusal(workspace)).toMatch(/another program keeps it locked/);
    expect(await store.listExperiments()).toHaveLength(1); // reading goes on
    other.exec('ROLLBACK');
    other.close();
    await store.renameExperiment('e', 'x');
  });

  it('a full disk under the database', () => {
    const workspace = aWorkspace();
    const sql = openDatabase(workspace, 100);
    sql.exec(`PRAGMA max_page_count = ${Number(sql.prepare('PRAGMA page_count').get()!.page_count)}`);
    const error = thrownBy(() => sql.exec(`INSERT INTO settings VALUES ('x', hex(zeroblob(100000)))`));
    sql.close();
    expect(explain(error, 'w.sqlite')).toMatchObject({
      code: 'workspace',
      message: expect.stringMatching(/disk is full/),
    });
  });

  it.runIf(process.platform === 'linux')('a full disk under the weights', () => {
    const handle = openSync('/dev/full', 'w');
    const error = thrownBy(() => writeSync(handle, Buffer.alloc(4096)));
    closeSync(handle);
    expect(explain(error, 'w.sqlite')).toMatchObject({
      code: 'workspace',
      message: expect.stringMatching(/disk is full/),
    });
  });

  it('an id that would leave the folder', () => {
    const checkpoints = openCheckpoints(join(aWorkspace(), 'checkpoints'), 'lease');
    expect(() => checkpoints.read('../../etc', 1)).toThrow(/is no id of a run/);
  });

  it('anything unknown keeps its own words', () => {
    expect(explain(new RangeError('odd'), 'w.sqlite')).toMatchObject({
      code: 'internal',
      message: 'workspace w.sqlite: odd',
    });
  });
});
