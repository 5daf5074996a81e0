/**
 * The table of formats, and which one a path is of: judged by what it holds, not by how it is called.
 *
 * A format plugs in by a `DatasetReader` in `readers`; the first that recognises a path reads it.
 */

import { UserError } from '../../shared/errors.ts';
import { csvFile } from './csv-file.ts';
import type { Dataset } from './dataset.ts';
import { idxFile, idxFolder } from './idx-folder.ts';
import { npzFile } from './npz.ts';
import { pngTree } from './png-tree.ts';
import { probePath } from './probe.ts';
import type { Probe } from './probe.ts';

export interface ReadOptions {
  /** Called with the fraction done, 0..1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Leaves out broken images and rows, and counts them in the facts, instead of refusing all. @default false */
  readonly skipBroken?: boolean | undefined;
}

export interface DatasetReader {
  /** As `inspect` reports it. */
  readonly format: string;
  /** What a person would call it, within a sentence. */
  readonly title: string;
  detect(probe: Probe, path: string): boolean;
  /** @throws UserError */
  read(path: string, probe: Probe, options: ReadOptions): Dataset;
}

const readers: readonly DatasetReader[] = [idxFolder, idxFile, pngTree, npzFile, csvFile];

/**
 * Reads a dataset of any known format. Synchronous: runs in the dataset worker.
 * @throws UserError 'dataset', 'broken'
 */
export function readDataset(path: string, options: ReadOptions = {}): Dataset {
  try {
    const probe = probePath(path);
    const reader = readers.find((candidate) => candidate.detect(probe, path));
    if (!reader) throw unknownFormat(path, probe);
    return reader.read(path, probe, options);
  } catch (error) {
    // Archives and arrays do not know that a dataset is read from them; and names of files may hold line breaks.
    if (error instanceof UserError)
      throw new UserError(error.code === 'broken' ? 'broken' : 'dataset', error.message.replace(/\p{Cc}+/gu, ' '), {
        cause: error,
      });
    throw error;
  }
}

function unknownFormat(path: string, probe: Probe): UserError {
  const expected = readers.map((reader) => reader.title).join('; or ');
  return new UserError('dataset', `${path}: ${describe(probe)}; a dataset must be ${expected}.`);
}

/** What a path that no reader takes seems to be, as the first half of a sentence. */
function describe(probe: Probe): string {
  if (probe.kind !== 'file') {
    const what = probe.kind === 'zip' ? 'archive' : 'folder';
    const files = probe.files();
    if (files.length === 0) return `the ${what} is empty`;
    if (files.some((name) => /\.png$/i.test(name)))
      return `the ${what} holds PNG images outside of folders for their classes`;
    return `the ${what} holds no file that is known (looked for train-images-idx3-ubyte and its like; there is ${files[0]})`;
  }
  const text = Buffer.from(probe.head).toString('latin1');
  if (text.length === 0) return probe.gzip ? 'the gzip file is empty or damaged' : 'the file is empty';
  if (text.startsWith('\x93NUMPY'))
    return 'this is a single NPY array without labels (numpy.savez writes images and labels into one file)';
  if (text.startsWith('\x89PNG')) return 'this is a single PNG image, not a dataset';
  return /^[\t\n\r\x20-\x7e\x80-\xff]*$/.test(text)
    ? 'this is a text file without columns'
    : 'the format of the file is not known';
}
