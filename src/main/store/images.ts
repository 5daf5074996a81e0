/** What people say of images: tags by number within a dataset's part, and digits they drew themselves. */

import type { DatabaseSync } from 'node:sqlite';
import type { Drawing, ImageTag } from '../../shared/contract.ts';
import { decode, encode } from './json.ts';
import { prepared } from './statements.ts';

export function listImageTags(sql: DatabaseSync, sha256: string): ImageTag[] {
  const rows = prepared(
    sql,
    'SELECT part, number, tag FROM imageTags WHERE sha256 = ? ORDER BY part DESC, number, tag',
  ).all(sha256);
  return rows.map((row) => ({
    tag: String(row.tag),
    part: row.part === 'train' ? 'train' : 'test',
    number: Number(row.number),
  }));
}

export function tagImages(sql: DatabaseSync, sha256: string, tags: readonly ImageTag[], on: boolean): void {
  const change = prepared(
    sql,
    on
      ? 'INSERT OR IGNORE INTO imageTags (sha256, part, number, tag) VALUES (?, ?, ?, ?)'
      : 'DELETE FROM imageTags WHERE sha256 = ? AND part = ? AND number = ? AND tag = ?',
  );
  for (const { part, number, tag } of tags) change.run(sha256, part, number, tag);
}

/** Latest first. */
export function listDrawings(sql: DatabaseSync): Drawing[] {
  const rows = prepared(sql, 'SELECT * FROM drawings ORDER BY createdAt DESC, rowid DESC').all();
  return rows.map((row) => ({
    id: String(row.id),
    createdAt: Number(row.createdAt),
    label: row.label === null ? null : Number(row.label),
    height: Number(row.height),
    width: Number(row.width),
    pixels: row.pixels as Uint8Array,
    strokes: decode(String(row.strokes)) as Drawing['strokes'],
  }));
}

/** The same id again replaces the drawing, so that a removed one can be put back as it was. */
export function saveDrawing(sql: DatabaseSync, drawing: Drawing): void {
  const { id, createdAt, label, height, width, pixels, strokes } = drawing;
  prepared(
    sql,
    'INSERT OR REPLACE INTO drawings (id, createdAt, label, height, width, pixels, strokes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(id, createdAt, label, height, width, pixels, encode(strokes));
}

export function removeDrawing(sql: DatabaseSync, id: string): void {
  prepared(sql, 'DELETE FROM drawings WHERE id = ?').run(id);
}
