/**
 * The table of formats, and which one a path is of: judged by what it holds, not by how it is called.
 *
 * A format plugs in by a `DatasetReader` in `readers`. What is recognised but cannot be read yet is refused with a
 * sentence that says what can.
 */

import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import type { Dataset } from './dataset.ts';
import { idxFolder } from './idx-folder.ts';
import { isGzip, unreadable } from './unpack.ts';

/** What is known of a path before it is read. */
export type Probe =
  | { readonly kind: 'folder'; readonly entries: readonly string[] }
  | { readonly kind: 'file'; readonly head: Uint8Array };

export interface DatasetReader {
  /** As `inspect` reports it. */
  readonly format: string;
  /** What a person would call it, within a sentence. */
  readonly title: string;
  detect(probe: Probe): boolean;
  /**
   * @param entries names in the folder; empty for a file
   * @param onProgress called with the fraction done, 0..1
   * @throws UserError 'dataset'
   */
  read(path: string, entries: readonly string[], onProgress?: (fraction: number) => void): Dataset;
}

const readers: readonly DatasetReader[] = [idxFolder];

/** Reads a dataset of any known format. Synchronous: runs in the dataset worker. */
export function readDataset(path: string, onProgress?: (fraction: number) => void): Dataset {
  const probe = probePath(path);
  const reader = readers.find((candidate) => candidate.detect(probe));
  if (!reader) throw unknownFormat(path, probe);
  return reader.read(path, probe.kind === 'folder' ? probe.entries : [], onProgress);
}

function probePath(path: string): Probe {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats)
      throw new UserError('dataset', `${path}: there is no such file or folder; check the path to the dataset.`);
    if (stats.isDirectory()) return { kind: 'folder', entries: readdirSync(path) };
    // Opening a pipe would wait for somebody to write to it.
    return { kind: 'file', head: stats.isFile() ? readHead(path) : new Uint8Array(0) };
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(error, path);
  }
}

function readHead(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(512);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

function unknownFormat(path: string, probe: Probe): UserError {
  const expected = `today a dataset must be ${readers.map((reader) => reader.title).join(' or ')}`;
  if (probe.kind === 'file' && (isIdx(probe.head) || isGzip(probe.head)))
    return new UserError(
      'dataset',
      `${path}: this is a single file, a dataset of IDX files is a folder; give the folder ${dirname(path)} instead.`,
    );
  return new UserError('dataset', `${path}: ${describe(probe)}; ${expected}.`);
}

const isIdx = (head: Uint8Array): boolean => head[0] === 0 && head[1] === 0 && head[2]! >= 8 && head[3]! >= 1;

/** What a path that no reader takes seems to be, as the first half of a sentence. */
function describe(probe: Probe): string {
  if (probe.kind === 'folder') {
    if (probe.entries.length === 0) return 'the folder is empty';
    if (probe.entries.includes('train') || probe.entries.some((name) => /^\d+$|\.png$/i.test(name)))
      return 'the folder seems to hold PNG images, which cannot be read yet';
    return 'the folder holds no file that is known (looked for train-images-idx3-ubyte and its like)';
  }
  const text = Buffer.from(probe.head).toString('latin1');
  if (text.length === 0) return 'the file is empty';
  if (text.startsWith('PK\x03\x04'))
    return text.slice(30, 200).includes('.npy')
      ? 'this is an NPZ file, which cannot be read yet'
      : 'this is a zip archive, which cannot be read yet';
  if (text.startsWith('\x93NUMPY')) return 'this is an NPY file, which cannot be read';
  if (text.startsWith('\x89PNG')) return 'this is a single PNG image, not a dataset';
  if (/^[^\n]*,[^\n]*\n/.test(text)) return 'this seems to be a CSV file, which cannot be read yet';
  return /^[\t\n\r\x20-\x7e\x80-\xff]*$/.test(text)
    ? 'this is a text file, not a folder'
    : 'the format of the file is not known';
}
