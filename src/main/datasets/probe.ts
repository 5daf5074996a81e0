/** What is known of a path before it is read: enough to tell its format by what it holds, not by how it is called. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { UserError } from '../../shared/errors.ts';
import { unreadable, withFile } from '../files/source.ts';
import { openZip } from '../files/zip-archive.ts';
import { isGzip } from './unpack.ts';

export type Probe =
  /** `entries` are the names directly inside, `files()` the paths of all files below, with forward slashes. */
  | { readonly kind: 'folder'; readonly entries: readonly string[]; files(): readonly string[] }
  | { readonly kind: 'zip'; files(): readonly string[] }
  /** `head` are the first bytes, unpacked where the file is gzip. */
  | { readonly kind: 'file'; readonly head: Uint8Array; readonly gzip: boolean };

const headBytes = 4096;
/** Images lie four folders deep at most: around the tree, the split, the class. */
const deepest = 5;
const mostFiles = 1_000_000;

/** @throws UserError 'dataset' where there is nothing, or it cannot be read */
export function probePath(path: string): Probe {
  const stats = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (!stats)
    throw new UserError('dataset', `${path}: there is no such file or folder; check the path to the dataset.`);
  if (stats.isDirectory()) {
    const entries = attempt(path, () => readdirSync(path).sort());
    return { kind: 'folder', entries, files: once(() => attempt(path, () => listFiles(path))) };
  }
  // Opening a pipe would wait for somebody to write to it.
  const head = stats.isFile() ? withFile(path, (source) => source.read(0, headBytes)) : new Uint8Array(0);
  if (isZip(head)) return { kind: 'zip', files: once(() => memberNames(path)) };
  return isGzip(head) ? { kind: 'file', head: unpackHead(head), gzip: true } : { kind: 'file', head, gzip: false };
}

const isZip = (head: Uint8Array): boolean =>
  /^PK(\x03\x04|\x05\x06)/.test(Buffer.from(head.subarray(0, 4)).toString('latin1'));

function memberNames(path: string): readonly string[] {
  const members = withFile(path, (source) => openZip(source, path).members);
  return members.map((member) => member.name).filter((name) => !name.endsWith('/'));
}

/** Files below a folder, links left out: they may lead anywhere. */
function listFiles(folder: string, prefix = '', depth = 1, found: string[] = []): string[] {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix + entry.name;
    if (entry.isFile()) found.push(path);
    else if (entry.isDirectory() && depth < deepest) listFiles(folder, `${path}/`, depth + 1, found);
    if (found.length > mostFiles)
      throw new UserError(
        'dataset',
        `${folder}: the folder holds more than ${mostFiles} files; choose the dataset's own.`,
      );
  }
  return found;
}

/** The beginning of what a gzip file holds; empty where it is damaged, which its reader will notice. */
function unpackHead(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, headBytes);
  } catch {
    return new Uint8Array(0);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function attempt<Value>(path: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(error, path);
  }
}
