/** Tells whether the files of a dataset are still the ones that were read: names, sizes and times of change. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A text that changes when a file, or a file directly inside a folder, does; null where there is nothing.
 */
export async function fingerprint(path: string): Promise<string | null> {
  const own = await stat(path).catch(() => null);
  if (!own) return null;
  const names = own.isDirectory() ? await readdir(path).catch(() => []) : [];
  const inside = await Promise.all(names.sort().map((name) => mark(join(path, name))));
  return [await mark(path), ...inside].join('\n');
}

async function mark(path: string): Promise<string> {
  const stats = await stat(path).catch(() => null);
  return stats ? `${path} ${stats.size} ${stats.mtimeMs}` : path;
}
