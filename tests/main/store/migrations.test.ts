import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, migrations } from '../../../src/main/store/migrations.ts';
import { anExperiment, aWorkspace, open } from './support.ts';

function aDatabase() {
  const workspace = aWorkspace();
  const file = join(workspace, 'workbench.sqlite');
  const sql = new DatabaseSync(file);
  onTestFinished(() => sql.close());
  const version = () => Number(sql.prepare('PRAGMA user_version').get()!.user_version);
  return { workspace, file, sql, version };
}

const one = 'CREATE TABLE a (x); INSERT INTO a VALUES (1)';
const two = 'ALTER TABLE a ADD COLUMN y DEFAULT 2';

describe('migrations', () => {
  it('start from an empty file, without keeping a copy of nothing', async () => {
    const workspace = aWorkspace();
    writeFileSync(join(workspace, 'workbench.sqlite'), '');
    const store = await open(workspace);
    await store.insertExperiment(anExperiment('e'), []);
    expect(await store.listExperiments()).toHaveLength(1);
    expect(readdirSync(workspace).filter((name) => /\.v\d/.test(name))).toStrictEqual([]);
  });

  it('take the steps that are missing and keep a copy before each', () => {
    const { workspace, file, sql, version } = aDatabase();
    migrate(sql, file, [one]);
    expect(version()).toBe(1);
    const three = 'UPDATE a SET y = 3';
    migrate(sql, file, [one, two, three]);
    expect(version()).toBe(3);
    expect({ ...sql.prepare('SELECT * FROM a').get() }).toStrictEqual({ x: 1, y: 3 });

    const rowOf = (name: string) => {
      const copy = new DatabaseSync(join(workspace, name), { readOnly: true });
      const row = { ...copy.prepare('SELECT * FROM a').get() };
      copy.close();
      return row;
    };
    expect(rowOf('workbench.v1.sqlite')).toStrictEqual({ x: 1 });
    expect(rowOf('workbench.v2.sqlite')).toStrictEqual({ x: 1, y: 2 });
    expect(readdirSync(workspace).filter((name) => name.endsWith('.tmp'))).toStrictEqual([]);
  });

  it('leave the database as it was when a step fails, and can be tried again', () => {
    const { workspace, file, sql, version } = aDatabase();
    migrate(sql, file, [one]);
    expect(() => migrate(sql, file, [one, `${two}; INSERT INTO nowhere VALUES (1)`])).toThrow(/nowhere/);
    expect(version()).toBe(1);
    expect({ ...sql.prepare('SELECT * FROM a').get() }).toStrictEqual({ x: 1 });
    expect(existsSync(join(workspace, 'workbench.v1.sqlite'))).toBe(true);
    migrate(sql, file, [one, two]);
    expect(version()).toBe(2);
  });

  it('do nothing when there is nothing to do', () => {
    const { file, sql, version } = aDatabase();
    migrate(sql, file);
    migrate(sql, file);
    expect(version()).toBe(migrations.length);
  });
});
