import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { prepared } from '../../../src/main/store/statements.ts';

function aDatabase(): DatabaseSync {
  const sql = new DatabaseSync(':memory:');
  onTestFinished(() => sql.close());
  sql.exec('CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1), (2), (3)');
  return sql;
}

it('compiles a statement once for each connection', () => {
  const [one, other] = [aDatabase(), aDatabase()];
  const text = 'SELECT n FROM numbers WHERE n > ? ORDER BY n';
  const first = prepared(one, text);
  expect(prepared(one, text)).toBe(first);
  expect(prepared(other, text)).not.toBe(first);
  expect(first.all(1)).toEqual([{ n: 2 }, { n: 3 }]);
  expect(prepared(one, text).all(2)).toEqual([{ n: 3 }]);
});

it('forgets the one that was used longest ago, and compiles it again', () => {
  const sql = aDatabase();
  const often = prepared(sql, 'SELECT count(*) AS n FROM numbers');
  const rare = prepared(sql, 'SELECT max(n) AS n FROM numbers');
  for (let i = 0; i < 200; i++) {
    prepared(sql, `SELECT n + ${i} AS n FROM numbers`);
    prepared(sql, 'SELECT count(*) AS n FROM numbers');
  }
  expect(prepared(sql, 'SELECT count(*) AS n FROM numbers')).toBe(often);
  const again = prepared(sql, 'SELECT max(n) AS n FROM numbers');
  expect(again).not.toBe(rare);
  expect(again.get()).toEqual({ n: 3 });
});

it('serves a statement whose table has changed since', () => {
  const sql = aDatabase();
  prepared(sql, 'SELECT * FROM numbers WHERE n = ?').get(1);
  sql.exec('ALTER TABLE numbers ADD COLUMN name TEXT');
  expect(prepared(sql, 'SELECT * FROM numbers WHERE n = ?').get(1)).toEqual({ n: 1, name: null });
});
