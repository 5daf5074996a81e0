import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstBounds, readBounds, writeBounds } from '../../src/main/bounds.ts';

const displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
const saved = { x: 100, y: 50, width: 1000, height: 700, maximized: true };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounds-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives back what was saved', () => {
  writeBounds(file, saved);
  expect(readBounds(file, displays)).toEqual(saved);
});

it.each([
  ['left of every screen', { x: -990, y: 50 }],
  ['below every screen', { x: 100, y: 1060 }],
  ['on a screen that is gone', { x: 3000, y: 50 }],
])('centres a window that was %s, and keeps its size', (_, place) => {
  writeBounds(file, { ...saved, ...place });
  expect(readBounds(file, displays)).toEqual({ width: 1000, height: 700, maximized: true });
});

it.each(['', '{', 'null', '{"width":1000}', '{"width":10,"height":10,"maximized":false}', '{"width":"1000"}'])(
  'starts anew on %j',
  (text) => {
    writeFileSync(file, text);
    expect(readBounds(file, displays)).toEqual(firstBounds);
  },
);

it('starts anew without a file, and does not mind a folder that cannot be written', () => {
  expect(readBounds(file, displays)).toEqual(firstBounds);
  expect(() => writeBounds(join(folder, 'absent/window.json'), saved)).not.toThrow();
});
