/**
 * Reads one IDX file, plain or gzip, and hands back its bytes once header and size agree.
 *
 * The header is read first and bounds everything after it: a plain file must have exactly the promised size, a gzip file
 * is unpacked into no more than it. So neither an impossible header nor a gzip bomb makes us allocate what is not there.
 * Synchronous: runs in the dataset worker.
 */

import { constants, gunzipSync } from 'node:zlib';
import { UserError, messageOf } from '../../shared/errors.ts';
import { checkExpansion } from '../files/limits.ts';
import { withFile } from '../files/source.ts';
import { checkSize, describePromise, longestHeader, readHeader } from './idx.ts';
import type { IdxContent, IdxHeader } from './idx.ts';

/** Larger files are refused: one array of bytes cannot hold them everywhere. */
export const largestFile = 2 ** 31 - 1;

/** No deflate stream unpacks to more than this many times its length (zlib's technical notes: 1032). */
const largestRatio = 1032;

export interface UnpackedFile {
  readonly header: IdxHeader;
  readonly bytes: Uint8Array; // (header.size) header included
}

/** @throws UserError 'dataset' naming the file */
export function unpackIdx(path: string, content: IdxContent): UnpackedFile {
  return withFile(path, (source) => {
    const head = source.read(0, 4096);
    if (!isGzip(head)) {
      const header = readHeader(head, content, path);
      checkSize(header, source.size, path);
      checkLargest(header, path);
      return { header, bytes: source.read(0, source.size) };
    }
    const header = readHeader(unpackHead(head, path), content, path);
    if (header.size > source.size * largestRatio)
      throw new UserError(
        'dataset',
        `${path}: the header promises ${describePromise(header)} (${header.size} bytes), more than ${source.size} bytes ` +
          'of gzip can hold; download or copy it again.',
      );
    checkLargest(header, path);
    checkExpansion(source.size, header.size, path);
    const bytes = unpackAll(source.read(0, source.size), header, path);
    checkSize(header, bytes.length, path);
    return { header, bytes };
  });
}

/** Whether these bytes begin a gzip file, whatever it is called. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** The first bytes of what a gzip file holds, fewer than asked for where it ends before. */
function unpackHead(head: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, longestHeader);
  } catch (error) {
    throw damaged(error, path);
  }
}

function unpackAll(packed: Uint8Array, header: IdxHeader, path: string): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: header.size, chunkSize: Math.max(header.size, 1024) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') checkSize(header, header.size + 1, path);
    throw damaged(error, path);
  }
}

function damaged(error: unknown, path: string): UserError {
  const what = codeOf(error) === 'Z_BUF_ERROR' ? 'is cut off' : `is damaged (${messageOf(error)})`;
  return new UserError('dataset', `${path}: the gzip file ${what}; download or copy it again.`, { cause: error });
}

function checkLargest(header: IdxHeader, path: string): void {
  if (header.size <= largestFile) return;
  throw new UserError(
    'dataset',
    `${path}: ${describePromise(header)} take ${header.size} bytes, at most ${largestFile} can be read; use fewer images.`,
  );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
