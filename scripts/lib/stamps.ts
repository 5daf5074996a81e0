/**
 * Tells in some milliseconds whether a part of the build is up to date: its stamp names every source with size and
 * time of change. A touched file costs a build too many, never one too few.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './parts.ts';

const stampOf = (root: string, part: Part): string => join(root, 'out/stamps', part.name);

export function isStale(root: string, part: Part): boolean {
  if (!existsSync(join(root, part.product))) return true;
  const stamp = stampOf(root, part);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(root, part);
}

/** What a part is about to be made from; taken before the build, so that a change during it is noticed. */
export function fingerprint(root: string, part: Part): string {
  const hash = createHash('sha256');
  for (const source of part.sources) {
    const path = join(root, source);
    const entry = statSync(path, { throwIfNoEntry: false });
    if (entry === undefined) continue;
    const files = entry.isDirectory() ? listFiles(path) : [path];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

export function writeStamp(root: string, part: Part, print: string): void {
  mkdirSync(join(root, 'out/stamps'), { recursive: true });
  writeFileSync(stampOf(root, part), print);
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
