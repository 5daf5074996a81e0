/**
 * Files that a page sends in chunks, where it has no path to give: kept in a folder of the workspace per upload. A name may
 * have folders in it; nothing it says leads out of the upload's own folder.
 */

import { appendFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError, messageOf } from '../../shared/errors.ts';

export interface Chunk {
  readonly upload: string;
  /** Folders and file, separated by `/`. */
  readonly name: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface UploadLimits {
  /** Bytes of all files of an upload. @default 4 GiB */
  readonly bytes?: number;
  /** Files of an upload. @default 200,000 */
  readonly files?: number;
}

export interface Uploads {
  /**
   * Keeps one chunk. Chunks of a file come in order, from offset 0.
   * @returns what to add to the library: the file, or the outermost folder of its name
   * @throws UserError for a name, an order or a size that cannot be
   */
  write(chunk: Chunk): Promise<{ path: string }>;
  /** Removes an upload and all it has sent. */
  discard(upload: string): Promise<void>;
}

/** @param folder holds a folder per upload */
export function createUploads(
  folder: string,
  { bytes: mostBytes = 4 * 2 ** 30, files: mostFiles = 200_000 }: UploadLimits = {},
): Uploads {
  const sizes = new Map<string, { bytes: number; files: number }>();

  function count(upload: string, offset: number, bytes: number): void {
    const so = sizes.get(upload) ?? { bytes: 0, files: 0 };
    const next = { bytes: so.bytes + bytes, files: so.files + (offset === 0 ? 1 : 0) };
    if (next.bytes > mostBytes || next.files > mostFiles)
      throw refused(
        `more than ${mostBytes} bytes or ${mostFiles} files in one upload; give the path of the files on this machine instead`,
      );
    sizes.set(upload, next);
  }

  return {
    async write({ upload, name, offset, bytes }) {
      const parts = partsOf(name);
      const root = join(folder, upload);
      const path = join(root, ...parts);
      const size = offset === 0 ? 0 : ((await stat(path).catch(() => null))?.size ?? 0);
      if (offset !== size)
        throw refused(`a part of ${name} came at byte ${offset}, expected was byte ${size}; send the file again`);
      count(upload, offset, bytes.length);
      try {
        if (offset > 0) await appendFile(path, bytes);
        else {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, bytes);
        }
      } catch (error) {
        throw new UserError(
          'workspace',
          `upload: ${name} cannot be kept in ${root} (${messageOf(error)}); make room, or check that the folder may be written.`,
          { cause: error },
        );
      }
      return { path: join(root, parts[0]!) };
    },

    async discard(upload) {
      sizes.delete(upload);
      await rm(join(folder, upload), { recursive: true, force: true });
    },
  };
}

const deepest = 16;

/** The folders and the file of a name. @throws UserError where it could lead elsewhere or be no name on some system */
function partsOf(name: string): string[] {
  const parts = name.split('/');
  const isBad = (part: string): boolean =>
    part === '' || part === '.' || part === '..' || /[\\\0-\x1f]/.test(part) || Buffer.byteLength(part) > 255;
  if (parts.length > deepest || parts.some(isBad) || (process.platform === 'win32' && /[<>:"|?*]/.test(name)))
    throw refused(`${JSON.stringify(name)} is no name that a file can have here; rename it and send it again`);
  return parts;
}

const refused = (sentence: string): UserError => new UserError('invalid-input', `upload: ${sentence}.`);
