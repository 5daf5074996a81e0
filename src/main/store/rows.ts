/**
 * How records lie in their tables: a column per field, of the same name. One table of fields per record drives insert,
 * update and select, and the compiler checks that none is missing.
 */

import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { decode, encode } from './json.ts';
import type { ExperimentRecord, RunRecord } from './store.ts';

/** `plain` is a number, a string or null; `json` anything else. */
type Fields<T> = Readonly<Record<keyof T & string, 'plain' | 'json'>>;

export const experimentFields: Fields<ExperimentRecord> = {
  id: 'plain',
  name: 'plain',
  createdAt: 'plain',
  experiment: 'json',
  datasetName: 'plain',
  architecture: 'plain',
  parameters: 'plain',
  tags: 'json',
  notes: 'plain',
  archived: 'json',
  testRevealedAt: 'plain',
};

export const runFields: Fields<RunRecord> = {
  id: 'plain',
  experimentId: 'plain',
  index: 'plain',
  seed: 'plain',
  overrides: 'json',
  experiment: 'json',
  architecture: 'plain',
  parameters: 'plain',
  status: 'plain',
  message: 'plain',
  step: 'plain',
  totalSteps: 'plain',
  epoch: 'plain',
  totalEpochs: 'plain',
  seconds: 'plain',
  samplesPerSecond: 'plain',
  rankedBy: 'plain',
  bestError: 'plain',
  lastError: 'plain',
  spark: 'json',
  kernels: 'plain',
  dataset: 'json',
  engineVersion: 'plain',
  startedAt: 'plain',
  endedAt: 'plain',
  initial: 'json',
  final: 'json',
  firstStepReached: 'plain',
  resumedFromStep: 'plain',
};

/** `"id", "name", …`, quoted since `index` is a word of SQL. */
export function columnList(fields: Readonly<Record<string, unknown>>): string {
  return Object.keys(fields)
    .map((name) => `"${name}"`)
    .join(', ');
}

/** `?, ?, …`, one per field. */
export function placeholders(fields: Readonly<Record<string, unknown>>): string {
  return Object.keys(fields)
    .map(() => '?')
    .join(', ');
}

/** The values of `names`, ready to bind. NaN becomes NULL in a plain column: SQLite has no NaN. */
export function bind<T extends object>(record: T, fields: Fields<T>, names: readonly (keyof T & string)[]) {
  return names.map((name): SQLInputValue => {
    const value: unknown = record[name];
    if (value === null || value === undefined) return null;
    if (fields[name] === 'json') return encode(value);
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`store: field ${name}: expected a number, a string or null, got ${typeof value}`);
  });
}

export function toRecord<T extends object>(row: Record<string, SQLOutputValue>, fields: Fields<T>): T {
  const entries = Object.entries(fields).map(([name, kind]): [string, unknown] => {
    const value = row[name];
    return [name, kind === 'json' && typeof value === 'string' ? decode(value) : value];
  });
  return Object.fromEntries(entries) as T;
}
