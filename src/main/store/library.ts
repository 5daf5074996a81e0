/** The small tables: datasets of the library, saved views, settings, measured speeds. Each call is one statement. */

import type { DatabaseSync } from 'node:sqlite';
import type { KernelVariant } from '../../engine/backend.ts';
import type { DatasetEntry, SavedView, Settings } from '../../shared/contract.ts';
import { decode, encode } from './json.ts';
import { prepared } from './statements.ts';

const defaultSettings: Settings = { theme: 'system', threads: 0 };

/** In the order in which they were added. */
export function listDatasets(sql: DatabaseSync): DatasetEntry[] {
  const rows = prepared(sql, 'SELECT entry FROM datasets ORDER BY rowid').all();
  return rows.map((row) => decode(String(row.entry)) as DatasetEntry);
}

export function saveDataset(sql: DatabaseSync, entry: DatasetEntry): void {
  prepared(
    sql,
    'INSERT INTO datasets (id, entry) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET entry = excluded.entry',
  ).run(entry.id, encode(entry));
}

export function removeDataset(sql: DatabaseSync, id: string): void {
  prepared(sql, 'DELETE FROM datasets WHERE id = ?').run(id);
}

/** Latest first. */
export function listViews(sql: DatabaseSync): SavedView[] {
  const rows = prepared(sql, 'SELECT name, savedAt, view FROM views ORDER BY savedAt DESC, name').all();
  return rows.map((row) => ({
    name: String(row.name),
    savedAt: Number(row.savedAt),
    view: decode(String(row.view)) as SavedView['view'],
  }));
}

export function saveView(sql: DatabaseSync, { name, savedAt, view }: SavedView): void {
  prepared(sql, 'INSERT OR REPLACE INTO views (name, savedAt, view) VALUES (?, ?, ?)').run(name, savedAt, encode(view));
}

export function removeView(sql: DatabaseSync, name: string): void {
  prepared(sql, 'DELETE FROM views WHERE name = ?').run(name);
}

export function getSettings(sql: DatabaseSync): Settings {
  const rows = prepared(sql, 'SELECT name, value FROM settings').all();
  const saved = Object.fromEntries(rows.map((row) => [String(row.name), decode(String(row.value))]));
  return { ...defaultSettings, ...saved };
}

/** A row per setting, so that a version that knows more of them loses none. */
export function saveSettings(sql: DatabaseSync, settings: Settings): void {
  const insert = prepared(sql, 'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  for (const [name, value] of Object.entries(settings)) insert.run(name, encode(value));
}

export function getSpeed(sql: DatabaseSync, kernels: KernelVariant): number | null {
  const row = prepared(sql, 'SELECT multiplyAddsPerSecond AS speed FROM speeds WHERE kernels = ?').get(kernels);
  return typeof row?.speed === 'number' ? row.speed : null;
}

export function saveSpeed(sql: DatabaseSync, kernels: KernelVariant, multiplyAddsPerSecond: number): void {
  prepared(sql, 'INSERT OR REPLACE INTO speeds (kernels, multiplyAddsPerSecond) VALUES (?, ?)').run(
    kernels,
    multiplyAddsPerSecond,
  );
}
