/** Tells whether the files of a dataset are still the ones that were read: names, sizes and times of change. */

import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { looksLikeIdx } from './idx-names.ts';

/** Folders of classes lie three folders deep at most: around the tree, the split, the class. */
const deepest = 3;

/**
 * A text that changes when a file does, or a file directly inside a folder, or when files come to or go from folders inside
 * it; null where there is nothing. Single images far inside a tree are not looked at: there may be 70,000.
 */
export async function fingerprint(path: string): Promise<string | null> {
  const own = await stat(path).catch(() => null);
  if (!own) return null;
  const inside = own.isDirectory() ? await namesIn(path) : [];
  // The labels of a single file of images lie beside it.
  const beside =
    own.isFile() && looksLikeIdx(basename(path)) ? (await namesIn(dirname(path))).filter(looksLikeIdx) : [];
  const files = [...inside.map((name) => join(path, name)), ...beside.map((name) => join(dirname(path), name))];
  const folders = own.isDirectory() ? await foldersBelow(path, 1) : [];
  return (await Promise.all([path, ...files, ...folders].map(mark))).join('\n');
}

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort();

async function foldersBelow(folder: string, depth: number): Promise<string[]> {
  if (depth > deepest) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  const below = await Promise.all(folders.sort().map((inner) => foldersBelow(inner, depth + 1)));
  return [...folders, ...below.flat()];
}

async function mark(path: string): Promise<string> {
  const stats = await stat(path).catch(() => null);
  return stats ? `${path} ${stats.size} ${stats.mtimeMs}` : path;
}
